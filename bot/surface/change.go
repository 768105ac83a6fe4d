package surface

import (
	"context"
	"tcabot/bot/dispatch"
	"time"
)

// outcome is what became of a submission while its form was open.
type outcome struct {
	problems map[string]string      // errors at fields, for which the form stays open; empty when it closes
	answer   func() dispatch.Answer // waits for the answer; nil when another submission acts
}

// change runs a line that changes something while its form is open, so that a value that TCA refuses can be corrected
// there. When that takes longer than Slack waits, the form closes, and the answer appears where the form came from. A
// second submission at the same time shares the outcome: closing the form, it would hide what is wrong.
func (s *Surfaces) change(ctx context.Context, f form) {
	var own outcome
	shared, _, _ := s.sending.Do(f.id, func() (any, error) {
		own = s.attempt(ctx, f)
		return own.problems, nil
	})
	if problems, _ := shared.(map[string]string); len(problems) > 0 {
		s.rejectAll(f, problems)
		return
	}
	f.to.Ack(nil)
	if own.answer != nil {
		s.show(ctx, f.press, own.answer())
	}
}

// attempt runs the line of a submission if it has the turn, for as long as the form may stay open.
func (s *Surfaces) attempt(ctx context.Context, f form) outcome {
	turn, ok := s.takeTurn(ctx, f.id)
	if !ok {
		return outcome{}
	}
	if f.shared {
		f.State.By = ""
	}
	late := time.NewTimer(time.Until(f.received.Add(s.conf.Timing.Form)))
	defer late.Stop()
	answers := s.begin(ctx, f.Question)
	select {
	case a := <-answers:
		if problems := f.rejected(a.Rejected); len(problems) > 0 {
			s.passTurn(ctx, turn)
			return outcome{problems: problems}
		}
		return outcome{answer: func() dispatch.Answer { return a }}
	case <-late.C:
		return outcome{answer: func() dispatch.Answer { return s.await(ctx, f.address(), f.received, answers) }}
	}
}
