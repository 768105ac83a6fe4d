package issues

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/paged"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

// pinnedAt has one pinned scan, release, of every branch.
type pinnedAt int64

func (p pinnedAt) PinnedScans(context.Context, string, api.ProjectRef) ([]target.PinnedScan, error) {
	return []target.PinnedScan{{Name: "release", Found: target.Found{Scan: int64(p), At: screentest.Then, Pin: "release"}}}, nil
}

// TestFound lists what the last scan found, and what was found since a pinned one: exactly those issues, on any page, in any
// order, and in the file.
func TestFound(t *testing.T) {
	_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	p := sample.Rich
	ref := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
	all, err := r.TCA.Issues(t.Context(), ref, api.IssueFilter{Order: []api.Order{api.OrderID}}, api.Window{Limit: 100_000})
	if err != nil || len(all.Items) != all.Total {
		t.Fatal(len(all.Items), all.Total, err)
	}
	now, err := r.TCA.Overview(t.Context(), ref, "")
	if err != nil {
		t.Fatal(err)
	}
	ids := func(in func(api.Issue) bool) []int64 {
		var some []int64
		for _, i := range all.Items {
			if in(i) {
				some = append(some, i.ID)
			}
		}
		return some
	}
	middle := all.Items[len(all.Items)/2].ScanOpen
	later := func(i api.Issue) bool { return i.ScanOpen > middle }
	release, active := command.Since{Pin: "release"}, []api.IssueState{api.IssueActive}
	open := func(i api.Issue) bool { return i.State == api.IssueActive }
	for _, tt := range []struct {
		filters string
		args    issuesArgs
		want    []int64
	}{
		{"--new", issuesArgs{New: true}, ids(func(i api.Issue) bool { return i.ScanOpen == now.Lint.Scan.ID })},
		{"--new severity:error", issuesArgs{New: true, Severity: []api.Severity{api.SeverityError}}, ids(func(i api.Issue) bool { return i.ScanOpen == now.Lint.Scan.ID && i.Severity == api.SeverityError })},
		{"since:release", issuesArgs{Since: release, State: active}, ids(func(i api.Issue) bool { return later(i) && open(i) })},
		{"since:RELEASE state:all", issuesArgs{Since: release}, ids(later)},
		{"since:release state:all sort:path", issuesArgs{Since: release, Sort: api.OrderPath}, ids(later)},
		{"since:release state:all sort:-scan", issuesArgs{Since: release, Sort: api.OrderScan.Desc()}, ids(later)},
		{"since:release severity:fatal,error", issuesArgs{Since: release, State: active, Severity: []api.Severity{api.SeverityFatal, api.SeverityError}}, ids(func(i api.Issue) bool { return later(i) && open(i) && i.Severity <= api.SeverityError })},
	} {
		t.Run(tt.filters, func(t *testing.T) {
			d := deps{Finder: target.Finder{Site: r.TCA.Site(), Pins: pinnedAt(middle)}}
			book, err := command.NewBook(command.Group{Commands: []command.Command{issues(d)}})
			if err != nil {
				t.Fatal(err)
			}
			if len(tt.want) == 0 {
				t.Fatal("the sample has none")
			}
			parsed, err := book.Parse(fmt.Sprintf("issues %s/%s#%d/%d %s", p.Org, p.Team, p.RepoID, p.ProjectID, tt.filters))
			if err != nil {
				t.Fatal(err)
			}
			sheet, err := parsed.Command.Sheet(t.Context(), r, parsed.Words)
			if err != nil || sheet.Total != len(tt.want) {
				t.Fatalf("file of %d, want %d, %v", sheet.Total, len(tt.want), err)
			}
			var got []string
			for row, err := range sheet.Rows(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, row[0])
			}
			want := make([]string, len(tt.want))
			for i, id := range tt.want {
				want[i] = fmt.Sprint(id)
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got %d rows, want %d", len(got), len(want))
			}
			var shown []int64
			for offset := 0; offset < len(tt.want); offset += paged.PageSize {
				r.Page = command.Page{Offset: offset}
				list, err := d.listed(t.Context(), r, tt.args, ref)
				if err != nil || list.Page.Total != len(tt.want) {
					t.Fatalf("from %d: total %d, want %d, %v", offset, list.Page.Total, len(tt.want), err)
				}
				for _, i := range list.Page.Items {
					shown = append(shown, i.ID)
				}
			}
			r.Page = command.Page{}
			slices.Sort(shown)
			if !slices.Equal(shown, slices.Sorted(slices.Values(tt.want))) {
				t.Errorf("the pages have %d, want %d", len(shown), len(tt.want))
			}
		})
	}
}

// listed is the data of a page.
func (d deps) listed(ctx context.Context, r *command.Request, a issuesArgs, ref api.ProjectRef) (list issueList, err error) {
	at := target.Branch{Ref: ref, Site: d.Site}
	if a.found, err = d.found(ctx, r, &a, at); err != nil {
		return list, err
	}
	return loadIssues(ctx, r, &a, at, fetchIssues(r, &a, at))
}

// TestNoSuchPin: a word that is neither a day nor a pinned scan is told with those that there are.
func TestNoSuchPin(t *testing.T) {
	_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	p := sample.Rich
	for pins, says := range map[target.Pins]string{nil: "usage.since_none", pinnedAt(1): "usage.since_pin"} {
		book, err := command.NewBook(command.Group{Commands: Lists(target.Finder{Site: r.TCA.Site(), Pins: pins})})
		if err != nil {
			t.Fatal(err)
		}
		line, err := book.Parse(fmt.Sprintf("issues %s/%s#%d/%d since:v2", p.Org, p.Team, p.RepoID, p.ProjectID))
		if err != nil {
			t.Fatal(err)
		}
		_, err = book.Run(t.Context(), r, line)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v", pins, err)
		}
	}
}
