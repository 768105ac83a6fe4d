package paged

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
)

// PageSize is how many entries a page has: about one phone screen, and far below Slack's limits for a message even with
// names of maximum length.
const PageSize = 10

// FetchPage gets the requested page. When the list has become shorter than that, it gets the last page and notes it in the
// request.
func FetchPage[T any](ctx context.Context, r *command.Request, fetch Fetcher[T]) (api.Page[T], error) {
	offset := r.Page.Offset - r.Page.Offset%PageSize
	p, err := fetch(ctx, api.Window{Offset: offset, Limit: PageSize})
	if err != nil || len(p.Items) > 0 || p.Total == 0 {
		return p, err
	}
	r.Page.Moved(LastOffset(p.Total))
	return fetch(ctx, api.Window{Offset: r.Page.Offset, Limit: PageSize})
}

// WholePage gets the requested page of a list that TCA only returns whole.
func WholePage[T any](ctx context.Context, r *command.Request, fetch Fetcher[T]) (api.Page[T], error) {
	whole, err := fetch(ctx, api.Window{})
	return SlicePage(r, whole), err
}

// SlicePage cuts the requested page out of a whole list.
func SlicePage[T any](r *command.Request, whole api.Page[T]) api.Page[T] {
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

// MaxSorted is the longest list that is sorted here, where TCA does not sort it: the maximum of one request.
const MaxSorted = 1000

// SortedPage gets the requested page of a list that TCA does not sort, sorted by compare. A list that is too long for
// that is left in TCA's order, and sorted is false.
func SortedPage[T any](
	ctx context.Context, r *command.Request, fetch Fetcher[T], compare func(a, b T) int,
) (page api.Page[T], sorted bool, err error) {
	whole, err := fetch(ctx, api.Window{Limit: MaxSorted})
	if err != nil {
		return whole, false, err
	}
	if whole.Total > len(whole.Items) {
		page, err = FetchPage(ctx, r, fetch)
		return page, false, err
	}
	whole.Items = slices.SortedStableFunc(slices.Values(whole.Items), compare)
	return SlicePage(r, whole), true, nil
}
