package paged_test

import (
	"context"
	"errors"
	"math/bits"
	"slices"
	"tcabot/api"
	"tcabot/commands/paged"
	"testing"
)

// TestLeading walks the beginning of lists in windows of several sizes: nothing is lost or repeated, and every window says how
// many there are.
func TestLeading(t *testing.T) {
	for _, total := range []int{0, 1, 2, 9, 10, 11, 97, 1000} {
		for _, leading := range []int{0, 1, 2, 9, 10, 11, 50, 97, 999, 1000} {
			if leading > total {
				continue
			}
			asked := 0
			list := func(_ context.Context, w api.Window) (api.Page[int], error) {
				asked++
				p := api.Page[int]{Offset: w.Offset, Total: total}
				for i := w.Offset; i < min(w.Offset+w.Limit, total); i++ {
					p.Items = append(p.Items, i)
				}
				return p, nil
			}
			for _, size := range []int{1, 3, 10, 1000} {
				begin := paged.Leading(list, func(i int) bool { return i < leading })
				var got []int
				for offset := 0; offset <= leading; offset += size {
					p, err := begin(t.Context(), api.Window{Offset: offset, Limit: size})
					if err != nil || p.Total != leading {
						t.Fatalf("%d of %d, %d from %d: total %d, %v", leading, total, size, offset, p.Total, err)
					}
					got = append(got, p.Items...)
				}
				if len(got) != leading || leading > 0 && (got[0] != 0 || got[leading-1] != leading-1) || !slices.IsSorted(got) {
					t.Errorf("%d of %d in windows of %d: %v", leading, total, size, got)
				}
			}
			asked = 0
			if p, err := paged.Leading(list, func(i int) bool { return i < leading })(t.Context(), api.Window{Offset: 2000, Limit: 10}); err != nil || p.Total != leading || len(p.Items) > 0 {
				t.Errorf("%d of %d, beyond the end: %+v, %v", leading, total, p, err)
			}
			if most := 1 + bits.Len(uint(total)); asked > most {
				t.Errorf("%d of %d: asked %d times, want at most %d", leading, total, asked, most)
			}
		}
	}
	broken := errors.New("broken")
	failing := func(context.Context, api.Window) (api.Page[int], error) { return api.Page[int]{}, broken }
	if _, err := paged.Leading(failing, func(int) bool { return true })(t.Context(), api.Window{Limit: 10}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}
