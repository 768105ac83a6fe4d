package kit

import (
	"testing"

	"golang.org/x/text/width"
)

// TestColumns: no character before firstWide is wide, and Chinese ones are.
func TestColumns(t *testing.T) {
	for r := range firstWide {
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			t.Errorf("%U is wide", r)
		}
	}
	for s, want := range map[string]int{"": 0, "main": 4, "+1,204 −20": 10, "致命": 4, "（x）": 5, "\u1100": 2, "é": 1} {
		if got := columns(s); got != want {
			t.Errorf("%q: %d columns, want %d", s, got, want)
		}
	}
}
