package paged

import (
	"cmp"
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"testing"
)

// TestSortedPage walks lists that TCA gives in no order: one short enough to be sorted here, one that is not.
func TestSortedPage(t *testing.T) {
	for _, tt := range []struct {
		name       string
		total      int
		offset     int
		sorted     bool
		first, len int
		asked      int
	}{
		{"empty", 0, 0, true, 0, 0, 1},
		{"first page", 25, 0, true, 24, 10, 1},
		{"last page", 25, 20, true, 4, 5, 1},
		{"past the end", 25, 90, true, 4, 5, 1},
		{"as many as can be", MaxSorted, 0, true, MaxSorted - 1, 10, 1},
		{"too many", MaxSorted + 1, 30, false, 30, 10, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			asked := 0
			fetch := func(_ context.Context, w api.Window) (api.Page[int], error) {
				asked++
				p := api.Page[int]{Total: tt.total, Offset: w.Offset}
				for n := w.Offset; n < min(tt.total, w.Offset+w.Limit); n++ {
					p.Items = append(p.Items, n)
				}
				return p, nil
			}
			r := &command.Request{Page: command.Page{Offset: tt.offset}}
			page, sorted, err := SortedPage(t.Context(), r, fetch, func(a, b int) int { return cmp.Compare(b, a) })
			if err != nil || sorted != tt.sorted || len(page.Items) != tt.len || page.Total != tt.total || asked != tt.asked {
				t.Fatalf("got %+v, sorted %t, %v, asked %d times", page, sorted, err, asked)
			}
			if tt.len > 0 && page.Items[0] != tt.first {
				t.Errorf("begins with %d, want %d", page.Items[0], tt.first)
			}
		})
	}
}
