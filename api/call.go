package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"tcabot/api/origin"
	"time"
)

// endpoint is an HTTP method and a route as TCA's manual prints it, which is also a pattern of http.ServeMux. In is the
// type of the request's body, Out that of the data in the answer.
type endpoint[In, Out any] struct {
	method, route string
	patience      time.Duration // least time limit of an attempt, where TCA is known to need more than is usual
}

// at holds the values for the {names} of a route.
type at map[string]string

func get[Out any](route string) endpoint[struct{}, Out] {
	return endpoint[struct{}, Out]{method: http.MethodGet, route: "/server" + route}
}

func list[T any](route string) endpoint[struct{}, results[T]] {
	return endpoint[struct{}, results[T]]{method: http.MethodGet, route: "/server" + route}
}

func post[In, Out any](route string) endpoint[In, Out] {
	return endpoint[In, Out]{method: http.MethodPost, route: "/server" + route}
}

func put[In, Out any](route string) endpoint[In, Out] {
	return endpoint[In, Out]{method: http.MethodPut, route: "/server" + route}
}

// remove is a DELETE, which has no body and is answered by a status alone.
func remove(route string) endpoint[struct{}, struct{}] {
	return endpoint[struct{}, struct{}]{method: http.MethodDelete, route: "/server" + route}
}

// within returns the endpoint with another least time limit of an attempt.
func (e endpoint[In, Out]) within(patience time.Duration) endpoint[In, Out] {
	e.patience = patience
	return e
}

// call sends one request and decodes the data of its envelope. What it returns may be shared with other callers: nobody
// may change what it points to.
func (e endpoint[In, Out]) call(ctx context.Context, c *Client, a at, query url.Values, in *In) (Out, time.Time, error) {
	var none Out
	path, err := e.path(a)
	if err != nil {
		return none, time.Time{}, err
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	r := request{method: e.method, route: e.route, path: path, patience: e.patience}
	if in != nil {
		if r.body, err = json.Marshal(in); err != nil {
			return none, time.Time{}, fmt.Errorf("encode request of %s: %w", e.route, err)
		}
	}
	out, when, err := load[Out](ctx, c, r)
	if err != nil {
		return none, when, err
	}
	return *out, when, nil
}

// save sends a request whose answer is what was changed. An answer without its ID is no success.
func (e endpoint[In, Out]) save(ctx context.Context, c *Client, a at, in *In, id func(*Out) int64) (Out, error) {
	out, _, err := e.call(ctx, c, a, nil, in)
	if err == nil && id(&out) <= 0 {
		var none Out
		return none, &Error{Method: e.method, Route: e.route, Status: http.StatusOK, kind: ErrUnexpected}
	}
	return out, err
}

// path inserts the values into the route. A value that is empty, consists of dots or contains a slash would lead to another
// route: nginx unescapes the path before it looks at it, so escaping does not help. It is reported as not found, because no
// organisation or team has such a name.
func (e endpoint[In, Out]) path(a at) (string, error) {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.Trim(e.route, "/"), "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			part = a[strings.TrimSuffix(name, "}")]
			if part == "" || part == "." || part == ".." || strings.Contains(part, "/") {
				return "", &Error{Method: e.method, Route: e.route, Status: http.StatusNotFound, kind: ErrNotFound}
			}
			part = url.PathEscape(part)
		}
		b.WriteString("/" + part)
	}
	return b.String() + "/", nil // without the last slash the server redirects to a page that does not exist
}

// invalid returns the error of a request that is not sent because the server is known to reject it or to fail on it.
func (e endpoint[In, Out]) invalid() error {
	return &Error{Method: e.method, Route: e.route, kind: ErrInvalid}
}

// load returns the data of an answer. A GET goes through the cache; anything else drops all that is cached for the owner,
// because it may have changed, even if the answer is an error.
func load[Out any](ctx context.Context, c *Client, r request) (*Out, time.Time, error) {
	fetch := func(ctx context.Context) (any, error) {
		var out *Out
		err := c.retry(ctx, r, func() any { out = new(Out); return out })
		return out, err
	}
	var got any
	var when time.Time
	var err error
	if r.method == http.MethodGet && c.conf.Cache != nil && !bypassesCache(ctx) {
		got, when, err = c.conf.Cache.Load(ctx, Key{Owner: c.owner, Path: r.path}, isFresh(ctx), fetch)
	} else {
		origin.Unknown(ctx)
		if err = Spend(ctx); err == nil {
			got, err = fetch(ctx)
		}
		when = time.Now()
		if r.method != http.MethodGet && c.conf.Cache != nil {
			c.conf.Cache.Drop(c.owner, "")
		}
	}
	if err != nil {
		return nil, when, err
	}
	out, ok := got.(*Out)
	if !ok { // another endpoint has the same path
		return nil, when, r.fail(http.StatusOK, ErrUnexpected)
	}
	return out, when, nil
}
