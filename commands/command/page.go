package command

import (
	"context"
	"slices"
	"tcabot/api"
)

// PageSize is how many entries a page shows: about one phone screen, and far below Slack's limits for a message even
// with names of the greatest length.
const PageSize = 10

// FetchPage gets the page a person asked for. When the list has shrunk below it, the last page comes instead and the
// request says so.
func FetchPage[T any](ctx context.Context, r *Request, fetch Fetcher[T]) (api.Page[T], error) {
	offset := r.Page.Offset - r.Page.Offset%PageSize
	p, err := fetch(ctx, api.Window{Offset: offset, Limit: PageSize})
	if err != nil || len(p.Items) > 0 || p.Total == 0 {
		return p, err
	}
	r.Page.Moved(LastOffset(p.Total))
	return fetch(ctx, api.Window{Offset: r.Page.Offset, Limit: PageSize})
}

// WholePage gets the page a person asked for, of a list that TCA only gives whole.
func WholePage[T any](ctx context.Context, r *Request, fetch Fetcher[T]) (api.Page[T], error) {
	whole, err := fetch(ctx, api.Window{})
	return SlicePage(r, whole), err
}

// SlicePage makes a page of a list that TCA only gives whole.
func SlicePage[T any](r *Request, whole api.Page[T]) api.Page[T] {
	whole.Total = len(whole.Items)
	whole.Offset = r.Page.Offset - r.Page.Offset%PageSize
	if whole.Offset >= whole.Total && whole.Total > 0 {
		whole.Offset = LastOffset(whole.Total)
		r.Page.Moved(whole.Offset)
	}
	whole.Items = whole.Items[min(whole.Offset, whole.Total):min(whole.Offset+PageSize, whole.Total)]
	return whole
}

// LastOffset is where the last page of a list begins.
func LastOffset(total int) int { return max(0, (total-1)/PageSize*PageSize) }

// MaxSorted is how long a list may be to be put in order here, where TCA does not order it: what one request can bring.
const MaxSorted = 1000

// SortedPage gets the page a person asked for, of a list that TCA gives in no order, in an order of ours. A list that
// is too long for that is shown as TCA gives it, and sorted is false.
func SortedPage[T any](
	ctx context.Context, r *Request, fetch Fetcher[T], compare func(a, b T) int,
) (page api.Page[T], sorted bool, err error) {
	whole, err := fetch(ctx, api.Window{Limit: MaxSorted})
	if err != nil {
		return whole, false, err
	}
	if whole.Total > len(whole.Items) {
		page, err = FetchPage(ctx, r, fetch)
		return page, false, err
	}
	slices.SortStableFunc(whole.Items, compare)
	return SlicePage(r, whole), true, nil
}
