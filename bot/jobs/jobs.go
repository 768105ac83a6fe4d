// Package jobs runs durable jobs: deliveries of digests, questions about what is followed or assigned and posts of what was
// found, and notices about them. It is River's engine
// (https://riverqueue.com) on the bot's own database: a job is inserted in the transaction of its cause, and completed in
// the transaction of its effect; replicas share the jobs, an elected leader checks for due digests, and a job whose process
// died is given to another process.
//
// Jobs are scheduled, retried and rescued by the machine's clock, which River compares with the database's. The clock by
// which digests are due is not known here: callers pass the time.
package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"tcabot/bot/store"
	"time"

	"github.com/riverqueue/river"
)

// Config configures an Engine.
type Config struct {
	Tick      time.Duration // how often the bot checks for due digests
	Poll      time.Duration // how often to poll for jobs that were not announced; 1 s
	Limit     time.Duration // time limit of a job
	Rescue    time.Duration // how long after its start a job counts as lost with its process; more than Limit
	Pause     time.Duration // before the first retry of a job; it doubles up to maxPause
	Workers   int           // concurrent posts of this process
	Polls     int           // concurrent questions of this process about what is followed
	Watchers  int           // concurrent looks at watched jobs
	NoStagger bool          // for tests: the engine's services start at once, not spread over the replicas
}

// Work has the functions of the jobs. Errors are logged and retried by River; a SnoozeError postpones the job.
type Work struct {
	Claim      func(context.Context) error             // insert jobs for what is due
	Deliver    func(context.Context, Delivery) error   // post a digest
	Notify     func(context.Context, Notice) error     // report that subscriptions are suspended
	Poll       func(context.Context, store.Poll) error // ask TCA about what somebody follows
	PostFollow func(context.Context, FollowPost) error // post the scans of a follow that have ended
	Watch      func(context.Context, WatchRun) error   // look at the job of a watch

	LookAssigned func(context.Context, store.AssignmentLook) error // ask TCA which issues are assigned to a person
	TellAssigned func(context.Context, AssignmentPost) error       // tell them
}

// Database is what an Engine needs of the store.
type Database interface {
	// River is the driver of the database.
	River() store.River
	// Notifies reports whether the database notifies processes of new jobs.
	Notifies() bool
	// Once runs a function in a transaction, once for an ID; command.ErrStorage says that the database does not respond.
	Once(ctx context.Context, operation, id string, do store.TxFunc) (first bool, err error)
	// JobCounts counts the jobs by their state.
	JobCounts(context.Context) (map[string]int, error)
}

// Engine inserts and runs jobs. Its methods are safe for concurrent use.
type Engine struct {
	db       Database
	client   *river.Client[store.Tx]
	work     Work               // set by Start, before any job runs
	cancel   context.CancelFunc // ends the jobs
	failures *counter
	panics   atomic.Int64
	log      *slog.Logger
}

