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
	again := kit.Buttons{line.Button("again", s.Say("button.again"), line.This(s))}
	if s.Line == "" {
		again = nil
	}
	say := func(id locale.Key, namesAndValues ...any) kit.Message {
		m := kit.Message{kit.Para(kit.Phrase(s.Words, id, namesAndValues...))}
		if len(again) > 0 {
			m = append(m, again)
		}
		return m
	}
	var e *api.Error
	errors.As(err, &e)
	switch {
	case errors.Is(err, command.ErrTokenTyped):
		return Connect(s.Words, "error.token_typed", line.Line{})
	case errors.Is(err, command.ErrNotLinked):
		return Connect(s.Words, "login.hello", line.This(s))
	case errors.Is(err, api.ErrUnauthorized):
		return Connect(s.Words, "error.unauthorized", line.This(s))
	case errors.Is(err, api.ErrForbidden), errors.Is(err, api.ErrNotFound):
		sentence := kit.Phrase(s.Words, "error.forbidden")
		if s.Subject != "" {
			sentence = kit.Phrase(s.Words, "error.forbidden_subject", "Subject", kit.Code(kit.Cut(s.Subject, 100)))
		}
		return kit.Message{
			kit.Para(sentence),
			kit.Buttons{line.Button("teams", s.Say("error.show_teams"), line.Teams())},
		}
	case errors.Is(err, api.ErrRateLimited) && e != nil && e.RetryAfter > 0:
		return say("error.wait", "Count", int(e.RetryAfter.Seconds()+1))
	case errors.Is(err, api.ErrRateLimited):
		return say("error.busy_tca")
	case errors.Is(err, command.ErrUpload):
		return kit.Message{kit.Para(kit.Phrase(s.Words, "error.upload"))}
	case errors.Is(err, command.ErrDeadline), errors.Is(err, context.DeadlineExceeded):
		return say("error.slow")
	case errors.Is(err, api.ErrUnavailable):
		return say("error.unavailable")
	case errors.Is(err, api.ErrUnexpected):
		return say("error.unexpected")
	case errors.Is(err, api.ErrInvalid) && e != nil && e.Msg != "":
		return say("error.invalid", "Reason", kit.Italic(kit.Cut(e.Msg, 300)))
	case errors.Is(err, command.ErrBusy):
		return say("error.busy")
	case errors.Is(err, command.ErrManyExports):
		return say("error.many_exports")
	case errors.Is(err, command.ErrUnconfirmed):
		return say("error.unconfirmed")
	case errors.Is(err, command.ErrDirect):
		return say("error.direct")
	case errors.Is(err, command.ErrNoChannel):
		m := say("error.no_channel")
		m[len(m)-1] = append(again, line.Button("digests", s.Say("digest.all"), line.Digests()))
		return m
	case errors.Is(err, command.ErrSlack):
		return say("error.slack")
	case errors.Is(err, command.ErrStorage):
		return say("error.storage", "Ref", kit.Code(ref))
	case errors.Is(err, command.ErrStopping), errors.Is(err, context.Canceled):
		return say("error.stopping")
	case errors.Is(err, command.ErrForeign):
		return kit.Message{kit.Para(kit.Phrase(s.Words, "error.foreign"))}
	case errors.Is(err, command.ErrBadButton):
		return kit.Message{
			kit.Para(kit.Phrase(s.Words, "error.button")),
			kit.Buttons{line.Button("help", s.Say("error.show_help"), line.Help())},
		}
	default:
		return say("error.unknown", "Ref", kit.Code(ref))
	}
}

func explainUsage(s command.Screen, e *command.UsageError) kit.Message {
	sentence := kit.Phrase(s.Words, e.Reason, styled(e.Facts(s.Words))...)
	m := kit.Message{kit.Para(sentence)}
	switch {
	case len(e.Suggest) > 0:
		m = kit.Message{kit.Para(append(sentence, kit.Text(s.Say("usage.did_you_mean"))))}
		var row kit.Buttons
		for i, suggested := range e.Suggest {
			id := "suggest"
			if i > 0 {
				id += kit.Number(i)
			}
			row = append(row, line.Button(id, s.Say("usage.run", "Line", kit.Cut(suggested, 60)), line.Typed(suggested)))
		}
		m = append(m, append(row, line.Button("help", s.Say("error.show_help"), line.Help())))
	case e.Command != nil:
		m = append(m,
			kit.Para(append(kit.Line{kit.Text(s.Say("usage.write"))}, kit.Code(s.Command+" "+e.Command.Usage()))),
			kit.Para(append(kit.Line{kit.Text(s.Say("usage.example"))}, kit.Code(s.Command+" "+e.Command.Examples[0]))))
	default:
		m = append(m, kit.Buttons{line.Button("help", s.Say("error.show_help"), line.Help())})
	}
	return m
}

// styled formats what the person typed as code, to set it off from the sentence.
func styled(data []any) []any {
	out := make([]any, len(data))
	for i, v := range data {
		out[i] = v
		if text, ok := v.(string); ok && i%2 == 1 {
			out[i] = kit.Code(kit.Cut(text, 300))
		}
	}
	return out
}

// Ref makes the short reference that identifies a message's log line.
func Ref(random string) string { return fmt.Sprintf("%.8s", random) }
