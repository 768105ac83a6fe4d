package digest

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/api/apitest"
	"testing"
	"time"
)

// everyIssue lists all issues of a branch in the order of their IDs.
func (r rig) everyIssue(t *testing.T, ref api.ProjectRef) []api.Issue {
	t.Helper()
	var all []api.Issue
	for i, err := range api.Each(t.Context(), 1000, func(ctx context.Context, w api.Window) (api.Page[api.Issue], error) {
		return r.tca.Issues(ctx, ref, api.IssueFilter{Order: []api.Order{api.OrderID}}, w)
	}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, i)
	}
	return all
}

// TestDigestListsReopenedIssues: a scan that finds an issue again makes it new, whatever its ID.
func TestDigestListsReopenedIssues(t *testing.T) {
	for _, tt := range []struct {
		name    string
		issues  int
		days    int
		content Content
		partial bool
	}{
		{"a scan a day", 640, 1, Content{}, false},
		{"after a weekend", 640, 3, Content{}, false},
		{"after a fortnight", 640, 14, Content{}, false},
		{"only the worst count", 640, 3, Content{Severity: []api.Severity{api.SeverityFatal, api.SeverityError}}, false},
		{"more than are listed", 9000, 10, Content{}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := newDigestRig(t, nil)
			p := r.sample.Rich
			r.SetAnalysis(p.ProjectID, apitest.Analysis{Issues: tt.issues, Files: 260, Scans: 34, Reopens: true})
			d := branchDigest(p)
			d.Content = tt.content
			report, _ := r.report(t, d, nil)
			again := 0
			for range 5 {
				marks := report.Marks()
				before := r.everyIssue(t, refOf(p))
				r.forward(time.Duration(tt.days) * 24 * time.Hour)
				report, _ = r.report(t, d, marks)
				b := report.branches[0]
				if b.sampled != tt.partial {
					t.Fatalf("%d new, partial %v", b.New, b.sampled)
				}
				var want []int64
				for _, i := range r.everyIssue(t, refOf(p)) {
					counts := len(tt.content.Severity) == 0 || slices.Contains(tt.content.Severity, i.Severity)
					if !counts || i.State != api.IssueActive || i.ScanOpen <= marks[0].Scan || i.ScanOpen > b.Now.Scan || tt.partial && i.Severity != api.SeverityFatal {
						continue
					}
					want = append(want, i.ID)
					if slices.ContainsFunc(before, func(old api.Issue) bool { return old.ID == i.ID }) {
						again++
					}
				}
				var got []int64
				for _, i := range b.issues {
					if !tt.partial || i.Severity == api.SeverityFatal {
						got = append(got, i.ID)
					}
				}
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Errorf("listed are %d, want %d:\n%v\n%v", len(got), len(want), got, want)
				}
			}
			if again == 0 {
				t.Error("no issue was found again: the test shows nothing")
			}
		})
	}
}