// New makes an engine that can insert jobs, and runs them once it is started.
func New(db Database, conf Config, log *slog.Logger) (*Engine, error) {
	e := &Engine{db: db, failures: newCounter(kinds()...), log: log}
	every := river.NewPeriodicJob(river.PeriodicInterval(conf.Tick), func() (river.JobArgs, *river.InsertOpts) {
		return tick{}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
	var err error
	e.client, err = river.NewClient(db.River(), &river.Config{
		Queues: map[string]river.QueueConfig{
			queueTick: {MaxWorkers: 1}, queuePosts: {MaxWorkers: conf.Workers}, queuePolls: {MaxWorkers: max(1, conf.Polls)}, queueWatches: {MaxWorkers: max(1, conf.Watchers)},
		},
		Workers: e.workers(), PeriodicJobs: []*river.PeriodicJob{every},
		FetchPollInterval: conf.Poll, JobTimeout: conf.Limit, RescueStuckJobsAfter: conf.Rescue, RetryPolicy: backoff{conf.Pause},
		CompletedJobRetentionPeriod: time.Hour, CancelledJobRetentionPeriod: time.Hour,
		PollOnly: !db.Notifies(), // River would emulate listening by polling ten times a second
		Logger:   slog.New(errorsOnly{log.Handler()}), ErrorHandler: failureHandler{log, e.failures, &e.panics}, TestOnly: conf.NoStagger,
	})
	if err != nil {
		return nil, fmt.Errorf("set up jobs: %w", err)
	}
	return e, nil
}

// Start runs jobs until Stop. It is called once.
func (e *Engine) Start(ctx context.Context, work Work) error {
	e.work = work
	ctx, e.cancel = context.WithCancel(context.WithoutCancel(ctx))
	if err := e.client.Start(ctx); err != nil {
		e.cancel()
		return fmt.Errorf("start jobs: %w", err)
	}
	return nil
}

// Stop accepts no more jobs and waits for the running ones until ctx ends; then it cancels them and waits for them to
// return. They are retried later, by this or another process.
func (e *Engine) Stop(ctx context.Context) {
	if e.client.Stop(ctx) != nil {
		e.cancel()
		<-e.client.Stopped()
	}
	e.cancel()
}

// Deliver inserts a job for each of some due digests, in a transaction. Jobs are unique by digest and due time. now is the
// time when they were found due, by the clock of the digests.
func (e *Engine) Deliver(ctx context.Context, tx store.Tx, due []store.Occurrence, now time.Time) error {
	many := make([]river.InsertManyParams, len(due))
	for i, d := range due {
		many[i].Args = deliver{Digest: d.Digest, Due: d.Due.Unix(), Since: now.Unix()}
	}
	_, err := e.client.InsertManyTx(ctx, tx, many)
	return err
}

// DeliverNow inserts a job for a digest that a person posts on demand, unless there is an unfinished one or there was one for
// what was asked.
func (e *Engine) DeliverNow(ctx context.Context, digest int64, now time.Time, asked string) error {
	_, err := e.db.Once(ctx, "insert job", asked, func(ctx context.Context, tx store.Tx) error {
		_, err := e.client.InsertTx(ctx, tx, deliverNow{Digest: digest, Due: now.Unix()}, nil)
		return err
	})
	return err
}

// Notify inserts jobs for notices, in a transaction.
func (e *Engine) Notify(ctx context.Context, tx store.Tx, all []Notice) error {
	many := make([]river.InsertManyParams, len(all))
	for i, n := range all {
		many[i].Args = n
	}
	_, err := e.client.InsertManyTx(ctx, tx, many)
	return err
}

// Poll inserts jobs for polls that are due, in a transaction.
func (e *Engine) Poll(ctx context.Context, tx store.Tx, due []store.Poll) error {
	many := make([]river.InsertManyParams, len(due))
	for i, p := range due {
		many[i].Args = poll{p}
	}
	_, err := e.client.InsertManyTx(ctx, tx, many)
	return err
}

// PostFollows inserts a job for each of some follows with scans to post, in a transaction.
func (e *Engine) PostFollows(ctx context.Context, tx store.Tx, follows []int64) error {
	many := make([]river.InsertManyParams, len(follows))
	for i, id := range follows {
		many[i].Args = followPost{Follow: id}
	}
	_, err := e.client.InsertManyTx(ctx, tx, many)
	return err
}

// LookAssigned inserts jobs for looks that are due, in a transaction.
func (e *Engine) LookAssigned(ctx context.Context, tx store.Tx, due []store.AssignmentLook) error {
	many := make([]river.InsertManyParams, len(due))
	for i, l := range due {
		many[i].Args = assignmentLook{l}
	}
	_, err := e.client.InsertManyTx(ctx, tx, many)
	return err
}

// TellAssigned inserts the job that tells a person about issues, in a transaction, unless there is one.
func (e *Engine) TellAssigned(ctx context.Context, tx store.Tx, id int64) error {
	_, err := e.client.InsertTx(ctx, tx, assignmentPost{Assignment: id}, nil)
	return err
}

// Watch inserts the job that follows a watch, in a transaction.
func (e *Engine) Watch(ctx context.Context, tx store.Tx, id int64) error {
	_, err := e.client.InsertTx(ctx, tx, watchRun{Watch: id}, nil)
	return err
}

// completes is the TxFunc that completes a job in a transaction. It fails when the job was given to another process
// meanwhile, so that its effects are rolled back.
func completes[A river.JobArgs](job *river.Job[A]) store.TxFunc {
	return func(ctx context.Context, tx store.Tx) error {
		_, err := river.JobCompleteTx[store.River](ctx, tx, job)
		return err
	}
}
