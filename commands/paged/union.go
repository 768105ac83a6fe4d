package paged

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
)

// maxUnited is how many rows of each list Union reads for a window: a window beyond that is empty.
const maxUnited = 20_000

// Union is a list of all entries of several lists that have none in common and are in the same order, which compare says.
// Windows of it are exact: reading the beginning of each list, as far as the window reaches, decides which entries come
// first.
func Union[T any](compare func(a, b T) int, lists ...Fetcher[T]) Fetcher[T] {
	if len(lists) == 1 {
		return lists[0]
	}
	return func(ctx context.Context, w api.Window) (api.Page[T], error) {
		united := api.Page[T]{Offset: w.Offset}
		limit := w.Limit
		if limit == 0 {
			limit = PageSize
		}
		heads, err := command.ForEach(ctx, lists, func(ctx context.Context, list Fetcher[T]) (api.Page[T], error) {
			return beginning(ctx, list, min(w.Offset+limit, maxUnited))
		})
		if err != nil {
			return united, err
		}
		for _, h := range heads {
			united.Total += h.Total
			if united.At.IsZero() || h.At.Before(united.At) {
				united.At = h.At
			}
		}
		for n := range w.Offset + limit {
			next := -1
			for i, h := range heads {
				if len(h.Items) > 0 && (next < 0 || compare(h.Items[0], heads[next].Items[0]) < 0) {
					next = i
				}
			}
			if next < 0 {
				break
			}
			if n >= w.Offset {
				united.Items = append(united.Items, heads[next].Items[0])
			}
			heads[next].Items = heads[next].Items[1:]
		}
		return united, nil
	}
}

// beginning reads the first entries of a list, with its total.
func beginning[T any](ctx context.Context, list Fetcher[T], count int) (api.Page[T], error) {
	whole, err := list(ctx, api.Window{Limit: min(count, MaxSorted)})
	for err == nil && len(whole.Items) < min(count, whole.Total) {
		var more api.Page[T]
		more, err = list(ctx, api.Window{Offset: len(whole.Items), Limit: min(count-len(whole.Items), MaxSorted)})
		if len(more.Items) == 0 {
			break
		}
		items := append([]T(nil), whole.Items...) // the page may be shared
		whole.Items = append(items, more.Items...)
	}
	return whole, err
}
