package surface

import (
	"context"
	"slices"
	"tcabot/bot/dispatch"
	"tcabot/commands/kit"
	"tcabot/commands/screen"

	"github.com/slack-go/slack"
)

// narrow runs the line of a form with the values of its fields. An invalid value is reported in the form, at its field.
func (s *Surfaces) narrow(ctx context.Context, f form) {
	values := f.all()
	for name := range values {
		if slices.ContainsFunc(values[name], dispatch.HoldsToken) {
			s.reject(f, name, f.Words.Say("error.token_typed"))
			return
		}
	}
	line, err := s.parts.Forms.Narrow(f.Line, values)
	if problems := f.rejected(screen.Rejections(f.Words, err)); len(problems) > 0 {
		s.rejectAll(f, problems)
		return
	}
	if err != nil {
		f.to.Ack(nil)
		if s.firstSent(f) {
			s.decline(ctx, f.press, err)
		}
		return
	}
	f.State.Line, f.State.Offset, f.State.Was, f.State.Fresh = line, 0, 0, false
	f.Line, f.name = line, "filter"
	if s.parts.Forms.Changes(line) {
		s.change(ctx, f)
		return
	}
	f.Submitted = false // what is remembered of an answer does not tell
	f.to.Ack(closing(f))
	if s.firstSent(f) {
		s.run(ctx, f.press)
	}
}

// closing closes a form. One that was opened in no conversation says where the answer will be.
func closing(f form) any {
	if f.url != "" || f.Channel != "" {
		return nil
	}
	done := kit.Modal{
		Callback: formDone, Title: f.Words.Say("find.title"), Close: f.Words.Say("login.close"), Body: kit.Message{kit.Para(kit.Phrase(f.Words, "find.sent"))},
	}.View()
	return slack.NewUpdateViewSubmissionResponse(&done)
}
