package commands

import (
	"errors"
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"testing"
)

// finder is a person who looks for things in a TCA.
type finder struct {
	t   *testing.T
	srv *apitest.Server
	r   *spec.Request
	d   Deps
}

func newFinder(t *testing.T) *finder {
	t.Helper()
	srv, _, r := sampleTCA(t, memberOf)
	return &finder{t: t, srv: srv, r: r, d: Deps{Settings: noSettings{}, Site: r.TCA.Site()}}
}

// project finds a branch; said is what is asked instead.
func (f *finder) project(word string) (at place, said string) {
	f.t.Helper()
	at, err := f.d.projectCalled(f.t.Context(), f.r, word, func(project string) string { return "issues " + project })
	return at, f.said(err)
}

func (f *finder) said(err error) string {
	f.t.Helper()
	if err == nil {
		return ""
	}
	choose, ok := errors.AsType[*ChooseError](err)
	if !ok {
		f.t.Fatal(err)
	}
	m := choose.buttons(spec.Screen{Words: locale.In(locale.English), Command: "/tca"})
	text := m.Text()
	for _, p := range m {
		if row, ok := p.(kit.Buttons); ok {
			for _, c := range row {
				text += "\n[" + c.(kit.Button).Label + "]"
			}
		}
	}
	return text
}

// TestManyBranches finds a branch among more than come at once.
func TestManyBranches(t *testing.T) {
	f := newFinder(t)
	repo := apitest.Repo{Name: "manybranches"}
	for i := range 10 {
		b := apitest.Branch{Name: fmt.Sprintf("release-%d", i)}
		for j := range 9 {
			b.Schemes = append(b.Schemes, fmt.Sprintf("scheme-%d", j))
		}
		repo.Branches = append(repo.Branches, b)
	}
	repo.Branches[9].Name = "release"
	repo.Branches[9].Schemes = repo.Branches[9].Schemes[:1]
	id := f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", repo)
	status := func(branch, scheme, status int) {
		f.srv.SetAnalysis(apitest.ProjectID(id, branch, scheme), apitest.Analysis{Status: status, NeverScanned: true})
	}
	for i := range 10 {
		for j := range 9 {
			status(i, j, 5)
		}
	}
	if at, said := f.project("manybranches"); at.ref.ID != 0 || !strings.Contains(said, "Which analysed branch") || !strings.Contains(said, "74 more") {
		t.Errorf("none is active: got %d, %s", at.ref.ID, said)
	}
	for _, spot := range [][2]int{{0, 0}, {4, 4}, {8, 8}} {
		status(spot[0], spot[1], 1)
		if at, said := f.project("manybranches"); at.ref.ID != apitest.ProjectID(id, spot[0], spot[1]) {
			t.Errorf("%v is the only one that is active: got %d, %s", spot, at.ref.ID, said)
		}
		status(spot[0], spot[1], 5)
	}
	status(0, 0, 1)
	status(8, 8, 1)
	if at, said := f.project("manybranches"); at.ref.ID != 0 || !strings.Contains(said, "release-0") || !strings.Contains(said, "release-8") || !strings.Contains(said, "80 more") {
		t.Errorf("two are active: got %d, %s", at.ref.ID, said)
	}
	if at, said := f.project("manybranches@release"); at.ref.ID != apitest.ProjectID(id, 9, 0) {
		t.Errorf("a branch called so, and 81 with more in their names: got %d, %s", at.ref.ID, said)
	}
	if at, said := f.project("manybranches@release-8#scheme-7"); at.ref.ID != apitest.ProjectID(id, 8, 7) {
		t.Errorf("branch and scheme: got %d, %s", at.ref.ID, said)
	}
	if at, said := f.project(fmt.Sprintf("manybranches@%d", apitest.ProjectID(id, 8, 8))); at.ref.ID != apitest.ProjectID(id, 8, 8) {
		t.Errorf("by its number: got %d, %s", at.ref.ID, said)
	}
	if at, said := f.project("manybranches@nowhere"); at.ref.ID != 0 || !strings.Contains(said, "has no analysed branch matching nowhere") {
		t.Errorf("no such branch: got %d, %s", at.ref.ID, said)
	}
}

// TestManyRepositories finds the repository that is called just so behind many that have its name in theirs.
func TestManyRepositories(t *testing.T) {
	f := newFinder(t)
	find := func(word string) (api.Repo, string) {
		t.Helper()
		want, err := f.d.readRepo(word)
		if err != nil {
			t.Fatal(err)
		}
		repo, err := f.d.repoAt(t.Context(), f.r, want, func(at api.RepoRef) string { return "repo " + repoWord(at) })
		return repo, f.said(err)
	}
	for i := range 60 {
		f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: fmt.Sprintf("zapi-%d", i)})
	}
	want := f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: "zapi", URL: "https://git.example.com/team/zapi.git"})
	for i := range 60 {
		f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: fmt.Sprintf("zapi+%d", i)})
	}
	for _, word := range []string{"zapi", "ZAPI", "empty-team/zapi", "K9fQ2mXz7Lp/empty-team/zapi", "https://git.example.com/team/zapi.git", "<https://git.example.com/team/zapi|zapi>"} {
		if got, said := find(word); got.ID != want {
			t.Errorf("%s: got %d, %s", word, got.ID, said)
		}
	}
	if _, said := find("zap"); !strings.Contains(said, "zap matches several") || !strings.Contains(said, "113 more") || strings.Contains(said, "checked only") {
		t.Errorf("all fit that were looked at: %s", said)
	}
	for i := range maxLooked {
		f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: fmt.Sprintf("zapi~%d", i)})
	}
	if _, said := find("zap"); !strings.Contains(said, "1,121 repositories match, and I checked only 1,000 of them") {
		t.Errorf("more fit than were looked at: %s", said)
	}
}

// TestManyOrganisations finds teams of whichever of a person's organisations.
func TestManyOrganisations(t *testing.T) {
	f := newFinder(t)
	add := func(from, to int) {
		for i := from; i < to; i++ {
			sid := fmt.Sprintf("Org%08d", i)
			f.srv.AddOrg(apitest.Org{SID: sid, Name: fmt.Sprint("org ", i), Members: []string{"tca_member"}})
			f.srv.AddTeam(apitest.Team{Org: sid, Name: fmt.Sprint("team", i), DisplayName: fmt.Sprint("Team ", i), Members: []string{"tca_member"}})
			f.srv.AddRepo(sid, fmt.Sprint("team", i), apitest.Repo{Name: fmt.Sprint("repository-of-", i)})
		}
	}
	add(0, 40)
	book, err := New(f.d)
	if err != nil {
		t.Fatal(err)
	}
	run := func(line string) string {
		t.Helper()
		p, err := book.Parse(line)
		if err != nil {
			t.Fatal(err)
		}
		r := *f.r
		got, err := book.Run(t.Context(), &r, p)
		if err != nil {
			return f.said(err)
		}
		return got.Message.Text()
	}
	for line, want := range map[string]string{
		"repos team39":                 "Repositories of Team 39",
		"repo repository-of-39":        "repository-of-39",
		"repo team39/repository-of-39": "repository-of-39",
		"whoami":                       "31 more.",
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
