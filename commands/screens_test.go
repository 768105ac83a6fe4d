package commands

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"testing"
	"time"
)

// screenTest is a screen that is compared with its golden files, one for each language.
type screenTest struct {
	name   string
	screen spec.Screen
	view   func(spec.Screen) kit.Message
}

// checkScreens shows screens to the judge of Slack's rules and compares them with their golden files.
func checkScreens(t *testing.T, all []screenTest) {
	t.Helper()
	for _, tt := range all {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				s := tt.screen
				s.Words, s.Command = locale.In(lang), "/tca"
				golden(t, tt.name+"."+string(lang), check(t, tt.view(s)))
			})
		}
	}
}

// of is a view of given data.
func of[D any](view func(spec.Screen, D) kit.Message, d D) func(spec.Screen) kit.Message {
	return func(s spec.Screen) kit.Message { return view(s, d) }
}

// benchScreen renders a screen as it is sent, from its data to its blocks and text.
func benchScreen(b *testing.B, line string, view func(spec.Screen) kit.Message) {
	b.Helper()
	s := spec.Screen{Words: locale.In(locale.English), Command: "/tca", Line: line, Sheet: true}
	b.ReportAllocs()
	for b.Loop() {
		m := view(s)
		_, _ = m.Blocks(), m.Text()
	}
}

// worstText is longer than TCA keeps any and has what breaks messages.
var worstText = "<!channel> *x* `y`\n" + strings.Repeat("很长的一段说明 long ", 60)

// somePlace is an analysed branch.
func somePlace(tb testing.TB, repo, branch string) place {
	tb.Helper()
	at := place{
		ref:  api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}, ID: 12}, ID: 1200},
		site: testSite(tb),
	}
	at.project = api.Project{ID: 1200, Branch: branch, ScanPath: "/", Status: api.ProjectActive, Repo: api.ProjectRepo{ID: 12, Name: repo}}
	at.project.Scheme.ID, at.project.Scheme.Name = 120, "默认方案"
	return at
}

// usualPlace is the one most screens are about.
func usualPlace(tb testing.TB) place {
	tb.Helper()
	return somePlace(tb, "payments-api", "master")
}

// worstPlace has names of the greatest length, a path, and a team and numbers that make lines long.
func worstPlace(tb testing.TB) place {
	tb.Helper()
	at := somePlace(tb, strings.Repeat("名", 128), strings.Repeat("分支/", 66))
	at.ref.Repo.Team, at.ref.Repo.ID, at.ref.ID = strings.Repeat("t", 64), 9_999_999_999, 9_999_999_999
	at.project.ScanPath, at.project.Status, at.project.Scheme.Name = "/"+strings.Repeat("src/", 127), api.ProjectArchived, strings.Repeat("案", 128)
	return at
}

// hostilePlace has names made to break things.
func hostilePlace(tb testing.TB) place {
	tb.Helper()
	at := somePlace(tb, "<!channel>", "*b* `c`\n<@U1>")
	at.project.Scheme.Name = "&amp; \u202escheme"
	return at
}

func moments(hoursAgo int) api.Time {
	return api.Time{Time: then.Add(-time.Duration(hoursAgo) * time.Hour)}
}

// noSettings is a person without any default.
type noSettings struct{ AllSettings }

func (noSettings) Target(context.Context, Subject) (Target, error) { return Target{}, nil }

// walkSheet gets all rows of a line's file: each has a cell for each column, and there are as many as was said.
func walkSheet(t *testing.T, book *spec.Book, r spec.Request, line string) (spec.Sheet, [][]string) {
	t.Helper()
	sheet, err := book.Sheet(t.Context(), &r, line)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range sheet.Head {
		if strings.HasPrefix(h, "col.") {
			t.Errorf("column %s has no name", h)
		}
	}
	var rows [][]string
	for row, err := range sheet.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if len(row) != len(sheet.Head) {
			t.Fatalf("row %d has %d cells for %d columns", len(rows), len(row), len(sheet.Head))
		}
		rows = append(rows, row)
	}
	if len(rows) != sheet.Total {
		t.Errorf("%d rows, %d were promised", len(rows), sheet.Total)
	}
	return sheet, rows
}

// sampleTCA is a TCA full of data and a request of one of its people.
func sampleTCA(t *testing.T, token func(apitest.Sampled) string) (*apitest.Server, apitest.Sampled, *spec.Request) {
	t.Helper()
	srv, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	sample := apitest.Sample(srv)
	c, err := api.New(api.Config{URL: srv.URL()})
	if err != nil {
		t.Fatal(err)
	}
	return srv, sample, &spec.Request{
		TCA: c.As(secret.New(token(sample)), "x"), Words: locale.In(locale.English), Zone: time.UTC, Username: "tca_member",
	}
}

func memberOf(s apitest.Sampled) string { return s.Member }
