package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"testing"
	"time"
)

// TestMetricSheets walks every list of figures to its end, as a file: each row has a cell for each column, and there
// are as many as was said.
func TestMetricSheets(t *testing.T) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tca.Close() })
	sample := apitest.Sample(tca)
	client, err := api.New(api.Config{URL: tca.URL()})
	if err != nil {
		t.Fatal(err)
	}
	book, err := New(Deps{Site: client.Site()})
	if err != nil {
		t.Fatal(err)
	}
	p := sample.Rich
	ref := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
	branch, client := projectWord(ref), client.As(secret.New(sample.Member), "t")
	files, err := client.DuplicateFiles(t.Context(), ref, api.DuplicateFileFilter{}, api.Window{Limit: 1})
	if err != nil || len(files.Items) == 0 {
		t.Fatalf("no duplicate files: %v", err)
	}
	file := number(files.Items[0].ID)
	blocks, err := client.DuplicateBlocks(t.Context(), ref, files.Items[0].ID, api.Window{Limit: 1})
	if err != nil || len(blocks.Items) == 0 {
		t.Fatalf("no blocks: %v", err)
	}
	for _, line := range []string{
		"complexity " + branch, "complexity " + branch + " state:active,resolved,closed sort:path", "complexity-file 100000001 " + branch,
		"functions " + branch, "functions " + branch + " scan:1005001", "duplication " + branch + " state:active,closed", "duplicate " + file + " " + branch,
		"duplicate-block " + number(blocks.Items[0].ID) + " " + file + " " + branch, "lines " + branch, "lines " + branch + " path:internal",
		"lines-files " + branch, "lines-files " + branch + " change:modified", "lines-languages " + branch,
	} {
		t.Run(line, func(t *testing.T) {
			r := &spec.Request{Words: locale.In(locale.English), Zone: time.UTC, Username: "tca_member", TCA: client}
			sheet, err := book.Sheet(t.Context(), r, line)
			if err != nil {
				t.Fatal(err)
			}
			for _, head := range sheet.Head {
				if strings.HasPrefix(head, "col.") {
					t.Errorf("column %s has no name", head)
				}
			}
			n := 0
			for row, err := range sheet.Rows(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				if n++; len(row) != len(sheet.Head) {
					t.Fatalf("row %d has %d cells, the head has %d", n, len(row), len(sheet.Head))
				}
			}
			if n == 0 || n != sheet.Total {
				t.Errorf("%d rows, %d were promised", n, sheet.Total)
			}
		})
	}
}
