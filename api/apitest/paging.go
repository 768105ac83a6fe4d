package apitest

import (
	"net/url"
	"strconv"
)

// span reads limit and offset like the real server: an invalid limit is 10, an invalid offset 0.
func (c *call) span() (limit, offset int) {
	limit, err := strconv.Atoi(c.q("limit"))
	if err != nil || limit <= 0 {
		limit = 10
	}
	offset, err = strconv.Atoi(c.q("offset"))
	if err != nil || offset < 0 {
		offset = 0
	}
	return limit, offset
}

// paged returns one page of a list, and generates only its items. Its links name a host that only the server itself can
// reach, without the prefix of the service.
func (c *call) paged(total int, item func(int) any) any {
	limit, offset := c.span()
	end := total
	if limit < total-offset {
		end = offset + limit
	}
	results := []any{}
	for i := offset; i < end; i++ {
		c.s.made++
		results = append(results, item(i))
	}
	link := func(to int) any {
		q := make(url.Values, len(c.query))
		for name := range c.query {
			q.Set(name, c.q(name))
		}
		q.Set("limit", strconv.Itoa(limit))
		q.Set("offset", strconv.Itoa(to))
		if to <= 0 {
			q.Del("offset")
		}
		return "http://127.0.0.1" + inner(c.URL.EscapedPath()) + "?" + q.Encode()
	}
	var next, previous any
	if end < total {
		next = link(end)
	}
	if offset > 0 {
		previous = link(offset - limit)
	}
	return obj{"count": total, "next": next, "previous": previous, "results": results}
}

// pagedOf returns a page of a list in memory.
func pagedOf[T any](c *call, all []T, show func(T) any) any {
	return c.paged(len(all), func(i int) any { return show(all[i]) })
}
