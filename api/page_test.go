package api_test

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"testing"
)

var errBroken = errors.New("broken")

// TestEach walks lists that behave and lists that do not.
func TestEach(t *testing.T) {
	tests := []struct {
		name    string
		total   []int // what each page says
		give    []int // entries of each page; -1 fails
		stop    int   // the reader's patience; 0 is endless
		offsets []int // asked for
		want    int   // entries read
		err     error
	}{
		{name: "empty", total: []int{0}, give: []int{0}, offsets: []int{0}},
		{name: "one page", total: []int{3}, give: []int{3}, offsets: []int{0}, want: 3},
		{name: "just full", total: []int{5}, give: []int{5}, offsets: []int{0}, want: 5},
		{name: "several", total: []int{12, 12, 12}, give: []int{5, 5, 2}, offsets: []int{0, 5, 10}, want: 12},
		{name: "pages shorter than asked for", total: []int{6, 6, 6}, give: []int{2, 2, 2}, offsets: []int{0, 2, 4}, want: 6},
		{name: "shrinks meanwhile", total: []int{12, 7}, give: []int{5, 2}, offsets: []int{0, 5}, want: 7},
		{name: "grows meanwhile", total: []int{5, 9}, give: []int{5}, offsets: []int{0}, want: 5},
		{name: "promises more than it has", total: []int{99, 99}, give: []int{5, 0}, offsets: []int{0, 5}, want: 5},
		{name: "an error ends it", total: []int{12, 12}, give: []int{5, -1}, offsets: []int{0, 5}, want: 5, err: errBroken},
		{name: "an error at once", total: []int{12}, give: []int{-1}, offsets: []int{0}, err: errBroken},
		{name: "the reader stops", total: []int{12, 12}, give: []int{5, 5}, stop: 7, offsets: []int{0, 5}, want: 7},
		{name: "the reader stops at the end of a page", total: []int{12}, give: []int{5}, stop: 5, offsets: []int{0}, want: 5},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var offsets []int
			next := 0
			fetch := func(_ context.Context, w api.Window) (api.Page[int], error) {
				i := len(offsets)
				offsets = append(offsets, w.Offset)
				if w.Limit != 5 {
					t.Errorf("limit %d", w.Limit)
				}
				if i >= len(tt.give) || tt.give[i] < 0 {
					return api.Page[int]{}, errBroken
				}
				p := api.Page[int]{Total: tt.total[i], Offset: w.Offset}
				for range tt.give[i] {
					p.Items = append(p.Items, next)
					next++
				}
				return p, nil
			}
			var got []int
			var failed error
			for item, err := range api.Each(t.Context(), 5, fetch) {
				if failed != nil {
					t.Error("goes on after an error")
				}
				if failed = err; err == nil {
					got = append(got, item)
				}
				if tt.stop > 0 && len(got) == tt.stop {
					break
				}
			}
			if len(got) != tt.want || !slices.IsSorted(got) || !errors.Is(failed, tt.err) || !slices.Equal(offsets, tt.offsets) {
				t.Errorf("got %v, %v, offsets %v; want %d, %v, %v", got, failed, offsets, tt.want, tt.err, tt.offsets)
			}
		})
	}
}
