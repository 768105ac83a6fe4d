package commands

import (
	"context"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"testing"
)

// noSettings is a person without any default.
type noSettings struct{ AllSettings }

func (noSettings) Target(context.Context, target.Subject) (target.Target, error) {
	return target.Target{}, nil
}

// walkSheet gets all rows of a line's file: each has a cell for each column, and there are as many as was said.
func walkSheet(t *testing.T, book *command.Book, r command.Request, line string) (command.Sheet, [][]string) {
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
