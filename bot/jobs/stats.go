package jobs

import (
	"context"
	"log/slog"
	"maps"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// Stats is how it goes, in all processes together but for Failed.
type Stats struct {
	Waiting map[string]int // jobs by River's word for their state, but for those that are over
	Oldest  time.Duration  // how long the job has waited that has been ready longest
	Failed  map[string]int // tries that failed in this process since it began, by the kind of job
}

// Stats tells how it goes.
func (e *Engine) Stats(ctx context.Context) (Stats, error) {
	s := Stats{Waiting: map[string]int{}, Failed: e.failed.all()}
	states, err := e.client.Driver().GetExecutor().JobCountByAllStates(ctx, &riverdriver.JobCountByAllStatesParams{})
	if err != nil {
		return s, err
	}
	for _, state := range []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	} {
		s.Waiting[string(state)] = states[state]
	}
	first, err := e.client.JobList(ctx, river.NewJobListParams().States(rivertype.JobStateAvailable).
		OrderBy(river.JobListOrderByScheduledAt, river.SortOrderAsc).First(1))
	if err == nil && len(first.Jobs) > 0 {
		s.Oldest = max(0, time.Since(first.Jobs[0].ScheduledAt))
	}
	return s, err
}

// counts counts by a word.
type counts struct {
	mu sync.Mutex
	by map[string]int
}

func newCounts() *counts { return &counts{by: map[string]int{}} }

func (c *counts) add(word string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by[word]++
}

func (c *counts) all() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.by)
}

// failures hears of every try that failed. The error is logged here, once; what is in its text is the work's to mind.
type failures struct {
	log    *slog.Logger
	counts *counts
}

// HandleError implements river.ErrorHandler.
func (f failures) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	f.counts.add(job.Kind)
	if job.Attempt >= job.MaxAttempts {
		f.log.ErrorContext(ctx, "a job failed for the last time and is given up", "kind", job.Kind, "job", job.ID, "try", job.Attempt, "error", err)
		return nil
	}
	f.log.WarnContext(ctx, "a job failed and is tried again", "kind", job.Kind, "job", job.ID, "try", job.Attempt, "error", err)
	return nil
}

// HandlePanic implements river.ErrorHandler.
func (f failures) HandlePanic(ctx context.Context, job *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	f.counts.add(job.Kind)
	f.log.ErrorContext(ctx, "a job panicked and is tried again", "kind", job.Kind, "job", job.ID, "try", job.Attempt, "panic", value, "trace", trace)
	return nil
}

// quiet keeps River's own log to what an operator can act on: it says of each failed job and of each step of its
// services what is logged here in our words, or not worth it.
type quiet struct{ slog.Handler }

// Enabled implements slog.Handler.
func (q quiet) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError && q.Handler.Enabled(ctx, level)
}

// WithAttrs implements slog.Handler.
func (q quiet) WithAttrs(attrs []slog.Attr) slog.Handler { return quiet{q.Handler.WithAttrs(attrs)} }

// WithGroup implements slog.Handler.
func (q quiet) WithGroup(name string) slog.Handler { return quiet{q.Handler.WithGroup(name)} }
