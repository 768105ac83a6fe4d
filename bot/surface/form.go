package surface

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"time"

	"github.com/slack-go/slack"
)

// The forms, by their callback ID.
const (
	formLogin  = "login"
	formJump   = "jump"
	formFilter = "filter"
	formFill   = "fill"
	formShare  = "share"
	formDone   = "done" // tells how a login went; nothing is sent from it
)

// origin is where a form came from, as the form brings it back. It holds no secret but the presser's own response URL.
type origin struct {
	State   string `json:"s"`
	URL     string `json:"u"`
	Channel string `json:"c"`
	Thread  string `json:"t,omitempty"`
	Shared  bool   `json:"p,omitempty"`
	Home    bool   `json:"h,omitempty"` // the App Home
}

// metadata is the origin of a form that a press opens. Slack takes 3,000 characters: what HTML would misread is not escaped, which
// takes six for each.
func (p *press) metadata() string {
	var raw strings.Builder
	to := json.NewEncoder(&raw)
	to.SetEscapeHTML(false)
	_ = to.Encode(origin{State: p.State.String(), URL: p.url, Channel: p.Channel, Thread: p.Thread, Shared: p.shared, Home: p.home}) //nolint:errchkjson // plain strings
	return strings.TrimSpace(raw.String())
}

// open opens a form at once: its trigger lives three seconds. It returns the form's ID; empty when it is not open, of
// which the presser was told.
func (s *Surfaces) open(ctx context.Context, p *press, m kit.Modal) (id string) {
	m.Metadata = p.metadata()
	id, err := s.parts.Sender.OpenModal(ctx, p.trigger, m)
	if err != nil {
		s.log.WarnContext(ctx, "cannot open a modal", "modal", m.Callback, "error", err)
		s.decline(ctx, p, command.ErrSlack)
		return ""
	}
	return id
}

// form is a submitted form.
type form struct {
	*press

	id       string // of the view
	received time.Time
	values   map[string]slack.BlockAction // by field
	blocks   map[string]string            // of the fields
	to       Acknowledger
}

// formOf reads a submitted form.
func formOf(call slack.InteractionCallback, to Acknowledger) (form, error) {
	var from origin
	if err := json.Unmarshal([]byte(call.View.PrivateMetadata), &from); err != nil {
		return form{}, fmt.Errorf("read a form's metadata: %w", err)
	}
	state, err := command.ReadState(from.State)
	if err != nil {
		return form{}, err
	}
	f := form{press: &press{
		Question: dispatch.Question{
			ID: "modal " + call.View.ID, Who: whoOf(call), Channel: from.Channel, Thread: from.Thread, Direct: from.Channel == "" || isDirect(from.Channel), Surface: dispatch.Button, Line: state.Line, State: state,
		},
		url: from.URL, shared: from.Shared, home: from.Home,
	}, id: call.View.ID, received: time.Now(), to: to, values: map[string]slack.BlockAction{}, blocks: map[string]string{}}
	f.Direct = f.Direct || from.Home
	if call.View.State != nil {
		for block, fields := range call.View.State.Values {
			for field, value := range fields {
				f.values[field], f.blocks[field] = value, block
			}
		}
	}
	return f, nil
}

// text is the text of a field.
func (f form) text(field string) string { return f.values[field].Value }

// all is what the fields have in them, by field.
func (f form) all() map[string][]string {
	values := map[string][]string{}
	for field, value := range f.values {
		values[field] = fieldValues(value)
	}
	return values
}

// rejected are those of the errors, by argument, that are about fields of the form: Slack shows no others.
func (f form) rejected(problems map[string]string) map[string]string {
	shown := map[string]string{}
	for field, problem := range problems {
		if _, ok := f.values[field]; ok {
			shown[field] = problem
		}
	}
	return shown
}

// reject keeps the form open and shows an error at a field.
func (s *Surfaces) reject(f form, field, problem string) {
	s.rejectAll(f, map[string]string{field: problem})
}

// rejectAll keeps the form open and shows errors at their fields. Where Slack takes no payload in the acknowledgement, the
// form closes, and the errors are told where the form came from.
func (s *Surfaces) rejectAll(f form, problems map[string]string) {
	shown := map[string]string{}
	for field, problem := range problems {
		shown[cmp.Or(f.blocks[field], field)] = problem
	}
	f.to.AckAnswer(slack.NewErrorsViewSubmissionResponse(shown), func(ctx context.Context) {
		var m kit.Message
		for _, field := range slices.Sorted(maps.Keys(problems)) {
			m = append(m, kit.Plain(problems[field])...)
		}
		s.parts.Responder.Respond(ctx, f.address(), deliver.Private(kit.Render(m)))
	})
}

// handleSubmission handles a submitted form. The acknowledgement closes it, shows an error in it, or replaces it.
func (s *Surfaces) handleSubmission(call slack.InteractionCallback, to Acknowledger) {
	f, err := formOf(call, to)
	if err != nil {
		to.Ack(nil)
		return
	}
	err = s.work(f.Question, func(ctx context.Context) {
		f.Question = s.identified(ctx, f.Question)
		switch call.View.CallbackID {
		case formLogin:
			s.login(ctx, f)
		case formJump:
			s.jump(ctx, f)
		case formFilter, formFill:
			f.Submitted = call.View.CallbackID == formFill
			s.narrow(ctx, f)
		case formShare:
			s.share(ctx, f)
		default:
			to.Ack(nil)
		}
	}, func(ctx context.Context, a dispatch.Answer) {
		to.Ack(nil)
		s.respond(f.press)(ctx, a)
	})
	if err != nil {
		s.refuseForm(call.View.CallbackID, f, err)
	}
}

// refuseForm tells a person that nobody can take their form now. One with a line stays open, as what was typed is nowhere else.
func (s *Surfaces) refuseForm(callback string, f form, why error) {
	fields := slices.Sorted(maps.Keys(f.values))
	if callback != formFill && callback != formFilter || len(fields) == 0 {
		f.to.Ack(nil)
		s.refusePress(f.press, why, func() {})
		return
	}
	s.refuse(f.Question, func(ctx context.Context) {
		f.Question = s.identified(ctx, f.Question)
		said := f.Words.Say("error.busy")
		if errors.Is(why, command.ErrStopping) {
			said = f.Words.Say("error.stopping")
		}
		s.reject(f, fields[0], said)
	})
}

// firstSent reports whether a form was not acted on before: it may be sent twice. A form that changes something in TCA takes
// a turn instead.
func (s *Surfaces) firstSent(f form) bool { return s.first("modal", f.id) }
