package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"tcabot/api/redact"
	"tcabot/api/secret"
	"time"
	"unicode"
)

// kindError is the type of the error kinds below, which can so be constants.
type kindError string

func (e kindError) Error() string { return string(e) }

// The kinds of a failed call, to be tested with errors.Is.
const (
	ErrUnauthorized = kindError("token rejected")     // 401
	ErrForbidden    = kindError("access denied")      // 403; the analysis service also returns it for what does not exist
	ErrNotFound     = kindError("not found")          // 404
	ErrInvalid      = kindError("request rejected")   // 400 and other 4xx
	ErrConflict     = kindError("conflict")           // 409
	ErrRateLimited  = kindError("too many requests")  // 429
	ErrUnavailable  = kindError("server unavailable") // network, time-out, 5xx
	ErrUnexpected   = kindError("unexpected answer")  // redirects, web pages, broken, incomplete, oversized or unreasonable JSON
)

// What kept a call from being answered. Each of these errors is ErrUnavailable, too.
const (
	ErrNoHost    = kindError("host name not found")
	ErrRefused   = kindError("connection refused") // nothing listens there
	ErrUntrusted = kindError("certificate not trusted")
	ErrProxy     = kindError("proxy refused") // or it cannot be reached
	ErrTimeout   = kindError("no answer in time")
)

// ErrInactive is an ErrUnauthorized of a token that is right: its account was not activated, or was closed. The analysis
// service does not tell it apart.
const ErrInactive = kindError("account not active")

// inactiveText is how TCA says so; it has no code for it.
const inactiveText = "未激活"

// Error is returned for a call that TCA rejected or did not answer. It holds nothing of a 5xx body or of a body that is not
// the API's JSON: TCA's debug pages repeat the caller's token.
type Error struct {
	Method     string
	Route      string        // as the manual prints it, without values
	Status     int           // of HTTP; 0 when there was no answer
	Code       int           // TCA's own; 0 when there is none
	Msg        string        // TCA's message for people, mostly Chinese; only of a 4xx, at most 300 characters
	Fields     []FieldError  // rejected fields; only of a 4xx, at most 20
	RetryAfter time.Duration // how long TCA asks to wait, at most an hour; 0 when it does not

	kind       kindError
	detail     kindError // the kind in particular; empty when nothing more is known
	cause      string    // why there was no answer, in words
	unfinished []int64   // scans that keep another one from being started
}

// Error describes the failure without addresses, values or secrets.
func (e *Error) Error() string {
	s := fmt.Sprintf("%s %s: %s", e.Method, e.Route, e.kind)
	if e.Status != 0 {
		s += " (status " + strconv.Itoa(e.Status) + ", code " + strconv.Itoa(e.Code) + ")"
	}
	if e.cause != "" {
		s += ": " + e.cause
	}
	return s
}

// Reason is why there was no answer, in technical English and without addresses; empty when there was one.
func (e *Error) Reason() string { return e.cause }

// Unwrap returns the kinds, for errors.Is.
func (e *Error) Unwrap() []error {
	if e.detail == "" {
		return []error{e.kind}
	}
	return []error{e.kind, e.detail}
}

// disconnected notes why there was no answer. The error itself is not kept, because it quotes the address.
func (e *Error) disconnected(err error) {
	e.cause = redact.Cause(err)
	switch redact.KindOf(err) {
	case redact.NoHost:
		e.detail = ErrNoHost
	case redact.Refused:
		e.detail = ErrRefused
	case redact.Untrusted:
		e.detail = ErrUntrusted
	case redact.Proxy:
		e.detail = ErrProxy
	case redact.TimedOut:
		e.detail = ErrTimeout
	default:
	}
}

// maxMsg is the longest Msg, in characters.
const maxMsg = 300

// explain completes the error from an answer in any of TCA's error shapes.
func (e *Error) explain(header http.Header, env envelope[json.RawMessage], readable bool) {
	e.kind = kindOf(e.Status)
	e.RetryAfter = retryAfter(header.Get("Retry-After"))
	if !readable || e.Status >= http.StatusInternalServerError {
		return
	}
	if env.Code != nil {
		e.Code = *env.Code
	}
	if e.Status < http.StatusBadRequest && e.Code != 0 {
		e.kind = ErrInvalid // some failures have the status 200 and a code
	}
	msg := env.Msg
	if msg == "" {
		msg = env.Detail
	}
	for _, pseudo := range []string{"cd_error ", "non_field_errors "} {
		msg = strings.TrimPrefix(msg, pseudo)
	}
	e.Msg = sanitise(msg)
	if e.kind == ErrUnauthorized && strings.Contains(e.Msg, inactiveText) {
		e.detail = ErrInactive
	}
	e.Fields = fieldErrors(env.Invalid)
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

// sanitise makes a message of TCA fit for display: one line of bounded length, and without anything that could be a token,
// as TCA repeats what it was sent.
func sanitise(msg string) string {
	msg = secret.MaskTokens(msg)
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

// retryAfter reads both forms of the header, seconds and a date. It is zero for anything else, and an hour at most.
func retryAfter(value string) time.Duration {
	if seconds, err := strconv.Atoi(strings.TrimSpace(value)); err == nil {
		return time.Duration(min(max(seconds, 0), 3600)) * time.Second
	}
	if t, err := http.ParseTime(value); err == nil {
		return min(max(0, time.Until(t)), time.Hour)
	}
	return 0
}
