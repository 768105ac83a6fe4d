// Package jobs runs what must not be forgotten, whatever becomes of a process: digests that are due, and notices about
// them. It is River's engine (https://riverqueue.com) on the bot's own database: a job is made in the transaction of
// what it follows from, and ends in the transaction of what it leads to; replicas share the work, one of them, which
// River elects, looks for what is due; a job whose process died is given to another.
//
// Jobs are scheduled, retried and rescued by the machine's clock, which River compares with the database's. By which
// clock a digest is due is not known here: callers say what time it is.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"tcabot/bot/store"
	"time"

	"github.com/riverqueue/river"
)

// Config says how an Engine runs.
type Config struct {
	Tick      time.Duration // how often due digests are looked for
	Poll      time.Duration // how often jobs are looked for that nobody announced; 1 s
	Limit     time.Duration // longest a job may run
	Rescue    time.Duration // how long after its start a job counts as lost with its process; longer than Limit
	Pause     time.Duration // before the second try of a job; each further one is twice as long, up to maxPause
	Workers   int           // jobs at the same time in this process
	NoStagger bool          // for tests: the engine's services start at once, not spread over the replicas
}

// Work is what jobs do. Their errors are logged and make River try again; a SnoozeError says when.
type Work struct {
	Claim   func(context.Context) error           // make jobs of what is due
	Deliver func(context.Context, Delivery) error // post a digest
	Notify  func(context.Context, Notice) error   // report that digests are suspended
}

// Database is what an Engine needs of the store.
type Database interface {
	// River is the driver of the database.
	River() store.River
	// Notifies reports whether the database announces new jobs.
	Notifies() bool
	// JobCounts counts the jobs by their state.
	JobCounts(context.Context) (map[string]int, error)
}

// Engine makes and runs jobs. Its methods are safe for concurrent use.
type Engine struct {
	db       Database
	client   *river.Client[store.Tx]
	work     Work               // set by Start, before any job runs
	cancel   context.CancelFunc // ends the jobs
	failures *counter
	log      *slog.Logger
}

// New makes an engine that can make jobs, and runs them when it is started.
func New(db Database, conf Config, log *slog.Logger) (*Engine, error) {
	e := &Engine{db: db, failures: newCounter(), log: log}
	every := river.NewPeriodicJob(river.PeriodicInterval(conf.Tick), func() (river.JobArgs, *river.InsertOpts) {
		return tick{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
	var err error
	e.client, err = river.NewClient(db.River(), &river.Config{
		Queues: map[string]river.QueueConfig{
			queueTick: {MaxWorkers: 1}, queuePosts: {MaxWorkers: conf.Workers},
		},
		Workers: e.workers(), PeriodicJobs: []*river.PeriodicJob{every},
		FetchPollInterval: conf.Poll, JobTimeout: conf.Limit, RescueStuckJobsAfter: conf.Rescue, RetryPolicy: backoff{conf.Pause},
		CompletedJobRetentionPeriod: time.Hour, CancelledJobRetentionPeriod: time.Hour,
		PollOnly: !db.Notifies(), // to listen there would mean to ask ten times a second
		Logger:   slog.New(errorsOnly{log.Handler()}), ErrorHandler: failureHandler{log, e.failures}, TestOnly: conf.NoStagger,
	})
	if err != nil {
		return nil, fmt.Errorf("set up jobs: %w", err)
	}
	return e, nil
}

// Start begins to look for jobs and to run them, until Stop. It is called once.
func (e *Engine) Start(ctx context.Context, work Work) error {
	e.work = work
	ctx, e.cancel = context.WithCancel(context.WithoutCancel(ctx))
	if err := e.client.Start(ctx); err != nil {
		e.cancel()
		return fmt.Errorf("start jobs: %w", err)
	}
	return nil
}

// Stop takes no more jobs and waits for those that run, until ctx ends: then they are cancelled, and waited for. What
// they did not finish is done later, by whoever runs then.
func (e *Engine) Stop(ctx context.Context) {
	if e.client.Stop(ctx) != nil {
		e.cancel()
		<-e.client.Stopped()
	}
	e.cancel()
}

// Deliver makes a job for each of some due digests, in a transaction. There is never more than one of the same digest
// and due time. now is when they were found due, by the clock by which they are.
func (e *Engine) Deliver(ctx context.Context, tx store.Tx, due []store.Occurrence, now time.Time) error {
	many := make([]river.InsertManyParams, len(due))
	for i, d := range due {
		many[i].Args = deliver{Digest: d.Digest, Due: d.Due.Unix(), Since: now.Unix()}
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

// Notify makes jobs for notices, in a transaction.
func (e *Engine) Notify(ctx context.Context, tx store.Tx, all []Notice) error {
	many := make([]river.InsertManyParams, len(all))
	for i, n := range all {
		many[i].Args = n
	}
	_, err := e.client.InsertManyTx(ctx, tx, many)
	return err
}

// completes is the TxFunc that ends a job in a transaction. A job that was given to another process meanwhile is not
// there to be ended, which is an error: what it led to must not be kept either.
func completes[A river.JobArgs](job *river.Job[A]) store.TxFunc {
	return func(ctx context.Context, tx store.Tx) error {
		_, err := river.JobCompleteTx[store.River](ctx, tx, job)
		return err
	}
}
