package scans

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/target"
	"testing"
)

// TestLatestAfterReopening: what a scan found is said as the scan history says it, however much of it was found again since,
// and beside what is open now.
func TestLatestAfterReopening(t *testing.T) {
	srv, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	p := sample.Rich
	srv.SetAnalysis(p.ProjectID, apitest.Analysis{Issues: 640, Files: 260, Functions: 40, Duplicates: 9, Scans: 34, Reopens: true})
	at := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
	book, err := command.NewBook(command.Group{Commands: Results(target.Finder{Site: r.TCA.Site()})})
	if err != nil {
		t.Fatal(err)
	}
	history, err := r.TCA.Scans(t.Context(), at, api.Window{Limit: 40})
	if err != nil {
		t.Fatal(err)
	}
	now, err := r.TCA.OpenIssues(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	drifted := 0
	for _, scan := range history.Items {
		if scan.Lint == nil {
			continue
		}
		live, err := r.TCA.LatestScan(t.Context(), at, scan.Revision)
		if err != nil {
			t.Fatal(err)
		}
		if live.Lint.Scan.Opened != scan.Lint.Opened || live.Lint.Scan.Fixed != scan.Lint.Fixed {
			drifted++
		}
		for _, lang := range locale.Languages() {
			asked := *r
			asked.Words = locale.In(lang)
			parsed, err := book.Parse("latest " + line.ProjectWord(at) + " " + scan.Revision)
			if err != nil {
				t.Fatal(err)
			}
			reply, err := book.Run(t.Context(), &asked, parsed)
			if err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(command.Plain(reply.Message.Text()), "*", "")
			for _, want := range []string{
				asked.Words.Say("latest.ended", "Opened", kit.Thousands(scan.Lint.Opened), "Fixed", kit.Thousands(scan.Lint.Fixed), "Active", kit.Thousands(scan.Lint.Total.ByState.Active)),
				asked.Words.Say("latest.now", "Count", now.Total, "Number", kit.Thousands(now.Total)),
			} {
				if !strings.Contains(text, command.Plain(want)) {
					t.Errorf("scan %d: want %q in\n%s", scan.ID, want, text)
				}
			}
		}
	}
	if drifted < 5 {
		t.Errorf("the counts of %d scans drifted: the test shows nothing", drifted)
	}
}
