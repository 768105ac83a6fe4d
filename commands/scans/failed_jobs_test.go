package scans

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/line"
	"tcabot/commands/paged"
	"tcabot/commands/target"
	"testing"
)

// TestFailedJobsAreMerged walks failures of both kinds in windows of every size: none is lost or repeated, and they are in
// order.
func TestFailedJobsAreMerged(t *testing.T) {
	for _, tt := range []struct{ name, codes string }{ // newest first: o for an odd code, x for another failure, . for success
		{"none", "...."},
		{"only odd", "o.oo"},
		{"only others", ".xx.xxx"},
		{"odd first", "ooxxxx"},
		{"odd last", "xxxxoo"},
		{"odd between", "xxoxoxx.ox"},
		{"one of each", "xo"},
		{"many", strings.Repeat("xx.o", 30) + strings.Repeat("x", 25) + strings.Repeat("o", 12)},
	} {
		jobs := func(f api.JobFilter) paged.Fetcher[api.Job] {
			return func(_ context.Context, w api.Window) (api.Page[api.Job], error) {
				var all []api.Job
				for i, c := range tt.codes {
					code := map[rune]int{'o': -1, 'x': 211, '.': 0}[c]
					if (f.CodeFrom == nil || code >= *f.CodeFrom) && (f.CodeTo == nil || code <= *f.CodeTo) {
						all = append(all, api.Job{ID: int64(1000 - i), Code: new(api.ResultCode(code))})
					}
				}
				page := api.Page[api.Job]{Total: len(all), Offset: w.Offset}
				page.Items = all[min(w.Offset, len(all)):min(w.Offset+w.Limit, len(all))]
				return page, nil
			}
		}
		var want []int64
		for i, c := range tt.codes {
			if c != '.' {
				want = append(want, int64(1000-i))
			}
		}
		for size := 1; size <= 13; size++ {
			t.Run(fmt.Sprintf("%s/%d", tt.name, size), func(t *testing.T) {
				var got []int64
				for offset := 0; offset <= len(want); offset += size {
					page, err := failedJobs(api.JobFilter{}, jobs)(t.Context(), api.Window{Offset: offset, Limit: size})
					if err != nil || page.Total != len(want) || len(page.Items) > size {
						t.Fatalf("window at %d: %d of %d, %v", offset, len(page.Items), page.Total, err)
					}
					for _, j := range page.Items {
						got = append(got, j.ID)
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("got  %v\nwant %v", got, want)
				}
			})
		}
	}
}

// TestFailedJobs asks a TCA some of whose jobs ended with the code -1.
func TestFailedJobs(t *testing.T) {
	srv, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	p := sample.Rich
	srv.SetAnalysis(p.ProjectID, apitest.Analysis{Issues: 640, Scans: 60, Crashes: true})
	at := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
	book, err := command.NewBook(command.Group{Commands: Commands(target.Finder{Site: r.TCA.Site()}, nil)})
	if err != nil {
		t.Fatal(err)
	}
	all, err := r.TCA.Jobs(t.Context(), at, api.JobFilter{}, api.Window{Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		filters string
		want    func(code int) bool
		least   int
	}{
		{"--failed", func(c int) bool { return c < 0 || c >= 100 }, 8},
		{"--failed code:-1", func(c int) bool { return c == -1 }, 3},
		{"--failed code:-5-150", func(c int) bool { return c < 0 || c >= 100 && c <= 150 }, 3},
		{"--failed code:200-299", func(c int) bool { return c >= 200 && c <= 299 }, 1},
		{"--failed code:0-400", func(c int) bool { return c >= 100 }, 3},
		{"code:-1", func(c int) bool { return c == -1 }, 3},
	} {
		t.Run(tt.filters, func(t *testing.T) {
			var want, got []string
			for _, j := range all.Items {
				if tt.want(int(*j.Code)) {
					want = append(want, fmt.Sprint(j.ID))
				}
			}
			asked := *r
			sheet, err := book.Sheet(t.Context(), &asked, "jobs "+line.ProjectWord(at)+" "+tt.filters)
			if err != nil {
				t.Fatal(err)
			}
			for row, err := range sheet.Rows(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, row[0])
			}
			if !slices.Equal(got, want) || len(want) < tt.least || sheet.Total != len(want) {
				t.Errorf("got  %v (%d)\nwant %v", got, sheet.Total, want)
			}
		})
	}
}
