package jobs

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// maxPause bounds the pause between two tries.
const maxPause = 10 * time.Minute

// SnoozeError asks for a job to be run again after a while, as often as it takes: it does not count as a failed try.
type SnoozeError struct {
	After time.Duration
	Cause error // what keeps the job from being done now; nil where nothing is wrong
}

// Error implements error.
func (s SnoozeError) Error() string {
	if s.Cause == nil {
		return "to be run again in " + s.After.String()
	}
	return "to be run again in " + s.After.String() + ": " + s.Cause.Error()
}

// Unwrap returns what keeps the job from being done.
func (s SnoozeError) Unwrap() error { return s.Cause }

// snoozed makes River put off a job whose error asks for it, and logs why.
func (e *Engine) snoozed(ctx context.Context, job *rivertype.JobRow, err error) error {
	s, ok := errors.AsType[SnoozeError](err)
	if !ok {
		return err
	}
	if s.Cause != nil {
		e.failures.add(job.Kind)
		e.log.WarnContext(ctx, "a job has to wait", "kind", job.Kind, "job", job.ID, "wait", s.After, "error", s.Cause)
	}
	return river.JobSnooze(s.After)
}

// backoff is how long a job rests after a failure: twice as long each time, and not all for the same time, since what
// failed together was asked too much together.
type backoff struct{ first time.Duration }

// NextRetry implements river.ClientRetryPolicy. The time is the machine's: River compares it with that.
func (b backoff) NextRetry(job *rivertype.JobRow) time.Time {
	wait := b.first << min(max(job.Attempt-1, 0), 16)
	if wait <= 0 || wait > maxPause {
		wait = maxPause
	}
	return time.Now().Add(wait + rand.N(wait/4+1)) //nolint:gosec // spreads load, guards nothing
}
