package commands

import (
	"slices"
	"tcabot/api"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/line"
	"testing"
)

// TestHistorySheets checks that the files have as many rows as there are scans and jobs, and a cell for each column.
func TestHistorySheets(t *testing.T) {
	_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	book, err := New(Deps{Site: r.TCA.Site()})
	if err != nil {
		t.Fatal(err)
	}
	word := line.ProjectWord(api.ProjectRef{
		Repo: api.RepoRef{TeamRef: api.TeamRef{Org: sample.Waiting.Org, Team: sample.Waiting.Team}, ID: sample.Waiting.RepoID}, ID: sample.Waiting.ProjectID,
	})
	for _, tt := range []struct {
		line string
		want []string // in some row, in this order
	}{
		{"scans " + word, []string{"waiting", "incremental"}},
		{"scans " + word, []string{"0", "success"}},
		{"jobs " + word, []string{"waiting for a node"}},
		{"jobs " + word + " --failed", []string{"finished"}},
	} {
		t.Run(tt.line, func(t *testing.T) {
			_, rows := walkSheet(t, book, *r, tt.line)
			met := slices.ContainsFunc(rows, func(row []string) bool {
				at := slices.Index(row, tt.want[0])
				return at >= 0 && len(row) >= at+len(tt.want) && slices.Equal(row[at:at+len(tt.want)], tt.want)
			})
			if !met {
				t.Errorf("no row of %d has %q", len(rows), tt.want)
			}
		})
	}
}
