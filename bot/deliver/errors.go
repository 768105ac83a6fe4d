package deliver

import (
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"tcabot/api/redact"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"time"
	"unicode"

	"github.com/slack-go/slack"
)

type kindError string

func (e kindError) Error() string { return string(e) }

// What can become of a message that is not delivered; test with errors.Is. All but ErrUncertain mean that it was not.
const (
	ErrCredentials = kindError("Slack rejects the bot's credentials")          // for anything: the operator must act
	ErrTarget      = kindError("Slack has no such channel, message or person") // it will be the same tomorrow
	ErrScope       = kindError("the Slack app lacks a permission")             // with a *command.ScopeError that names it
	ErrOurs        = kindError("Slack rejects the request as invalid")         // our mistake, and logged
	ErrLater       = kindError("Slack cannot take it now")                     // perhaps in a while
	ErrConflict    = kindError("something else was published meanwhile")       // of a home
	ErrUncertain   = kindError("it is not known whether Slack took it")        // sending it again may make two of it
	ErrBusy        = kindError("the queue of messages for Slack is full")      // always with ErrLater
)

const errWaits = kindError("it would have to wait")

// Error is a call that did not do what it should. It holds nothing of the request and of the network's own error: their
// texts may hold an address or a token.
type Error struct {
	Method     string
	Code       string        // Slack's word for it, or the HTTP status; empty when there was no answer
	RetryAfter time.Duration // how long nothing more of this method is sent, there or at all; with ErrLater

	kind     kindError
	cause    error         // what ended the wait in the queue
	network  string        // why there was no answer
	why      redact.Kind   // the same, by who can help
	messages []string      // Slack's particulars
	scopes   []string      // of missing_scope: one of them is needed
	reword   bool          // the same in another form may be taken
	asked    time.Duration // how long Slack wants to be left alone; RetryAfter is shorter when that is too long
}

// Error tells the method, the kind and Slack's code.
func (e *Error) Error() string {
	s := e.Method + ": " + string(e.kind)
	switch {
	case len(e.scopes) > 0:
		s += ": " + e.scope().Error()
	case e.Code != "":
		s += ": " + e.Code
	case e.cause != nil:
		s += ": " + describeCause(e.cause)
	}
	if e.network != "" {
		s += ": " + e.network
	}
	if e.RetryAfter > 0 {
		s += ", asks to wait " + e.RetryAfter.Round(time.Second).String()
	}
	return s
}

// Unreachable reports why there was no answer, by who can help and in words without an address; ok is false when there was
// one.
func (e *Error) Unreachable() (why redact.Kind, cause string, ok bool) {
	return e.why, e.network, e.network != ""
}

// describeCause is what ended a wait, in our own words: a context's may be anybody's.
func describeCause(cause error) string {
	if own, ok := errors.AsType[kindError](cause); ok {
		return string(own)
	}
	return "no longer waited for"
}

// Unwrap makes errors.Is work with the kinds, and with what ended the context.
func (e *Error) Unwrap() []error {
	all := []error{e.kind}
	if len(e.scopes) > 0 {
		all = append(all, e.scope())
	}
	if e.cause != nil {
		all = append(all, e.cause)
	}
	return all
}

func (e *Error) scope() *command.ScopeError { return &command.ScopeError{Scopes: e.scopes} }

func (e *Error) attrs() []slog.Attr {
	return []slog.Attr{slog.String("method", e.Method), slog.String("code", e.Code), slog.Any("messages", e.messages)}
}

// classify finds out what an error of slack-go's means; nil of none.
func classify(m method, err error) *Error {
	if err == nil {
		return nil
	}
	e := &Error{Method: string(m), kind: ErrUncertain}
	if refused, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		e.refused(refused)
		return e
	}
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		e.limited(limited.RetryAfter)
		return e
	}
	if _, ok := errors.AsType[*strconv.NumError](err); ok { // a Retry-After that slack-go cannot read
		e.limited(0)
		return e
	}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok {
		e.Code = "HTTP " + strconv.Itoa(status.Code)
		switch {
		case status.Code == http.StatusTooManyRequests:
			e.limited(0)
		case status.Code < http.StatusInternalServerError:
			e.kind = ErrLater // not Slack: something on the way there
		}
		return e
	}
	switch {
	case notSent(err):
		e.kind, e.Code, e.network = ErrLater, "no connection", redact.Cause(err)
	default:
		e.network = redact.Cause(err)
	}
	e.why = redact.KindOf(err)
	return e
}

func (e *Error) limited(wait time.Duration) {
	e.kind, e.Code, e.asked, e.RetryAfter = ErrLater, "ratelimited", wait, min(wait, maxPause)
	if wait <= 0 {
		e.RetryAfter = pauseUntold
	}
}

// refused reads Slack's own answer.
func (e *Error) refused(r slack.SlackErrorResponse) {
	e.Code = r.Err
	for _, m := range r.ResponseMetadata.Messages[:min(5, len(r.ResponseMetadata.Messages))] {
		e.messages = append(e.messages, kit.Cut(kit.Clean(m), 200))
	}
	if r.Needed != "" {
		needed := kit.Cut(kit.Clean(r.Needed), 200)
		e.messages = append(e.messages, "needed: "+needed)
		e.scopes = strings.FieldsFunc(needed, func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	}
	if r.Err == "ratelimited" || r.Err == "rate_limited" { // in an answer with status 200, which does not say how long
		e.limited(0)
		return
	}
	e.kind, e.reword = kindOf(r.Err)
}

// notSent reports whether a call never got as far as to be sent.
func notSent(err error) bool {
	if op, ok := errors.AsType[*net.OpError](err); ok && (op.Op == "dial" || op.Op == "proxyconnect") {
		return true
	}
	_, ok := errors.AsType[*tls.CertificateVerificationError](err)
	return ok
}
