package api

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"
	"time"
)

// request is one request of a client, as it is sent and sent again.
type request struct {
	method string
	route  string // as TCA's manual prints it, for errors
	path   string // with the values of the route, and the query
	body   []byte // JSON; nil for none

	patience time.Duration // least time limit of an attempt
}

// fail is an error of the request.
func (r request) fail(status int, kind kindError) *Error {
	return &Error{Method: r.method, Route: r.route, Status: status, kind: kind}
}

// once sends a request one time and decodes the data inside the envelope into out, which stays as it is after a status 204.
func (c *Client) once(ctx context.Context, r request, out any) error {
	leave, err := c.shares.enter(ctx, c.owner)
	if err != nil {
		return r.unsent(err)
	}
	defer leave()
	began := time.Now()
	err = c.send(ctx, r, out)
	if c.conf.Attempted != nil {
		c.conf.Attempted(Attempt{Took: time.Since(began), Err: err})
	}
	return err
}

// send is once without waiting for others.
func (c *Client) send(ctx context.Context, r request, out any) error {
	attempt, cancel := context.WithTimeout(ctx, max(c.conf.Timeout, r.patience))
	defer cancel()
	var line connection
	if r.method != http.MethodGet {
		attempt = line.watch(attempt)
	}
	req, err := http.NewRequestWithContext(attempt, r.method, c.base+r.path, bytes.NewReader(r.body))
	if err != nil {
		return r.fail(0, ErrInvalid)
	}
	c.setHeader(req.Header, r)
	resp, err := c.http.Do(req)
	if err != nil {
		err = transportError(ctx, err, r.fail(0, ErrUnavailable))
		if line.failed() {
			return r.unsent(err)
		}
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	raw := buffers.Get().(*bytes.Buffer)
	defer release(raw)
	_, err = raw.ReadFrom(io.LimitReader(resp.Body, c.conf.MaxBody+1))
	switch {
	case err != nil:
		return transportError(ctx, err, r.fail(resp.StatusCode, ErrUnavailable))
	case int64(raw.Len()) > c.conf.MaxBody:
		return r.fail(resp.StatusCode, ErrUnexpected)
	case resp.StatusCode == http.StatusNoContent:
		return nil
	}
	return decode(r.fail(resp.StatusCode, ErrUnexpected), resp.Header, raw.Bytes(), out)
}

func (c *Client) setHeader(h http.Header, r request) {
	h.Set("Accept", "application/json")
	if !c.token.IsZero() {
		h.Set("Authorization", "Token "+c.token.Reveal())
	}
	if c.conf.UserAgent != "" {
		h.Set("User-Agent", c.conf.UserAgent)
	}
	if r.body != nil {
		h.Set("Content-Type", "application/json")
	}
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

// buffers hold answers until they are decoded, which copies what it keeps.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// maxKept is the largest buffer that is kept for the next answer, in bytes.
const maxKept = 256 << 10

func release(b *bytes.Buffer) {
	if b.Cap() <= maxKept {
		b.Reset()
		buffers.Put(b)
	}
}
