package metrics

import (
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/target"
	"testing"
)

// TestFunctionOfOldScan: TCA shows the functions of old scans under their IDs, too. One that the latest scan no longer
// reports is not shown as if it did.
func TestFunctionOfOldScan(t *testing.T) {
	_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	p := sample.Rich
	at := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
	book, err := command.NewBook(command.Group{Commands: Commands(target.Finder{Site: r.TCA.Site()})})
	if err != nil {
		t.Fatal(err)
	}
	listed := func(page api.Page[api.Function], err error) []api.Function {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return page.Items
	}
	history, err := r.TCA.ComplexityScans(t.Context(), at, api.TimeRange{}, api.Window{Limit: 40})
	if err != nil {
		t.Fatal(err)
	}
	oldest := history.Items[len(history.Items)-1]
	current := listed(r.TCA.Functions(t.Context(), at, api.FunctionFilter{}, api.Window{Limit: 1000}))
	var gone []api.Function
	for _, f := range listed(r.TCA.FunctionHistory(t.Context(), at, oldest.Scan, api.Window{Limit: 1000})) {
		if !slices.ContainsFunc(current, func(c api.Function) bool { return c.ID == f.ID }) {
			gone = append(gone, f)
		}
	}
	if len(gone) == 0 {
		t.Fatal("no function is gone")
	}
	for _, tt := range []struct {
		name string
		all  []api.Function
		old  bool
	}{{"current", current[:5], false}, {"gone", gone[:min(5, len(gone))], true}} {
		for _, f := range tt.all {
			for _, lang := range locale.Languages() {
				asked := *r
				asked.Words = locale.In(lang)
				parsed, err := book.Parse("function " + kit.Number(f.ID) + " " + line.ProjectWord(at))
				if err != nil {
					t.Fatal(err)
				}
				reply, err := book.Run(t.Context(), &asked, parsed)
				if err != nil {
					t.Fatal(err)
				}
				said, _, _ := strings.Cut(asked.Words.Say("function.old", "Revision", "|"), "|")
				if old := strings.Contains(command.Plain(reply.Message.Text()), command.Plain(said)); old != tt.old {
					t.Errorf("%s, %s: said to be of an old scan: %v\n%s", tt.name, lang, old, reply.Message.Text())
				}
			}
		}
	}
}
