package screen

import (
	"context"
	"errors"
	"fmt"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Explain says what went wrong with a line and what to do next. Ref identifies the failure in the log; it is shown only for
// unexpected errors. The text of an error is never shown.
func Explain(s command.Screen, err error, ref string) kit.Message {
	if usage, ok := errors.AsType[*command.UsageError](err); ok {
		return explainUsage(s, usage)
	}
	if e, ok := errors.AsType[command.Explainer](err); ok {
		return e.Explain(s)
	}
	if scope, ok := errors.AsType[*command.ScopeError](err); ok {
		return kit.Message{kit.Para(MissingScope(s.Words, scope))}
	}
	f := failure{Screen: s, err: err, ref: ref}
	errors.As(err, &f.api)
	for _, e := range explanations {
		if errors.Is(err, e.of) {
			return e.explain(f)
		}
	}
	return f.again("error.unknown", "Ref", kit.Code(ref))
}

// failure is what an explanation knows.
type failure struct {
	command.Screen
	err error
	api *api.Error // nil when TCA's answer is not the reason
	ref string
}

// explanations say what to tell a person for each kind of error. An error may be of several kinds: the first one counts.
var explanations = []struct {
	of      error
	explain func(failure) kit.Message
}{
	{command.ErrTokenTyped, func(f failure) kit.Message { return Connect(f.Words, "error.token_typed", line.Line{}) }},
	{command.ErrRevisionTyped, func(f failure) kit.Message { return Connect(f.Words, "error.revision_typed", line.Line{}) }},
	{command.ErrUnreadable, func(f failure) kit.Message { return Connect(f.Words, "error.unreadable", line.This(f.Screen)) }},
	{command.ErrNotLinked, func(f failure) kit.Message { return Connect(f.Words, "login.hello", line.This(f.Screen)) }},
	{api.ErrInactive, func(f failure) kit.Message { return Connect(f.Words, "error.inactive", line.This(f.Screen)) }},
	{api.ErrUnauthorized, func(f failure) kit.Message { return Connect(f.Words, "error.unauthorized", line.This(f.Screen)) }},
	{api.ErrForbidden, failure.notFound},
	{api.ErrNotFound, failure.notFound},
	{api.ErrRateLimited, failure.limited},
	{command.ErrSwitched, func(f failure) kit.Message { return f.again("error.switched") }},
	{command.ErrUpload, func(f failure) kit.Message { return f.only("error.upload") }},
	{command.ErrStorage, func(f failure) kit.Message { return f.again("error.storage", "Ref", kit.Code(f.ref)) }}, // before the times
	{command.ErrDeadline, func(f failure) kit.Message { return f.again("error.slow") }},
	{context.DeadlineExceeded, func(f failure) kit.Message { return f.again("error.slow") }},
	{api.ErrUnavailable, func(f failure) kit.Message { return f.again(Unreachable(f.err)) }},
	{api.ErrUnexpected, func(f failure) kit.Message { return f.again("error.unexpected") }},
	{api.ErrInvalid, failure.invalid},
	{command.ErrBusy, func(f failure) kit.Message { return f.again("error.busy") }},
	{command.ErrManyExports, func(f failure) kit.Message { return f.again("error.many_exports") }},
	{command.ErrUnconfirmed, func(f failure) kit.Message { return f.again("error.unconfirmed") }},
	{command.ErrDirect, func(f failure) kit.Message { return f.again("error.direct") }},
	{command.ErrNoChannel, func(f failure) kit.Message {
		return append(f.only("error.no_channel"), append(f.retry(), line.Button("digests", f.Say("digest.all"), line.Digests())))
	}},
	{command.ErrSlack, func(f failure) kit.Message { return f.again("error.slack") }},
	{command.ErrStopping, func(f failure) kit.Message { return f.again("error.stopping") }},
	{context.Canceled, func(f failure) kit.Message { return f.again("error.stopping") }},
	{command.ErrForeign, func(f failure) kit.Message { return f.only("error.foreign") }},
	{command.ErrBadButton, func(f failure) kit.Message {
		return append(f.only("error.button"), kit.Buttons{line.Button("help", f.Say("error.show_help"), line.Help())})
	}},
}

// only is one sentence, where trying again would not help.
func (f failure) only(id locale.Key, namesAndValues ...any) kit.Message {
	return kit.Message{kit.Para(kit.Phrase(f.Words, id, namesAndValues...))}
}

// again is a sentence with a button that runs the same line again.
func (f failure) again(id locale.Key, namesAndValues ...any) kit.Message {
	m := f.only(id, namesAndValues...)
	if row := f.retry(); len(row) > 0 {
		m = append(m, row)
	}
	return m
}

func (f failure) retry() kit.Buttons {
	if f.Line == "" {
		return nil
	}
	return kit.Buttons{line.Button("again", f.Say("button.again"), line.This(f.Screen))}
}

func (f failure) notFound() kit.Message {
	m := f.only("error.forbidden")
	if f.Subject != "" {
		m = f.only("error.forbidden_subject", "Subject", kit.Code(kit.Cut(f.Subject, 100)))
	}
	return append(m, kit.Buttons{line.Button("teams", f.Say("error.show_teams"), line.Teams())})
}

func (f failure) limited() kit.Message {
	if f.api != nil && f.api.RetryAfter > 0 {
		return f.again("error.wait", "Count", int(f.api.RetryAfter.Seconds()+1))
	}
	return f.again("error.busy_tca")
}

// unreachable are the reasons for which TCA cannot be reached, and what to tell of each.
var unreachable = []struct {
	of  error
	key locale.Key
}{
	{api.ErrTimeout, "error.slow"},
	{api.ErrRefused, "error.refused"},
	{api.ErrUntrusted, "error.untrusted"},
	{api.ErrNoHost, "error.no_host"},
	{api.ErrProxy, "error.proxy"},
}

// Unreachable is what to tell of an error that is api.ErrUnavailable.
func Unreachable(err error) locale.Key {
	for _, u := range unreachable {
		if errors.Is(err, u.of) {
			return u.key
		}
	}
	return "error.unavailable"
}

func (f failure) invalid() kit.Message {
	if f.api == nil || f.api.Msg == "" {
		return f.again("error.unknown", "Ref", kit.Code(f.ref))
	}
	return f.again("error.invalid", "Reason", kit.Italic(kit.Cut(f.api.Msg, 300)))
}

// Ref makes the short reference that identifies a message's log line.
func Ref(random string) string { return fmt.Sprintf("%.8s", random) }
