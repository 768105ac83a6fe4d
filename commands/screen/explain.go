package screen

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	if e, ok := explanationOf(err); ok {
		return e.explain(f)
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

// explanation is what to tell a person for a kind of error, and where its cause is.
type explanation struct {
	of      error
	fault   Fault
	explain func(failure) kit.Message
}

func explanationOf(err error) (explanation, bool) {
	i := slices.IndexFunc(explanations, func(e explanation) bool { return errors.Is(err, e.of) })
	if i < 0 {
		return explanation{}, false
	}
	return explanations[i], true
}

// explanations are those of all kinds of errors. An error may be of several kinds: the first one counts.
var explanations = []explanation{
	{command.ErrTokenPosted, FaultInput, func(f failure) kit.Message { return Connect(f.Words, "error.token_posted", line.Line{}) }}, // before that of a line
	{command.ErrTokenTyped, FaultInput, func(f failure) kit.Message { return Connect(f.Words, "error.token_typed", line.Line{}) }},
	{command.ErrRevisionTyped, FaultInput, func(f failure) kit.Message { return Connect(f.Words, "error.revision_typed", line.Line{}) }},
	{command.ErrUnreadable, FaultBot, func(f failure) kit.Message { return Connect(f.Words, "error.unreadable", line.This(f.Screen)) }},
	{command.ErrKeyElsewhere, FaultBot, func(f failure) kit.Message { return f.again("error.key_elsewhere") }},
	{command.ErrNotLinked, FaultAccess, func(f failure) kit.Message { return Connect(f.Words, "login.hello", line.This(f.Screen)) }},
	{api.ErrInactive, FaultAccess, func(f failure) kit.Message { return Connect(f.Words, "error.inactive", line.This(f.Screen)) }},
	{api.ErrUnauthorized, FaultAccess, func(f failure) kit.Message { return Connect(f.Words, "error.unauthorized", line.This(f.Screen)) }},
	{api.ErrForbidden, FaultAccess, failure.notFound},
	{api.ErrNotFound, FaultAccess, failure.notFound},
	{api.ErrRateLimited, FaultTCA, failure.limited},
	{command.ErrSwitched, FaultAccess, func(f failure) kit.Message { return f.again("error.switched") }},
	{command.ErrUpload, FaultSlack, func(f failure) kit.Message { return f.only("error.upload") }},
	{command.ErrStorage, FaultDatabase, func(f failure) kit.Message { return f.again("error.storage", "Ref", kit.Code(f.ref)) }}, // before the times
	{command.ErrDeadline, FaultTCA, func(f failure) kit.Message { return f.again("error.slow") }},
	{context.DeadlineExceeded, FaultTCA, func(f failure) kit.Message { return f.again("error.slow") }},
	{api.ErrUnavailable, FaultTCA, func(f failure) kit.Message { return f.again(Unreachable(f.err)) }},
	{api.ErrUnexpected, FaultTCA, func(f failure) kit.Message { return f.again("error.unexpected") }},
	{api.ErrInvalid, FaultInput, failure.invalid},
	{command.ErrBusy, FaultBot, func(f failure) kit.Message { return f.again("error.busy") }},
	{command.ErrManyExports, FaultInput, func(f failure) kit.Message { return f.again("error.many_exports") }},
	{command.ErrUnconfirmed, FaultSlack, func(f failure) kit.Message { return f.again("error.unconfirmed") }},
	{command.ErrDirect, FaultSlack, func(f failure) kit.Message { return f.again("error.direct") }},
	{command.ErrNoChannel, FaultInput, func(f failure) kit.Message {
		return append(f.only("error.no_channel"), append(f.retry(), line.Button("digests", f.Say("digest.all"), line.Digests())))
	}},
	{command.ErrSlack, FaultSlack, func(f failure) kit.Message { return f.again("error.slack") }},
	{command.ErrStopping, FaultBot, func(f failure) kit.Message { return f.again("error.stopping") }},
	{context.Canceled, FaultBot, func(f failure) kit.Message { return f.again("error.stopping") }},
	{command.ErrNoneSelected, FaultInput, func(f failure) kit.Message { return f.only("error.none_selected") }},
	{command.ErrForeign, FaultAccess, func(f failure) kit.Message { return f.only("error.foreign") }},
	{command.ErrBadButton, FaultBot, func(f failure) kit.Message {
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
