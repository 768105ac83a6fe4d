package jobs

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// maxPause bounds the pause between two attempts.
const maxPause = 10 * time.Minute

// SnoozeError postpones a job, any number of times: it does not count as a failed attempt.
type SnoozeError struct {
	After time.Duration
	Cause error // why the job is postponed; nil where nothing is wrong
}

// Error implements error.
func (s SnoozeError) Error() string {
	if s.Cause == nil {
		return "to be run again in " + s.After.String()
	}
	return "to be run again in " + s.After.String() + ": " + s.Cause.Error()
}

// Unwrap returns the cause.
func (s SnoozeError) Unwrap() error { return s.Cause }

// snoozed makes River postpone a job whose error is a SnoozeError, and logs the cause.
func (e *Engine) snoozed(ctx context.Context, job *rivertype.JobRow, err error) error {
	s, ok := errors.AsType[SnoozeError](err)
	if !ok {
		return err
	}
	if s.Cause != nil {
		e.failures.add(job.Kind)
		e.log.WarnContext(ctx, "job postponed", "kind", job.Kind, "job", job.ID, "wait", s.After, "error", s.Cause)
	}
	return river.JobSnooze(s.After)
}

// backoff is the pause after a failed attempt: it doubles each time, with jitter, so that jobs that failed together are not
// retried together.
type backoff struct{ first time.Duration }

// NextRetry implements river.ClientRetryPolicy. The time is by the machine's clock, which River uses.
func (b backoff) NextRetry(job *rivertype.JobRow) time.Time {
	wait := b.first << min(max(job.Attempt-1, 0), 16)
	if wait <= 0 || wait > maxPause {
		wait = maxPause
	}
	return time.Now().Add(wait + rand.N(wait/4+1)) //nolint:gosec // jitter, not security
}
