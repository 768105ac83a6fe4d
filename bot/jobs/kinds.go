package jobs

import (
	"cmp"
	"context"
	"tcabot/api/crash"
	"tcabot/bot/store"
	"tcabot/commands/subscription"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// The queues, each with workers of its own, so that the check for due digests never waits for posts.
const (
	queueTick    = "tick"
	queuePosts   = "posts"
	queuePolls   = "polls"
	queueWatches = "watches"
)

// maxTries is the maximum number of attempts of a failing job, which take most of a day; a job that waits for TCA or Slack is
// postponed without limit.
const maxTries = 100

// unfinished makes a job unique among those that have not ended.
var unfinished = river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled,
}}

// tick is the job that checks for due digests.
type tick struct{}

// Kind implements river.JobArgs.
func (tick) Kind() string { return "digest_tick" }

// InsertOpts implements river.JobArgsWithInsertOpts. The next one follows soon, so a failed one is not retried.
func (tick) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: queueTick, MaxAttempts: 1} }

// deliver is the job that posts a due digest.
type deliver struct {
	Digest int64 `json:"digest" river:"unique"`
	Due    int64 `json:"due"    river:"unique"` // Unix seconds
	Since  int64 `json:"since"`                 // when it was found due, Unix seconds; 0 in jobs of former versions
}

// Kind implements river.JobArgs.
func (deliver) Kind() string { return "digest_deliver" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (deliver) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePosts, MaxAttempts: maxTries, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// deliverNow is the job that posts a digest on demand.
type deliverNow struct {
	Digest int64 `json:"digest" river:"unique"`
	Due    int64 `json:"due"` // when it was asked for, Unix seconds
}

// Kind implements river.JobArgs.
func (deliverNow) Kind() string { return "digest_deliver_now" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (deliverNow) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePosts, MaxAttempts: maxTries, UniqueOpts: unfinished}
}

// poll is the job that asks TCA once about what somebody follows. It only fails with the database. The next one follows, so
// it is not retried for long.
type poll struct{ store.Poll }

// Kind implements river.JobArgs.
func (poll) Kind() string { return "follow_poll" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (poll) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePolls, MaxAttempts: 3}
}

// followPost is the job that posts the scans of a follow that have ended.
type followPost struct {
	Follow int64 `json:"follow"`
}

// Kind implements river.JobArgs.
func (followPost) Kind() string { return "follow_post" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (followPost) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePosts, MaxAttempts: maxTries}
}

// FollowPost is a follow with scans to post.
type FollowPost struct {
	Follow  int64
	Job     int64
	Created time.Time // when the job was inserted, by the machine's clock

	// End completes the job in the transaction that records its outcome.
	End store.TxFunc
}

// assignmentLook is the job that asks TCA once which issues are assigned to a person. As poll, it is not retried for long.
type assignmentLook struct{ store.AssignmentLook }

// Kind implements river.JobArgs.
func (assignmentLook) Kind() string { return "assignment_look" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (assignmentLook) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePolls, MaxAttempts: 3}
}

// assignmentPost is the job that tells a person about issues that were assigned to them. There is one at a time.
type assignmentPost struct {
	Assignment int64 `json:"assignment" river:"unique"`
}

// Kind implements river.JobArgs.
func (assignmentPost) Kind() string { return "assignment_post" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (assignmentPost) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePosts, MaxAttempts: maxTries, UniqueOpts: unfinished}
}

// AssignmentPost is a person to be told about issues that were assigned to them.
type AssignmentPost struct {
	Assignment int64
	Job        int64

	// End completes the job in the transaction that records its outcome.
	End store.TxFunc
}

// watchRun is the job that follows a watch. It is postponed until the watch ends.
type watchRun struct {
	Watch int64 `json:"watch" river:"unique"`
}

// Kind implements river.JobArgs.
func (watchRun) Kind() string { return "watch" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (watchRun) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueWatches, MaxAttempts: maxTries, UniqueOpts: river.UniqueOpts{ByArgs: true}}
}

// WatchRun is a look at the job of a watch.
type WatchRun struct {
	Watch int64
	// End completes the job in the transaction that ends the watch.
	End store.TxFunc
}

// Delivery is a digest to post. Its times are by two clocks: Due and Since by the digests' clock, Created by the machine's,
// like Slack's.
type Delivery struct {
	Digest   int64
	Due      time.Time
	OnDemand bool      // a person posts it with "digest now"
	Since    time.Time // when the digest was found due, or asked for
	Created  time.Time // when the job was inserted: nothing was posted before

	// End completes the job in the transaction that records its outcome.
	End store.TxFunc
}

