package jobs

import (
	"context"
	"log/slog"
	"maps"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// Stats is the state of the jobs, of all processes together but for Failed.
type Stats struct {
	Waiting map[string]int // jobs by River's word for their state, but for those that are over
	Oldest  time.Duration  // how long the job has waited that has been ready longest
	Failed  map[string]int // tries that failed in this process since it began, by the kind of job
}

// Stats reads the state of the jobs. With an error, only Failed is complete.
func (e *Engine) Stats(ctx context.Context) (Stats, error) {
	s := Stats{Waiting: map[string]int{}, Failed: e.failures.all()}
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
		s.Oldest = max(0, time.Since(first.Jobs[0].ScheduledAt)) // which is of the machine's clock
	}
	return s, err
}

// counter counts by a word.
type counter struct {
	mu sync.Mutex
	by map[string]int
}

func newCounter() *counter { return &counter{by: map[string]int{}} }

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

// failureHandler counts and logs every try that failed, once. That the text of an error may be logged is the work's to see to.
type failureHandler struct {
	log     *slog.Logger
	counter *counter
}

// HandleError implements river.ErrorHandler.
func (f failureHandler) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	f.counter.add(job.Kind)
	if job.Attempt >= job.MaxAttempts {
		f.log.ErrorContext(ctx, "a job failed for the last time and is given up", "kind", job.Kind, "job", job.ID, "try", job.Attempt, "error", err)
		return nil
	}
	f.log.WarnContext(ctx, "a job failed and is tried again", "kind", job.Kind, "job", job.ID, "try", job.Attempt, "error", err)
	return nil
}

// HandlePanic implements river.ErrorHandler.
func (f failureHandler) HandlePanic(ctx context.Context, job *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	f.counter.add(job.Kind)
	f.log.ErrorContext(ctx, "a job panicked and is tried again", "kind", job.Kind, "job", job.ID, "try", job.Attempt, "panic", value, "trace", trace)
	return nil
}

// errorsOnly keeps River's own log to what an operator can act on: of each failed job and of each step of its services it
// reports what is logged here, or not worth it.
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
