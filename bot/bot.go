// Package bot connects the commands to Slack. It creates, starts and stops the parts, which have packages of their own:
// socket receives envelopes from Slack, surface converts them to questions, dispatch answers the questions, and deliver
// sends the answers.
package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"tcabot/api/redact"
	assigning "tcabot/bot/assignment"
	"tcabot/bot/background"
	"tcabot/bot/config"
	delivery "tcabot/bot/digest"
	"tcabot/bot/dispatch"
	"tcabot/bot/export"
	following "tcabot/bot/follow"
	"tcabot/bot/jobs"
	"tcabot/bot/monitor"
	"tcabot/bot/socket"
	"tcabot/bot/store"
	subscriptions "tcabot/bot/subscription"
	"tcabot/bot/surface"
	"tcabot/bot/trace"
	"tcabot/bot/visits"
	watching "tcabot/bot/watch"
	"time"

	"golang.org/x/sync/errgroup"
)

// parts is the running program.
type parts struct {
	answering
	automatic
	monitor  *monitor.Monitor
	presence *presence
	jobs     *jobs.Engine
	store    *store.Store
	cleaner  *cleaner
	keys     time.Duration // how often it is noted which keys this process has
	shutdown Shutdown
	log      *slog.Logger
}

// answering are the parts that answer people, from the socket on.
type answering struct {
	sockets    *socket.Listener
	surfaces   *surface.Surfaces
	dispatcher *dispatch.Dispatcher
	exporter   *export.Exporter
	later      *background.Runner
	visits     *visits.Keeper
}

// automatic are the parts that do jobs, and post without being asked.
type automatic struct {
	digests     *delivery.Service
	follows     *following.Service
	assignments *assigning.Service
	watches     *watching.Service
	owners      *subscriptions.Service
}

// Run runs the bot until ctx ends, then finishes what it accepted and shuts down; one that is told to stop while it starts
// has nothing to finish. An error means that it could not start, that Slack rejected its credentials, or that a part did
// not stop in time.
func Run(ctx context.Context, conf config.Config, times Times, log *slog.Logger) (err error) {
	log = slog.New(trace.Handler{Handler: log.Handler()})
	p, db, err := start(ctx, conf, times, log)
	if db != nil {
		defer func() { err = errors.Join(err, db.Close()) }()
	}
	switch {
	case err == nil:
		return p.run(ctx, conf.ListenAddr)
	case ctx.Err() != nil:
		log.InfoContext(ctx, "stopped while it started", "cause", redact.Cause(err))
		return nil
	default:
		return err
	}
}

// start opens the database, which the caller closes unless it is nil, and creates all parts.
func start(ctx context.Context, conf config.Config, times Times, log *slog.Logger) (*parts, *store.Store, error) {
	box, key, err := conf.Box()
	if err != nil {
		return nil, nil, err
	}
	if key.Created {
		log.WarnContext(ctx, "created the key that encrypts tokens: back it up, without it everybody must connect again", "file", key.Path)
	}
	if key.Narrowed {
		log.WarnContext(ctx, "other users of this machine could read the key that encrypts tokens; now its owner alone can", "file", key.Path)
	}
	db, err := store.OpenLimited(ctx, conf.DatabaseURL.Reveal(), box, times.Query)
	if err != nil {
		return nil, nil, err
	}
	db.ReportUnreadable(func(operation, row string) {
		log.ErrorContext(ctx, "a row of the database has values that no version of the bot wrote, and is left out", "operation", operation, "row", row)
	})
	if err := holdKeys(ctx, db); err != nil {
		return nil, db, err
	}
	p, err := assemble(ctx, conf, times, log, db)
	if err != nil {
		return nil, db, err
	}
	if err := p.jobs.Start(ctx, p.work()); err != nil {
		return nil, db, err
	}
	return p, db, nil
}

// work has the functions of all jobs.
func (p *parts) work() jobs.Work {
	work := p.assignments.Work(p.follows.Work(p.digests.Work()))
	digests := work.Claim
	work.Claim = func(ctx context.Context) error {
		return errors.Join(digests(ctx), p.follows.Claim(ctx), p.assignments.Claim(ctx))
	}
	work.Notify, work.Watch = p.owners.Notify, p.watches.Look
	return work
}

// run runs the parts, and stops them when ctx ends or one of them fails: no new question is accepted, the running ones
// are answered, and the sockets, which carry their acknowledgements, are closed last.
func (p *parts) run(ctx context.Context, metricsAddress string) error {
	work, cut := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cut(nil)
	var workers sync.WaitGroup
	workers.Go(func() { p.dispatcher.Run(work) })
	workers.Go(func() { p.exporter.Run(work) })
	workers.Go(func() { p.later.Run(work) })
	workers.Go(func() { p.visits.Run(work) })
	workers.Go(func() { p.surfaces.Run(work) })
	open, closeSockets := context.WithCancel(context.WithoutCancel(ctx))
	defer closeSockets()
	services, serving := errgroup.WithContext(open)
	services.Go(func() error { return p.sockets.Run(serving) })
	services.Go(func() error { return p.monitor.Serve(serving, metricsAddress) })
	services.Go(func() error {
		p.exporter.ReportDead(serving)
		return nil
	})
	services.Go(func() error {
		p.followKeys(serving)
		return nil
	})
	services.Go(func() error {
		p.presence.run(serving)
		return nil
	})
	services.Go(func() error {
		p.cleaner.run(serving)
		return nil
	})
	select {
	case <-ctx.Done():
	case <-serving.Done():
		p.monitor.Fail()
	}
	p.monitor.Stop()
	hanging := errors.Join(p.drain(work, cut), p.refuseLast(work))
	closeSockets()
	err := p.join(services, &workers)
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	if err := errors.Join(hanging, err); err != nil {
		return err
	}
	p.log.InfoContext(ctx, "stopped")
	return nil
}
