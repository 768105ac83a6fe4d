package issues

import (
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/target"
	"testing"
)

// TestNoIssues: that all is well is said only of a branch whose issues were counted, and when nothing was filtered out.
func TestNoIssues(t *testing.T) {
	srv, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	clean := sample.Slim
	srv.SetAnalysis(clean.ProjectID, apitest.Analysis{Files: 20, Scans: 9})
	down := apitest.Down()
	down.Path = "/overview/"
	book, err := command.NewBook(command.Group{Commands: Lists(target.Finder{Site: r.TCA.Site(), Pins: pinnedAt(1)})})
	if err != nil {
		t.Fatal(err)
	}
	ref := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: clean.Org, Team: clean.Team}, ID: clean.RepoID}, ID: clean.ProjectID}
	scan, found, err := r.TCA.NewestScan(t.Context(), ref)
	if err != nil || !found {
		t.Fatal(found, err)
	}
	const celebrated, never, filtered = "issues.none_open", "issues.never", "issues.none"
	for _, tt := range []struct {
		name, filters string
		of            apitest.SampleProject
		fault         bool
		want          locale.Key
	}{
		{"nothing asked for", "", clean, false, celebrated},
		{"the default typed", "state:active", clean, false, celebrated},
		{"another order leaves nothing out", "sort:-time", clean, false, celebrated},
		{"a severity", "severity:fatal", clean, false, filtered},
		{"a person", "author:me", clean, false, filtered},
		{"a path", "path:src", clean, false, filtered},
		{"a path, in another order", "path:src sort:path", clean, false, filtered},
		{"a resolution, which drops the default", "resolution:wontfix", clean, false, filtered},
		{"all states", "state:all", clean, false, filtered},
		{"closed ones", "state:closed", clean, false, filtered},
		{"a day", "since:2d", clean, false, filtered},
		{"a scan", fmt.Sprint("scan:", scan.ID), clean, false, filtered},
		{"the last scan", "--new", clean, false, "issues.none_new"},
		{"the last scan, of a severity", "--new severity:fatal", clean, false, filtered},
		{"since a pinned scan", "since:release", clean, false, "issues.none_since"},
		{"since a pinned scan, a person", "since:release author:me", clean, false, filtered},
		{"the last scan, never scanned", "--new", sample.Never, false, never},
		{"never scanned", "", sample.Never, false, never},
		{"never scanned, filtered", "severity:fatal", sample.Never, false, never},
		{"only failed scans", "", sample.Failing, false, never},
		{"whether it was scanned is not known", "", clean, true, filtered},
	} {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				if tt.fault {
					defer srv.Inject(down)()
				}
				asked := *r
				asked.Words = locale.In(lang)
				p, err := book.Parse("issues " + line.ProjectWord(api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: tt.of.Org, Team: tt.of.Team}, ID: tt.of.RepoID}, ID: tt.of.ProjectID}) + " " + tt.filters)
				if err != nil {
					t.Fatal(err)
				}
				reply, err := book.Run(t.Context(), &asked, p)
				if err != nil {
					t.Fatal(err)
				}
				if want := locale.In(lang).Say(tt.want); !strings.Contains(command.Plain(reply.Message.Text()), command.Plain(want)) {
					t.Errorf("want %q: %s", want, reply.Message.Text())
				}
			})
		}
	}
}
