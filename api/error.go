package api

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"tcabot/api/secret"
	"time"
	"unicode"
)

type kindError string

func (e kindError) Error() string { return string(e) }

// What a failed call can be; test with errors.Is.
const (
	ErrUnauthorized = kindError("token refused")           // 401
	ErrForbidden    = kindError("no right")                // 403; analysis also answers so for what does not exist
	ErrNotFound     = kindError("not found")               // 404
	ErrInvalid      = kindError("request refused")         // 400 and other 4xx
	ErrConflict     = kindError("conflict")                // 409
	ErrRateLimited  = kindError("too many requests")       // 429
	ErrUnavailable  = kindError("server unavailable")      // network, time-out, 5xx
	ErrUnexpected   = kindError("answer is not TCA's API") // redirects, web pages, broken or oversized JSON
)

// Error is a call that TCA refused or could not answer. It holds nothing of a 5xx body or of a body that is not the
// API's JSON: TCA's debug pages repeat the caller's token.
type Error struct {
	Method     string
	Route      string       // as in the manual, without the values
	Status     int          // HTTP; 0 when no answer came
	Code       int          // TCA's own; 0 when there was none
	Msg        string       // TCA's words for people, mostly Chinese; only of a 4xx, at most 300 characters
	Fields     []FieldError // what was wrong with which field; only of a 4xx, at most 20
	RetryAfter time.Duration

	kind     kindError
	timedOut bool
}

// Error tells what failed without addresses, values or secrets.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s %s: %s", e.Method, e.Route, e.kind)
	if e.Status != 0 {
		s += " (status " + strconv.Itoa(e.Status) + ", code " + strconv.Itoa(e.Code) + ")"
	}
	return s
}

// Unwrap makes errors.Is work with this package's kinds.
func (e *Error) Unwrap() error { return e.kind }

// maxMsg bounds what is kept of TCA's words, in characters.
const maxMsg = 300

// explain fills in what the answer tells, whichever of TCA's error shapes it has.
func (e *Error) explain(header http.Header, env envelope, readable bool, token secret.Text) {
	e.kind = kindOf(e.Status)
	e.RetryAfter = retryAfter(header.Get("Retry-After"))
	if !readable || e.Status >= http.StatusInternalServerError {
		return
	}
	if env.Code != nil {
		e.Code = *env.Code
	}
	if e.Status < http.StatusBadRequest && e.Code != 0 {
		e.kind = ErrInvalid // some answers fail with 200 and a code of their own
	}
	msg := env.Msg
	if msg == "" {
		msg = env.Detail
	}
	for _, pseudo := range []string{"cd_error ", "non_field_errors "} {
		msg = strings.TrimPrefix(msg, pseudo)
	}
	e.Msg = tame(msg, token)
	e.Fields = fieldErrors(env.Invalid, token)
}

func kindOf(status int) kindError {
	switch {
	case status == http.StatusUnauthorized:
		return ErrUnauthorized
	case status == http.StatusForbidden:
		return ErrForbidden
	case status == http.StatusNotFound:
		return ErrNotFound
	case status == http.StatusConflict:
		return ErrConflict
	case status == http.StatusTooManyRequests:
		return ErrRateLimited
	case status >= http.StatusInternalServerError:
		return ErrUnavailable
	case status >= http.StatusBadRequest:
		return ErrInvalid
	default:
		return ErrUnexpected
	}
}

// tame makes TCA's words fit to be shown: one line, bounded, without the caller's token.
func tame(msg string, token secret.Text) string {
	if t := token.Reveal(); t != "" {
		msg = strings.ReplaceAll(msg, t, "…")
	}
	msg = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, msg)
	if runes := []rune(msg); len(runes) > maxMsg {
		msg = string(runes[:maxMsg-1]) + "…"
	}
	return msg
}

// retryAfter reads the header's two forms, seconds and a date. Nothing readable gives zero.
func retryAfter(value string) time.Duration {
	if seconds, err := strconv.Atoi(strings.TrimSpace(value)); err == nil {
		return time.Duration(min(max(seconds, 0), 3600)) * time.Second
	}
	if t, err := http.ParseTime(value); err == nil {
		return min(max(0, time.Until(t)), time.Hour)
	}
	return 0
}
