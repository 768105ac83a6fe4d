package jobs

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/digest"

	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// The queues, each with workers of its own: looking for what is due never waits behind the posts that it leads to.
const (
	queueTick  = "tick"
	queuePosts = "posts"
)

// maxTries is how often a job is tried that fails for a reason of our own; what waits for TCA or Slack may do so for ever.
// With the pauses between them it takes most of a day.
const maxTries = 100

// tick is to look for digests that are due.
type tick struct{}

// Kind implements river.JobArgs.
func (tick) Kind() string { return "digest_tick" }

// InsertOpts implements river.JobArgsWithInsertOpts. The next one comes soon: one that fails is not tried again.
func (tick) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: queueTick, MaxAttempts: 1} }

// deliver is to post a digest.
type deliver struct {
	Digest int64 `json:"digest" river:"unique"`
	Due    int64 `json:"due"    river:"unique"` // Unix seconds
}

// Kind implements river.JobArgs.
func (deliver) Kind() string { return "digest_deliver" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (deliver) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePosts, MaxAttempts: maxTries, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// deliverNow is to post a digest because somebody asked for it.
type deliverNow struct {
	Digest int64 `json:"digest" river:"unique"`
	Due    int64 `json:"due"` // when it was asked for
}

// Kind implements river.JobArgs.
func (deliverNow) Kind() string { return "digest_deliver_now" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (deliverNow) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePosts, MaxAttempts: maxTries, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled,
	}}}
}

// Delivery is a digest to be posted.
type Delivery struct {
	Digest int64
	Due    time.Time
	Asked  bool      // somebody pressed "send now"
	Made   time.Time // when the job was made

	// End ends the job in the transaction that notes what came of it.
	End func(context.Context, *sql.Tx) error
}

// Notice is to tell that some digests of one owner in one channel are suspended.
type Notice struct {
	Workspace string        `json:"workspace"`
	Channel   string        `json:"channel"`
	Owner     string        `json:"owner"`
	Reason    digest.Reason `json:"reason"`
	Digests   []int64       `json:"digests"`

	Job   int64     `json:"-"`
	Made  time.Time `json:"-"` // when the job was made
	Again bool      `json:"-"` // it was tried before
}

// Kind implements river.JobArgs.
func (Notice) Kind() string { return "digest_notice" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (Notice) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePosts, MaxAttempts: maxTries}
}

// Notices are those about suspended digests: one for each channel and owner.
func Notices(suspended []digest.Digest) []Notice {
	var all []Notice
next:
	for _, d := range suspended {
		for i := range all {
			if n := &all[i]; n.Channel == d.Channel && n.Owner == d.Owner && n.Reason == d.Reason {
				n.Digests = append(n.Digests, d.ID)
				continue next
			}
		}
		all = append(all, Notice{Workspace: d.Workspace, Channel: d.Channel, Owner: d.Owner, Reason: d.Reason, Digests: []int64{d.ID}})
	}
	return all
}

// add registers what jobs of a kind do.
func add[A river.JobArgs](workers *river.Workers, do func(context.Context, *river.Job[A]) error) {
	river.AddWorker(workers, &worker[A]{do: do})
}

type worker[A river.JobArgs] struct {
	river.WorkerDefaults[A]
	do func(context.Context, *river.Job[A]) error
}

// Work implements river.Worker.
func (w *worker[A]) Work(ctx context.Context, job *river.Job[A]) error { return w.do(ctx, job) }

// later tells River of a LaterError in its own words, and everybody else why.
func (e *Engine) later(ctx context.Context, job *rivertype.JobRow, err error) error {
	l, ok := errors.AsType[LaterError](err)
	if !ok {
		return err
	}
	if l.Because != nil {
		e.failed.add(job.Kind)
		e.log.WarnContext(ctx, "a job has to wait", "kind", job.Kind, "job", job.ID, "wait", l.After, "error", l.Because)
	}
	return river.JobSnooze(l.After)
}
