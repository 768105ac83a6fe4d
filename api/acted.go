package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
)

// MayHaveActed reports whether TCA may have done what a failed call asked for: the request may have arrived, and no answer
// says what became of it. Look before you repeat such a call. It is false for nil, for every answer in which TCA rejects
// the request, and when the request was not sent. Any other error that is not one of this package counts as unknown: it is
// the cause of a context that ended meanwhile.
func MayHaveActed(err error) bool {
	if err == nil || errors.Is(err, errUnsent) {
		return false
	}
	e, ok := errors.AsType[*Error](err)
	switch {
	case !ok:
		return true
	case e.Status == 0:
		return e.kind == ErrUnavailable
	case e.Status < http.StatusMultipleChoices:
		return e.kind != ErrInvalid // with the status 200 and a code, it is a rejection
	default:
		return e.Status >= http.StatusInternalServerError
	}
}

// errUnsent is the error of a request that is not a GET and that was not sent, besides the reason.
var errUnsent = errors.New("the request was not sent")

// unsent adds errUnsent to the reason why a request was not sent. A GET needs no such distinction.
func (r request) unsent(why error) error {
	if r.method == http.MethodGet {
		return why
	}
	return fmt.Errorf("%w: %w", errUnsent, why)
}

// connection notes whether a request got a connection on which it could be sent.
type connection struct{ wanted, got atomic.Bool }

func (c *connection) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { c.wanted.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { c.got.Store(true) },
	})
}

// failed reports whether a connection was asked for in vain. A transport of another kind does not ask.
func (c *connection) failed() bool { return c.wanted.Load() && !c.got.Load() }
