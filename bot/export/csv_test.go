package export

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"iter"
	"strings"
	"tcabot/commands/command"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sheetOf is a sheet of rows that are there already; an error comes after them.
func sheetOf(err error, rows ...[]string) command.Sheet {
	return command.Sheet{Head: []string{"id", "消息"}, Total: len(rows), Rows: func(context.Context) iter.Seq2[[]string, error] {
		return func(yield func([]string, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
			if err != nil {
				yield(nil, err)
			}
		}
	}}
}

func quiet(int) error { return nil }

func TestWriteCSV(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	rows := [][]string{
		{"1", "plain"},
		{"2", `a "quoted", cell`},
		{"3", "two\nlines"},
		{"-4.5", "=HYPERLINK(\"http://x\")"},
		{"+5", "+cmd|' /C calc'!A0"},
		{"6", "@SUM(1)"},
		{"7", "-2+3"},
		{"8", "\tx"},
		{"9", "＝1"},
		{"10", "a\x00b"},
		{"11", ""},
	}
	done, capped, err := writeCSV(t.Context(), &out, sheetOf(nil, rows...), 100, quiet)
	if err != nil || done != len(rows) || capped {
		t.Fatalf("%d rows, capped %t, %v", done, capped, err)
	}
	text, ok := strings.CutPrefix(out.String(), "\ufeff")
	if !ok {
		t.Error("no byte order mark: spreadsheet programs would break Chinese")
	}
	got, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"id", "消息"},
		{"1", "plain"},
		{"2", `a "quoted", cell`},
		{"3", "two\nlines"},
		{"-4.5", "'=HYPERLINK(\"http://x\")"},
		{"+5", "'+cmd|' /C calc'!A0"},
		{"6", "'@SUM(1)"},
		{"7", "'-2+3"},
		{"8", "'\tx"},
		{"9", "'＝1"},
		{"10", "ab"},
		{"11", ""},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if !strings.Contains(text, "plain\r\n") {
		t.Error("lines do not end as RFC 4180 says")
	}
}

func TestWriteCSVEnds(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	var out bytes.Buffer
	if done, capped, err := writeCSV(t.Context(), &out, sheetOf(nil, []string{"1"}, []string{"2"}, []string{"3"}), 2, quiet); err != nil || done != 2 || !capped {
		t.Errorf("capped: %d, %t, %v", done, capped, err)
	}
	if done, capped, err := writeCSV(t.Context(), &out, sheetOf(nil, []string{"1"}, []string{"2"}), 2, quiet); err != nil || done != 2 || capped {
		t.Errorf("just fits: %d, %t, %v", done, capped, err)
	}
	if done, _, err := writeCSV(t.Context(), &out, sheetOf(broken, []string{"1"}), 9, quiet); !errors.Is(err, broken) || done != 1 {
		t.Errorf("broken off: %d, %v", done, err)
	}
	if done, _, err := writeCSV(t.Context(), &out, sheetOf(nil, []string{"1"}, []string{"2"}), 9, func(int) error { return broken }); !errors.Is(err, broken) || done != 1 {
		t.Errorf("stopped: %d, %v", done, err)
	}
}
