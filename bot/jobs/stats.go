package jobs

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"sync"
	"sync/atomic"
	"tcabot/api/crash"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// Stats is the state of the jobs, of all processes except for Failed.
type Stats struct {
	Waiting map[string]int // unfinished jobs by River's name of their state
	Oldest  time.Duration  // how long the oldest ready job has waited
	Failed  map[string]int // failed attempts of this process since its start, by the kind of job
	Panics  int64          // those of them that panicked
}

// Stats reads the state of the jobs. With an error, only Failed and Panics are complete.
func (e *Engine) Stats(ctx context.Context) (Stats, error) {
	s := Stats{Waiting: map[string]int{}, Failed: e.failures.all(), Panics: e.panics.Load()}
	states, err := e.db.JobCounts(ctx)
	if err != nil {
		return s, err
	}
	for _, state := range []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	} {
		s.Waiting[string(state)] = states[string(state)]
	}
	first, err := e.client.JobList(ctx, river.NewJobListParams().States(rivertype.JobStateAvailable).
		OrderBy(river.JobListOrderByScheduledAt, river.SortOrderAsc).First(1))
	if err == nil && len(first.Jobs) > 0 {
		s.Oldest = max(0, time.Since(first.Jobs[0].ScheduledAt)) // by the machine's clock
	}
	return s, err
}

// counter counts by a label.
type counter struct {
	mu sync.Mutex
	by map[string]int
}

// newCounter counts from zero, so that the first of something is seen as a change.
func newCounter(words ...string) *counter {
	c := &counter{by: map[string]int{}}
	for _, word := range words {
		c.by[word] = 0
	}
	return c
}

func (c *counter) add(word string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by[word]++
}

func (c *counter) all() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.by)
}

// failureHandler counts and logs every failed attempt once. Work must return errors whose text may be logged.
type failureHandler struct {
	log     *slog.Logger
	counter *counter
	panics  *atomic.Int64
}

// HandleError implements river.ErrorHandler.
func (f failureHandler) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	f.counter.add(job.Kind)
	if _, panicked := errors.AsType[*crash.Error](err); panicked {
		f.panics.Add(1)
	}
	if job.Attempt >= job.MaxAttempts {
		f.log.ErrorContext(ctx, "job failed permanently", "kind", job.Kind, "job", job.ID, "try", job.Attempt, "error", err)
		return nil
	}
	f.log.WarnContext(ctx, "job failed, will be retried", "kind", job.Kind, "job", job.ID, "try", job.Attempt, "error", err)
	return nil
}

// HandlePanic implements river.ErrorHandler. A worker catches its own panics.
func (f failureHandler) HandlePanic(ctx context.Context, job *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	f.counter.add(job.Kind)
	f.panics.Add(1)
	f.log.ErrorContext(ctx, "job panicked, will be retried", "kind", job.Kind, "job", job.ID, "try", job.Attempt, "panic", crash.Describe(value), "trace", trace)
	return nil
}

// errorsOnly limits River's own log to errors: its other messages repeat what is logged here, or are of no use to an
// operator.
type errorsOnly struct{ slog.Handler }

// Enabled implements slog.Handler.
func (h errorsOnly) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && h.Handler.Enabled(ctx, level)
}

// WithAttrs implements slog.Handler.
func (h errorsOnly) WithAttrs(attrs []slog.Attr) slog.Handler {
	return errorsOnly{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h errorsOnly) WithGroup(name string) slog.Handler { return errorsOnly{h.Handler.WithGroup(name)} }
