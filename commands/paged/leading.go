package paged

import (
	"context"
	"slices"
	"sync"
	"tcabot/api"
)

// Leading is the beginning of a list: the entries for which in holds. The list has to be in an order in which these come
// first. It is for what a server sorts by, but cannot filter by. Windows and totals are exact: where a window does not
// show how many there are, single entries are looked at, halving the rest each time.
func Leading[T any](list Fetcher[T], in func(T) bool) Fetcher[T] {
	var known boundary
	return func(ctx context.Context, w api.Window) (api.Page[T], error) {
		page, err := list(ctx, w)
		if err != nil {
			return page, err
		}
		n := slices.IndexFunc(page.Items, func(v T) bool { return !in(v) })
		low, high := 0, page.Total // the boundary is between
		switch {
		case n > 0 || n == 0 && w.Offset == 0:
			low, high = w.Offset+n, w.Offset+n
		case n == 0 || len(page.Items) == 0:
			high = min(w.Offset, page.Total)
		default:
			n, low = len(page.Items), w.Offset+len(page.Items)
		}
		whole := page.Total
		page.Items = slices.Clip(page.Items[:max(n, 0)])
		page.Total, err = known.find(whole, low, high, func(i int) (bool, error) {
			one, err := list(ctx, api.Window{Offset: i, Limit: 1})
			return err == nil && len(one.Items) > 0 && in(one.Items[0]), err
		})
		return page, err
	}
}

// boundary remembers how many entries of a list of a given length come before the others.
type boundary struct {
	mu     sync.Mutex
	whole  int // 0 for nothing remembered
	before int
}

// find finds the boundary between low and high: the first entry that is not in.
func (b *boundary) find(whole, low, high int, in func(i int) (bool, error)) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if low < high && b.whole == whole && b.before >= low && b.before <= high {
		return b.before, nil
	}
	for low < high {
		middle := (low + high) / 2
		switch yes, err := in(middle); {
		case err != nil:
			return 0, err
		case yes:
			low = middle + 1
		default:
			high = middle
		}
	}
	b.whole, b.before = whole, low
	return low, nil
}
