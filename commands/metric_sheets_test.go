package commands

import (
	"tcabot/api"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"testing"
)

// TestMetricSheets walks every list of figures to its end, as a file: each row has a cell for each column, and there
// are as many as was said.
func TestMetricSheets(t *testing.T) {
	_, sample, r := commandtest.SampleTCA(t, commandtest.MemberOf)
	book, err := New(Deps{Site: r.TCA.Site()})
	if err != nil {
		t.Fatal(err)
	}
	p := sample.Rich
	ref := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
	branch, client := line.ProjectWord(ref), r.TCA
	files, err := client.DuplicateFiles(t.Context(), ref, api.DuplicateFileFilter{}, api.Window{Limit: 1})
	if err != nil || len(files.Items) == 0 {
		t.Fatalf("no duplicate files: %v", err)
	}
	file := kit.Number(files.Items[0].ID)
	blocks, err := client.DuplicateBlocks(t.Context(), ref, files.Items[0].ID, api.Window{Limit: 1})
	if err != nil || len(blocks.Items) == 0 {
		t.Fatalf("no blocks: %v", err)
	}
	for _, line := range []string{
		"complexity " + branch, "complexity " + branch + " state:active,resolved,closed sort:path", "complexity-file 100000001 " + branch,
		"functions " + branch, "functions " + branch + " scan:1005001", "duplication " + branch + " state:active,closed", "duplicate " + file + " " + branch,
		"duplicate-block " + kit.Number(blocks.Items[0].ID) + " " + file + " " + branch, "lines " + branch, "lines " + branch + " path:internal",
		"lines-files " + branch, "lines-files " + branch + " change:modified", "lines-languages " + branch,
	} {
		t.Run(line, func(t *testing.T) {
			if _, rows := walkSheet(t, book, *r, line); len(rows) == 0 {
				t.Error("no rows at all")
			}
		})
	}
}
