package commands

import (
	"fmt"
	"strings"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/screen"
	"testing"
)

// TestManyOrganisations finds teams of whichever of a person's organisations.
func TestManyOrganisations(t *testing.T) {
	srv, _, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	add := func(from, to int) {
		for i := from; i < to; i++ {
			sid := fmt.Sprintf("Org%08d", i)
			srv.AddOrg(apitest.Org{SID: sid, Name: fmt.Sprint("org ", i), Members: []string{"tca_member"}})
			srv.AddTeam(apitest.Team{Org: sid, Name: fmt.Sprint("team", i), DisplayName: fmt.Sprint("Team ", i), Members: []string{"tca_member"}})
			srv.AddRepo(sid, fmt.Sprint("team", i), apitest.Repo{Name: fmt.Sprint("repository-of-", i)})
		}
	}
	add(0, 40)
	book, err := New(Deps{Settings: noSettings{}, Site: r.TCA.Site()})
	if err != nil {
		t.Fatal(err)
	}
	run := func(line string) string {
		t.Helper()
		p, err := book.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		asked := *r
		got, err := book.Run(t.Context(), &asked, p)
		if err != nil {
			return screen.Explain(command.Screen{Words: r.Words, Command: "/tca"}, err, "").Text()
		}
		return got.Message.Text()
	}
	for line, want := range map[string]string{
		"repos team39":                 "Repositories of Team 39",
		"repo repository-of-39":        "repository-of-39",
		"repo team39/repository-of-39": "repository-of-39",
		"whoami":                       "31 more",
	} {
		if got := run(line); !strings.Contains(got, want) || strings.Contains(got, "searched only") {
			t.Errorf("%s: got %s", line, got)
		}
	}
	add(40, 120)
	const some = "You belong to 121 organisations, and I searched only 100 of them"
	for _, line := range []string{"teams", "repos team119", "repo repository-of-119", "mine"} {
		if got := run(line); !strings.Contains(got, some) {
			t.Errorf("%s: got %s", line, got)
		}
	}
	if got := run("repos Org00000119/team119"); !strings.Contains(got, "Repositories of Team 119") {
		t.Errorf("with its organisation: %s", got)
	}
}
