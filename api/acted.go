package api

import (
	"errors"
	"net/http"
)

// MayHaveActed reports whether TCA may have done what a failed call asked for: the request may have arrived, and no answer
// says what became of it. Look before you repeat such a call. It is false for nil, for every answer in which TCA rejects
// the request, and when no connection was made. An error that is not one of this package counts as unknown: it is the
// cause of a context that ended meanwhile.
func MayHaveActed(err error) bool {
	if err == nil {
		return false
	}
	e, ok := errors.AsType[*Error](err)
	switch {
	case !ok:
		return true
	case e.Status == 0:
		return e.kind == ErrUnavailable && !e.unsent()
	case e.Status < http.StatusMultipleChoices:
		return e.kind != ErrInvalid // with the status 200 and a code, it is a rejection
	default:
		return e.Status >= http.StatusInternalServerError
	}
}

// unsent reports whether no connection was made on which the request could have been sent.
func (e *Error) unsent() bool {
	switch e.detail {
	case ErrNoHost, ErrRefused, ErrUntrusted, ErrProxy:
		return true
	default:
		return false
	}
}
