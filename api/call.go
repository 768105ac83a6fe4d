package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// endpoint is an HTTP method and a route as TCA's manual prints it, which is also a pattern of http.ServeMux. In is the
// type of the request's body, Out that of the data in the answer.
type endpoint[In, Out any] struct{ method, route string }

// at holds the values for the {names} of a route.
type at map[string]string

func get[Out any](route string) endpoint[struct{}, Out] {
	return endpoint[struct{}, Out]{http.MethodGet, "/server" + route}
}

func list[T any](route string) endpoint[struct{}, results[T]] {
	return endpoint[struct{}, results[T]]{http.MethodGet, "/server" + route}
}

// checked is implemented by answers that can tell whether the fields they must have were sent.
type checked interface{ complete() bool }

// call sends one request and decodes the data of its envelope.
func (e endpoint[In, Out]) call(ctx context.Context, c *Client, a at, query url.Values, in *In) (Out, time.Time, error) {
	var out Out
	path, err := e.path(a)
	if err != nil {
		return out, time.Time{}, err
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	var body []byte
	if in != nil {
		if body, err = json.Marshal(in); err != nil {
			return out, time.Time{}, fmt.Errorf("encode request of %s: %w", e.route, err)
		}
	}
	data, when, err := c.load(ctx, e.method, e.route, path, body)
	if err != nil {
		return out, when, err
	}
	if len(data) == 0 {
		return out, when, nil // status 204
	}
	err = json.Unmarshal(data, &out)
	answer, known := any(out).(checked)
	// encoding/json would silently decode null as an object without values.
	if err != nil || string(data) == "null" || known && !answer.complete() {
		if c.conf.Cache != nil {
			c.conf.Cache.Drop(c.owner, path) // the next answer may be complete
		}
		return out, when, &Error{Method: e.method, Route: e.route, Status: http.StatusOK, kind: ErrUnexpected}
	}
	return out, when, nil
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
// because it may have changed.
func (c *Client) load(ctx context.Context, method, route, path string, body []byte) ([]byte, time.Time, error) {
	fetch := func(ctx context.Context) ([]byte, error) { return c.retry(ctx, method, route, path, body) }
	if method == http.MethodGet && c.conf.Cache != nil && !bypassesCache(ctx) {
		return c.conf.Cache.Load(ctx, Key{Owner: c.owner, Path: path}, isFresh(ctx), fetch)
	}
	data, err := fetch(ctx)
	if err == nil && method != http.MethodGet && c.conf.Cache != nil {
		c.conf.Cache.Drop(c.owner, "")
	}
	return data, time.Now(), err
}

// once sends a request one time and returns the data inside the envelope.
func (c *Client) once(ctx context.Context, method, route, path string, body []byte) ([]byte, error) {
	leave, err := c.shares.enter(ctx, c.owner)
	if err != nil {
		return nil, err
	}
	defer leave()
	attempt, cancel := context.WithTimeout(ctx, c.conf.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(attempt, method, c.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, &Error{Method: method, Route: route, kind: ErrInvalid}
	}
	req.Header.Set("Accept", "application/json")
	if !c.token.IsZero() {
		req.Header.Set("Authorization", "Token "+c.token.Reveal())
	}
	if c.conf.UserAgent != "" {
		req.Header.Set("User-Agent", c.conf.UserAgent)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	fail := func(status int, kind kindError) *Error {
		return &Error{Method: method, Route: route, Status: status, kind: kind}
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, transportError(ctx, err, fail(0, ErrUnavailable))
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, c.conf.MaxBody+1))
	switch {
	case err != nil:
		return nil, transportError(ctx, err, fail(resp.StatusCode, ErrUnavailable))
	case int64(len(raw)) > c.conf.MaxBody:
		return nil, fail(resp.StatusCode, ErrUnexpected)
	case resp.StatusCode == http.StatusNoContent:
		return nil, nil
	}
	return c.decode(fail(resp.StatusCode, ErrUnexpected), resp.Header, raw)
}

// transportError returns the error for a request without an answer: the cause of the caller's context if that ended, else
// e.
func transportError(ctx context.Context, err error, e *Error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	e.disconnected(err)
	return e
}

// decode returns the data of a good envelope, and completes the *Error for everything else.
func (c *Client) decode(e *Error, header http.Header, raw []byte) ([]byte, error) {
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	var env envelope
	readable := kind == "application/json" && isReasonable(raw) && json.Unmarshal(raw, &env) == nil
	if readable && env.Code != nil && *env.Code == 0 && e.Status >= 200 && e.Status < 300 && env.Data != nil {
		return env.Data, nil
	}
	e.explain(header, env, readable)
	return nil, e
}

// envelope is the object that TCA wraps every answer in, errors included.
type envelope struct {
	Data    json.RawMessage `json:"data"`
	Code    *int            `json:"code"`
	Msg     string          `json:"msg"`
	Invalid json.RawMessage `json:"invalid_fields"` // of several shapes: see fieldErrors
	Detail  string          `json:"detail"`
}
