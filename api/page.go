package api

import (
	"context"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// Window selects a part of a list.
type Window struct {
	Offset int
	Limit  int // 10 when zero, which is TCA's own default; at most 1000
}

// Page is a part of a list, as it was at one moment. Its items may be shared with other callers: whoever wants to change
// or sort them copies them.
type Page[T any] struct {
	Items  []T
	Total  int // length of the whole list
	Offset int
	At     time.Time // when TCA answered
}

// results is a page as TCA sends it. Its links to other pages are ignored: they name a host that only TCA can reach.
type results[T any] struct {
	Count   *int `json:"count"`
	Results []T  `json:"results"`
}

// complete implements checked: an answer without count or results is no page and must not pass for an empty one.
func (r results[T]) complete() bool { return r.Count != nil && r.Results != nil }

const maxLimit = 1000

func (w Window) bounded() Window {
	w.Offset = max(0, w.Offset)
	if w.Limit <= 0 {
		w.Limit = 10
	}
	w.Limit = min(w.Limit, maxLimit)
	return w
}

func (w Window) add(q url.Values) url.Values {
	if q == nil {
		q = url.Values{}
	}
	q.Set("limit", strconv.Itoa(w.Limit))
	q.Set("offset", strconv.Itoa(w.Offset))
	return q
}

// page fetches a window of a list.
func page[T any](ctx context.Context, c *Client, e endpoint[struct{}, results[T]], a at, q url.Values, w Window) (Page[T], error) {
	w = w.bounded()
	r, when, err := e.call(ctx, c, a, w.add(q), nil)
	if err != nil {
		return Page[T]{}, err
	}
	total := 0
	if r.Count != nil { // nil after a status 204, which has no body
		total = max(*r.Count, 0)
	}
	return Page[T]{Items: slices.Clip(r.Results), Total: total, Offset: w.Offset, At: when}, nil
}

// Each walks a list to its end, fetching size entries at a time and advancing by the number received. An error is yielded
// once and ends the walk.
func Each[T any](ctx context.Context, size int, fetch func(context.Context, Window) (Page[T], error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for offset := 0; ; {
			p, err := fetch(ctx, Window{Offset: offset, Limit: size})
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range p.Items {
				if !yield(item, nil) {
					return
				}
			}
			offset += len(p.Items)
			if len(p.Items) == 0 || offset >= p.Total {
				return
			}
		}
	}
}
