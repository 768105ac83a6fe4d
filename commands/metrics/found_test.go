package metrics

import (
	"context"
	"fmt"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/line"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

// pinnedAt has one pinned scan, release, of every branch.
type pinnedAt int64

func (p pinnedAt) PinnedScans(context.Context, string, api.ProjectRef) ([]target.PinnedScan, error) {
	return []target.PinnedScan{{Name: "release", Found: target.Found{Scan: int64(p), At: screentest.Then, Pin: "release"}}}, nil
}

// TestFound lists what the last scan was the first to report, and what was first reported since a pinned scan: exactly that.
func TestFound(t *testing.T) {
	_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	p := sample.Rich
	ref := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
	now, err := r.TCA.Overview(t.Context(), ref, "")
	if err != nil {
		t.Fatal(err)
	}
	files, err := r.TCA.ComplexFiles(t.Context(), ref, api.ComplexFileFilter{Order: []api.Order{api.OrderID}}, api.Window{Limit: 10_000})
	if err != nil || len(files.Items) < 10 {
		t.Fatal(len(files.Items), err)
	}
	of := func(in func(api.ComplexFile) bool) []string {
		var ids []string
		for _, f := range files.Items {
			if in(f) {
				ids = append(ids, fmt.Sprint(f.ID))
			}
		}
		return ids
	}
	scans := make([]int64, len(files.Items))
	for i, f := range files.Items {
		scans[i] = f.ScanOpen
	}
	slices.Sort(scans)
	middle := scans[len(scans)/2]
	functions, err := r.TCA.FunctionHistory(t.Context(), ref, now.Complexity.Scan, api.Window{Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	var newFunctions []string
	for _, f := range functions.Items {
		newFunctions = append(newFunctions, fmt.Sprint(f.ID))
	}
	duplicates, err := r.TCA.DuplicateFiles(t.Context(), ref, api.DuplicateFileFilter{State: []api.DupState{api.DupActive}, Change: []api.FileChange{api.FileAdded}}, api.Window{Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	var newDuplicates []string
	for _, f := range duplicates.Items {
		newDuplicates = append(newDuplicates, fmt.Sprint(f.ID))
	}
	book, err := command.NewBook(command.Group{Commands: Commands(target.Finder{Site: r.TCA.Site(), Pins: pinnedAt(middle)})})
	if err != nil {
		t.Fatal(err)
	}
	at := line.ProjectWord(ref)
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"complexity " + at + " --new", of(func(f api.ComplexFile) bool { return f.ScanOpen == now.Complexity.Scan })},
		{"complexity " + at + " since:release", of(func(f api.ComplexFile) bool { return f.ScanOpen > middle && f.State == api.FileActive })},
		{"complexity " + at + " since:release state:all sort:path", of(func(f api.ComplexFile) bool { return f.ScanOpen > middle })},
		{"functions " + at + " --new", newFunctions},
		{"duplication " + at + " --new", newDuplicates},
	} {
		t.Run(tt.text, func(t *testing.T) {
			if len(tt.want) == 0 && tt.text != "complexity "+at+" --new" {
				t.Fatal("the sample has none")
			}
			sheet, err := book.Sheet(t.Context(), r, tt.text)
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
			slices.Sort(got)
			slices.Sort(tt.want)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