// Notice is the message that some subscriptions of one kind and owner in one channel are suspended. The names of its fields
// are those of jobs of former versions, which knew digests alone.
type Notice struct {
	Subscription subscription.Kind   `json:"kind,omitempty"`
	Workspace    string              `json:"workspace"`
	Channel      string              `json:"channel"`
	Owner        string              `json:"owner"`
	Reason       subscription.Reason `json:"reason"`
	IDs          []int64             `json:"digests"`

	Job     int64     `json:"-"`
	Created time.Time `json:"-"` // when the job was inserted, by the machine's clock
	Retried bool      `json:"-"` // an earlier attempt failed
}

// Kind implements river.JobArgs.
func (Notice) Kind() string { return "digest_notice" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (Notice) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queuePosts, MaxAttempts: maxTries}
}

// Notices are those about suspended subscriptions: one for each kind, channel, owner and reason.
func Notices(suspended []subscription.Subscription) []Notice {
	var all []Notice
next:
	for _, d := range suspended {
		for i := range all {
			if n := &all[i]; n.Subscription == d.Kind && n.Channel == d.Channel && n.Owner == d.Owner && n.Reason == d.Reason {
				n.IDs = append(n.IDs, d.ID)
				continue next
			}
		}
		all = append(all, Notice{Subscription: d.Kind, Workspace: d.Workspace, Channel: d.Channel, Owner: d.Owner, Reason: d.Reason, IDs: []int64{d.ID}})
	}
	return all
}

// kinds are the names of all kinds of jobs.
func kinds() []string {
	var names []string
	for _, args := range []river.JobArgs{tick{}, deliver{}, deliverNow{}, poll{}, followPost{}, watchRun{}, Notice{}, assignmentLook{}, assignmentPost{}} {
		names = append(names, args.Kind())
	}
	return names
}

// workers has the functions of each kind of job.
func (e *Engine) workers() *river.Workers {
	all := river.NewWorkers()
	add(all, func(ctx context.Context, _ *river.Job[tick]) error { return e.work.Claim(ctx) })
	add(all, func(ctx context.Context, job *river.Job[deliver]) error {
		since := job.CreatedAt
		if job.Args.Since > 0 {
			since = time.Unix(job.Args.Since, 0)
		}
		return e.snoozed(ctx, job.JobRow, e.work.Deliver(ctx, Delivery{
			Digest: job.Args.Digest, Due: time.Unix(job.Args.Due, 0), Since: since, Created: job.CreatedAt, End: completes(job),
		}))
	})
	add(all, func(ctx context.Context, job *river.Job[deliverNow]) error {
		due := time.Unix(job.Args.Due, 0)
		return e.snoozed(ctx, job.JobRow, e.work.Deliver(ctx, Delivery{
			Digest: job.Args.Digest, Due: due, Since: due, Created: job.CreatedAt, OnDemand: true, End: completes(job),
		}))
	})
	add(all, func(ctx context.Context, job *river.Job[poll]) error { return e.work.Poll(ctx, job.Args.Poll) })
	add(all, func(ctx context.Context, job *river.Job[followPost]) error {
		return e.snoozed(ctx, job.JobRow, e.work.PostFollow(ctx, FollowPost{
			Follow: job.Args.Follow, Job: job.ID, Created: job.CreatedAt, End: completes(job),
		}))
	})
	add(all, func(ctx context.Context, job *river.Job[assignmentLook]) error {
		return e.work.LookAssigned(ctx, job.Args.AssignmentLook)
	})
	add(all, func(ctx context.Context, job *river.Job[assignmentPost]) error {
		return e.snoozed(ctx, job.JobRow, e.work.TellAssigned(ctx, AssignmentPost{Assignment: job.Args.Assignment, Job: job.ID, End: completes(job)}))
	})
	add(all, func(ctx context.Context, job *river.Job[watchRun]) error {
		return e.snoozed(ctx, job.JobRow, e.work.Watch(ctx, WatchRun{Watch: job.Args.Watch, End: completes(job)}))
	})
	add(all, func(ctx context.Context, job *river.Job[Notice]) error {
		n := job.Args
		n.Subscription = cmp.Or(n.Subscription, subscription.Digest)
		n.Job, n.Created, n.Retried = job.ID, job.CreatedAt, job.Attempt > 1
		return e.snoozed(ctx, job.JobRow, e.work.Notify(ctx, n))
	})
	return all
}

// add registers the function of a kind of job.
func add[A river.JobArgs](workers *river.Workers, do func(context.Context, *river.Job[A]) error) {
	river.AddWorker(workers, &worker[A]{do: do})
}

type worker[A river.JobArgs] struct {
	river.WorkerDefaults[A]
	do func(context.Context, *river.Job[A]) error
}

// Work implements river.Worker. A panic becomes an error here: River would log what was given to panic, and keep it in the
// database, and it may hold a secret.
func (w *worker[A]) Work(ctx context.Context, job *river.Job[A]) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = crash.Of(v)
		}
	}()
	return w.do(ctx, job)
}
