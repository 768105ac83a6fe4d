package monitor

import (
	"context"
	"errors"
	"sync"
	"tcabot/api"
	"tcabot/bot/meter"
	"time"
)

// TCA knows how TCA answered the requests of this process. The zero value is ready to use; its methods are safe for
// concurrent use.
type TCA struct {
	requests meter.Timers[string]

	mu       sync.Mutex
	answered time.Time // when TCA last answered, whatever it answered
	failed   time.Time // when it last did not
	outcome  string    // of the request that failed last
}

// The outcomes of requests. A refusal is an answer, too.
const (
	tcaOK        = "ok"
	tcaCancelled = "cancelled" // nobody waits for the answer any more
)

// tcaOutcomes are the words for the kinds of errors, in the order in which they are looked for.
var tcaOutcomes = []struct {
	kind    error
	outcome string
	answers bool // TCA is there, and is TCA
}{
	{api.ErrUnauthorized, "unauthorized", true},
	{api.ErrForbidden, "forbidden", true},
	{api.ErrNotFound, "not_found", true},
	{api.ErrRateLimited, "rate_limited", true},
	{api.ErrConflict, "rejected", true},
	{api.ErrInvalid, "rejected", true},
	{api.ErrTimeout, "timeout", false},
	{api.ErrUnavailable, "unavailable", false},
	{api.ErrUnexpected, "unexpected", false},
}

// Attempted counts a request. It is an api.Config.Attempted.
func (t *TCA) Attempted(a api.Attempt) {
	outcome, answers := outcomeOf(a.Err)
	t.requests.Add(outcome, a.Took)
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case answers:
		t.answered = time.Now()
	case outcome != tcaCancelled:
		t.failed, t.outcome = time.Now(), outcome
	}
}

// outcomeOf is the outcome of a request, and whether TCA answered it.
func outcomeOf(err error) (outcome string, answers bool) {
	if err == nil {
		return tcaOK, true
	}
	if _, ours := errors.AsType[*api.Error](err); ours || !errors.Is(err, context.Canceled) {
		for _, o := range tcaOutcomes {
			if errors.Is(err, o.kind) {
				return o.outcome, o.answers
			}
		}
	}
	return tcaCancelled, false
}

// tcaState is what /readyz shows of TCA: how the last requests went. Nothing is asked for it.
type tcaState struct {
	State    string     `json:"state"`
	Answered *time.Time `json:"last_answer,omitempty"`
	Failed   *time.Time `json:"last_failure,omitempty"`
	Outcome  string     `json:"failure,omitempty"`
}

func (t *TCA) state() tcaState {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := tcaState{State: "not asked yet", Answered: moment(t.answered), Failed: moment(t.failed), Outcome: t.outcome}
	switch {
	case t.failed.After(t.answered):
		s.State = "fails"
	case !t.answered.IsZero():
		s.State = "answers"
	}
	return s
}

// moment is a time as /readyz shows it; nil for none.
func moment(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return new(at.UTC().Truncate(time.Second))
}
