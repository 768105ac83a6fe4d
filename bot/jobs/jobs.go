// Package jobs runs what must not be forgotten, whatever becomes of a process: digests that are due, and notices about
// them. It is River's engine (https://riverqueue.com) on the bot's own database: a job is made in the transaction of
// what it follows from, and ends in the transaction of what it leads to; replicas share the work, one of them, which
// River elects, looks for what is due; a job whose process died is given to another.
package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"tcabot/bot/store"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
)

// Config says how an Engine runs.
type Config struct {
	Tick    time.Duration // how often due digests are looked for
	Poll    time.Duration // how often jobs are looked for that nobody told of; 1 s
	Limit   time.Duration // longest a job may run
	Rescue  time.Duration // how long after its beginning a job counts as lost with its process; longer than Limit
	Pause   time.Duration // before the second try of a job; each further one is twice as long, up to MaxPause
	Workers int           // jobs at the same time in this process
	Hurry   bool          // in a test: nothing is put off for the sake of other replicas
}

// maxPause bounds the pause between two tries.
const maxPause = 10 * time.Minute

// Work is what jobs do. Their errors are logged and make River try again; a LaterError says when.
type Work struct {
	Claim   func(context.Context) error           // make jobs of what is due
	Deliver func(context.Context, Delivery) error // post a digest
	Notice  func(context.Context, Notice) error   // tell that digests are suspended
}

// LaterError is an error that is none: the job is to be tried again after a while, as often as it takes.
type LaterError struct {
	After   time.Duration
	Because error // what keeps it from being done now; nil where nothing is wrong
}

// Error implements error.
func (l LaterError) Error() string { return "to be tried again in " + l.After.String() }

// Engine makes and runs jobs. Its methods are safe for concurrent use.
type Engine struct {
	client *river.Client[*sql.Tx]
	work   context.CancelFunc // ends the jobs
	failed *counts
	log    *slog.Logger
}

// New makes an engine that does not run yet; jobs can be made all the same.
func New(db *store.Store, conf Config, work Work, log *slog.Logger) (*Engine, error) {
	workers := river.NewWorkers()
	e := &Engine{failed: newCounts(), log: log}
	add[tick](workers, func(ctx context.Context, _ *river.Job[tick]) error { return work.Claim(ctx) })
	add[deliver](workers, func(ctx context.Context, job *river.Job[deliver]) error {
		return e.later(ctx, job.JobRow, work.Deliver(ctx, Delivery{
			Digest: job.Args.Digest, Due: time.Unix(job.Args.Due, 0), Made: job.CreatedAt,
			End: func(ctx context.Context, tx *sql.Tx) error { return end(ctx, tx, job) },
		}))
	})
	add[deliverNow](workers, func(ctx context.Context, job *river.Job[deliverNow]) error {
		return e.later(ctx, job.JobRow, work.Deliver(ctx, Delivery{
			Digest: job.Args.Digest, Due: time.Unix(job.Args.Due, 0), Made: job.CreatedAt, Asked: true,
			End: func(ctx context.Context, tx *sql.Tx) error { return end(ctx, tx, job) },
		}))
	})
	add[Notice](workers, func(ctx context.Context, job *river.Job[Notice]) error {
		n := job.Args
		n.Job, n.Made, n.Again = job.ID, job.CreatedAt, job.Attempt > 1
		return e.later(ctx, job.JobRow, work.Notice(ctx, n))
	})
	every := river.NewPeriodicJob(river.PeriodicInterval(conf.Tick), func() (river.JobArgs, *river.InsertOpts) {
		return tick{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
	var err error
	e.client, err = river.NewClient(db.River(), &river.Config{
		Queues: map[string]river.QueueConfig{
			queueTick: {MaxWorkers: 1}, queuePosts: {MaxWorkers: conf.Workers},
		},
		Workers: workers, PeriodicJobs: []*river.PeriodicJob{every},
		FetchPollInterval: conf.Poll, JobTimeout: conf.Limit, RescueStuckJobsAfter: conf.Rescue, RetryPolicy: pauses{conf.Pause},
		CompletedJobRetentionPeriod: time.Hour, CancelledJobRetentionPeriod: time.Hour,
		PollOnly: db.River().DatabaseName() == riverdriver.DatabaseNameSQLite, // there it would listen by asking ten times a second
		Logger:   slog.New(quiet{log.Handler()}), ErrorHandler: failures{log, e.failed}, TestOnly: conf.Hurry,
	})
	if err != nil {
		return nil, fmt.Errorf("set up jobs: %w", err)
	}
	return e, nil
}

// Start begins to look for jobs and to run them, until Stop.
func (e *Engine) Start(ctx context.Context) error {
	ctx, e.work = context.WithCancel(context.WithoutCancel(ctx))
	if err := e.client.Start(ctx); err != nil {
		e.work()
		return fmt.Errorf("start jobs: %w", err)
	}
	return nil
}

// Stop takes no more jobs and waits for those that run, until ctx ends: then they are told to end, and waited for. What
// they did not finish is done later, by whoever runs then.
func (e *Engine) Stop(ctx context.Context) {
	if e.client.Stop(ctx) != nil {
		e.work()
		<-e.client.Stopped()
	}
	e.work()
}

// Deliver makes a job for each of some due digests, in a transaction. There is never more than one of the same digest
// and due time.
func (e *Engine) Deliver(ctx context.Context, tx *sql.Tx, all []store.Due) error {
	many := make([]river.InsertManyParams, len(all))
	for i, d := range all {
		many[i].Args = deliver{Digest: d.Digest, Due: d.At.Unix()}
	}
	_, err := e.client.InsertManyTx(ctx, tx, many)
	return err
}

// DeliverNow makes a job for a digest that somebody wants to see at once. While there is one already that is not done,
// it is that one.
func (e *Engine) DeliverNow(ctx context.Context, digest int64, now time.Time) error {
	_, err := e.client.Insert(ctx, deliverNow{Digest: digest, Due: now.Unix()}, nil)
	return err
}

// Tell makes jobs for notices, in a transaction.
func (e *Engine) Tell(ctx context.Context, tx *sql.Tx, all []Notice) error {
	many := make([]river.InsertManyParams, len(all))
	for i, n := range all {
		many[i].Args = n
	}
	_, err := e.client.InsertManyTx(ctx, tx, many)
	return err
}

// end ends a job in a transaction. One that was given to another process meanwhile is not there to be ended, which is
// an error: what it led to must not be kept either.
func end[A river.JobArgs](ctx context.Context, tx *sql.Tx, job *river.Job[A]) error {
	_, err := river.JobCompleteTx[store.River](ctx, tx, job)
	return err
}

// pauses is how long a job rests after a failure: twice as long each time, and not all for the same time, since what
// failed together was asked too much together.
type pauses struct{ first time.Duration }

// NextRetry implements river.ClientRetryPolicy.
func (p pauses) NextRetry(job *rivertype.JobRow) time.Time {
	wait := p.first << min(max(job.Attempt-1, 0), 16)
	if wait <= 0 || wait > maxPause {
		wait = maxPause
	}
	return time.Now().Add(wait + rand.N(wait/4+1)) //nolint:gosec // spreads load, guards nothing
}
