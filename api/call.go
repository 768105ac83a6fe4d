package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// endpoint is a method and a route of TCA's, as its manual prints it: the route is also a pattern of http.ServeMux.
type endpoint[In, Out any] struct{ method, route string }

// at fills a route's {names}.
type at map[string]string

func get[Out any](route string) endpoint[struct{}, Out] {
	return endpoint[struct{}, Out]{http.MethodGet, "/server" + route}
}

func list[T any](route string) endpoint[struct{}, results[T]] {
	return endpoint[struct{}, results[T]]{http.MethodGet, "/server" + route}
}

// checked is an answer that knows what it must not be without.
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
		return out, when, nil // 204
	}
	err = json.Unmarshal(data, &out)
	answer, known := any(out).(checked)
	// Read as what it is not, null would be an object without anything in it.
	if err != nil || string(data) == "null" || known && !answer.complete() {
		if c.conf.Cache != nil {
			c.conf.Cache.Drop(c.owner, path) // the right answer may come next time
		}
		return out, when, &Error{Method: e.method, Route: e.route, Status: http.StatusOK, kind: ErrUnexpected}
	}
	return out, when, nil
}

// path fills the route. A value that is empty, dots or has a slash would make another route of it: escaping does not
// help, because nginx takes that away before it looks at the path. No organisation or team is named so.
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
	return b.String() + "/", nil // the server answers a path without the last slash with a redirect to nowhere
}

// refuse is the error of a request that is not sent, because the server is known to refuse it or to fail on it.
func (e endpoint[In, Out]) refuse() error {
	return &Error{Method: e.method, Route: e.route, kind: ErrInvalid}
}

// load gets an answer's data: a GET through the cache, anything else straight, dropping what it may have changed.
func (c *Client) load(ctx context.Context, method, route, path string, body []byte) ([]byte, time.Time, error) {
	fetch := func(ctx context.Context) ([]byte, error) { return c.retry(ctx, method, route, path, body) }
	if method == http.MethodGet && c.conf.Cache != nil && !isPassing(ctx) {
		return c.conf.Cache.Load(ctx, Key{Owner: c.owner, Path: path}, isFresh(ctx), fetch)
	}
	data, err := fetch(ctx)
	if err == nil && method != http.MethodGet && c.conf.Cache != nil {
		c.conf.Cache.Drop(c.owner, "")
	}
	return data, time.Now(), err
}

// once sends one request and returns the data inside the envelope.
func (c *Client) once(ctx context.Context, method, route, path string, body []byte) ([]byte, error) {
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
		return nil, c.lost(ctx, err, fail(0, ErrUnavailable))
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, c.conf.MaxBody+1))
	switch {
	case err != nil:
		return nil, c.lost(ctx, err, fail(resp.StatusCode, ErrUnavailable))
	case int64(len(raw)) > c.conf.MaxBody:
		return nil, fail(resp.StatusCode, ErrUnexpected)
	case resp.StatusCode == http.StatusNoContent:
		return nil, nil
	}
	return c.open(fail(resp.StatusCode, ErrUnexpected), resp.Header, raw)
}

// lost says why no answer came. The caller's own end goes before the network's; the network's error is not kept,
// because it quotes the address.
func (c *Client) lost(ctx context.Context, err error, e *Error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if t, ok := errors.AsType[net.Error](err); ok && t.Timeout() {
		e.timedOut = true
	}
	return e
}

// open takes the data out of a good envelope and makes an *Error of everything else.
func (c *Client) open(e *Error, header http.Header, raw []byte) ([]byte, error) {
	kind, _, _ := mime.ParseMediaType(header.Get("Content-Type"))
	var env envelope
	readable := kind == "application/json" && json.Unmarshal(raw, &env) == nil
	if readable && env.Code != nil && *env.Code == 0 && e.Status >= 200 && e.Status < 300 && env.Data != nil {
		return env.Data, nil
	}
	e.explain(header, env, readable, c.token)
	return nil, e
}

type envelope struct {
	Data    json.RawMessage `json:"data"`
	Code    *int            `json:"code"`
	Msg     string          `json:"msg"`
	Invalid json.RawMessage `json:"invalid_fields"` // see fieldErrors: it has several shapes
	Detail  string          `json:"detail"`
}
