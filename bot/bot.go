// Package bot connects the commands to Slack. It creates, starts and stops the parts, which have packages of their own:
// socket receives envelopes from Slack, surface converts them to questions, dispatch answers the questions, and deliver
// sends the answers.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"tcabot/api"
	"tcabot/api/cached"
	"tcabot/api/redact"
	"tcabot/bot/account"
	"tcabot/bot/background"
	"tcabot/bot/config"
	"tcabot/bot/deliver"
	delivery "tcabot/bot/digest"
	"tcabot/bot/directory"
	"tcabot/bot/dispatch"
	"tcabot/bot/export"
	following "tcabot/bot/follow"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/monitor"
	mentions "tcabot/bot/people"
	"tcabot/bot/socket"
	"tcabot/bot/store"
	subscriptions "tcabot/bot/subscription"
	"tcabot/bot/surface"
	"tcabot/bot/visits"
	watching "tcabot/bot/watch"
	"tcabot/commands"
	"tcabot/commands/gate"
	"tcabot/commands/overview"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"tcabot/commands/watch"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/sync/errgroup"
)

// parts is the running program.
type parts struct {
	answering
	unasked
	monitor  *monitor.Monitor
	jobs     *jobs.Engine
	store    *store.Store
	keep     time.Duration // how long the record of changes is kept
	shutdown Shutdown
	now      func() time.Time
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

// unasked are the parts that do jobs, and speak up by themselves.
type unasked struct {
	digests *delivery.Service
	follows *following.Service
	watches *watching.Service
	owners  *subscriptions.Service
}

// Run runs the bot until ctx ends, then finishes what it accepted and shuts down; one that is told to stop while it starts
// has nothing to finish. An error means that it could not start, that Slack rejected its credentials, or that a part did
// not stop in time.
func Run(ctx context.Context, conf config.Config, times Times, log *slog.Logger) (err error) {
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
	p, err := assemble(ctx, conf, times, log, db)
	if err != nil {
		return nil, db, err
	}
	if err := p.jobs.Start(ctx, p.work()); err != nil {
		return nil, db, err
	}
	return p, db, nil
}

// assemble creates all parts, in the order of their dependencies.
func assemble(ctx context.Context, conf config.Config, times Times, log *slog.Logger, db *store.Store) (*parts, error) {
	api := slack.OptionAPIURL(conf.SlackAPIURL)
	transport := keepingConnections()
	patient := &http.Client{Transport: transport} // no time-out: the sender bounds each call, and files can be long
	client := slack.New(conf.SlackBotToken.Reveal(), api, slack.OptionHTTPClient(patient))
	sender := deliver.New(client, deliver.Config{RateUnit: times.RateUnit, HTTP: patient}, log)
	me, err := sender.Identify(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask Slack who we are (is SLACK_BOT_TOKEN right?): %w", err)
	}
	log.InfoContext(ctx, "installed", "workspace", me.WorkspaceName, "bot", me.UserName)
	reportScopes(ctx, me, log)
	var accounts *account.Accounts
	tca, err := connectTCA(conf, times, func(ctx context.Context, owner string) {
		if err := accounts.LostRight(ctx, owner); err != nil {
			log.WarnContext(ctx, "cannot tell other replicas that TCA took a right away", "error", err)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("set up TCA: %w", err)
	}
	later := background.New(db, background.Config{Limit: times.Background, Keep: conf.CacheTTL})
	accounts = account.New(db, tca.screens, times.Profile, append([]account.Memory{later}, tca.memories...)...) // what fetches answers ends first
	people := directory.New(client, sender, db, directory.Config{Bot: me.User, Language: conf.Language}, log)
	explainer := dispatch.NewExplainer(log)
	exporter := export.New(db, sender, people, explainer, export.Config{Command: conf.SlackCommand, Heartbeat: times.Heartbeat}, log)
	engine, err := jobs.New(db, jobs.Config{
		Tick: times.Tick, Poll: times.Poll, Limit: times.Job, Rescue: times.Rescue, Pause: times.JobPause, Workers: delivery.Workers, Polls: following.Workers, Watchers: watching.Workers, NoStagger: times.NoStagger,
	}, log)
	if err != nil {
		return nil, fmt.Errorf("set up jobs: %w", err)
	}
	policy := subscription.Policy{Guests: conf.DigestGuests, External: conf.DigestExternal}
	finder := history.New(sender, client, times.JobPause)
	owners := subscriptions.New(subscriptions.Config{Command: conf.SlackCommand, Policy: policy, Doubt: times.Doubt, Now: times.Now},
		db, engine, sender, finder, people, log)
	mentioned := mentions.New(accounts, people, log)
	digests := delivery.New(delivery.Config{Command: conf.SlackCommand, Pause: times.JobPause, Lost: times.Rescue, Now: times.Now},
		db, engine, sender, finder, owners, mentioned, tca.digests, log)
	follows := following.New(following.Config{
		Command: conf.SlackCommand, Quick: times.Follow, Slow: times.FollowIdle, Lease: times.Lease, Pause: times.JobPause, Now: times.Now,
	}, db, engine, sender, finder, owners, mentioned, following.Clients{Live: tca.live, Shared: tca.digests}, log)
	watches := watching.New(watching.Config{
		Command: conf.SlackCommand, Policy: policy, Poll: times.Watch.Poll, Edit: times.Watch.Edit, Start: times.Watch.Start, Give: times.Watch.Search, Now: times.Now,
	}, db, engine, sender, finder, people, tca.digests, log)
	seen := visits.New(db, log)
	deps := commands.Deps{
		Watching: watch.Waiting{Patience: times.Watch.Cancel, Poll: times.Watch.CancelPoll}, Watches: watches, Actions: db, Previews: db,
		Links: accounts, Settings: accounts.Settings(db), Exports: exporter, Digests: db, Gates: gate.Remember(db, times.Profile), Sending: digests, Follows: db, Channels: people, Policy: policy, Admins: conf.AdminUsers,
		Now: times.Now, Site: tca.screens.Site(), Org: conf.TCADefaultOrg, Recent: target.NewRecent(seen), Counting: overview.Counting{Patience: times.Patience},
	}
	if conf.CacheTTL > 0 { // else nothing would be left of it
		deps.Counting.Background = later
	}
	book, err := commands.New(deps)
	if err != nil {
		return nil, fmt.Errorf("set up commands: %w", err)
	}
	dispatcher := dispatch.New(book, accounts, tca.memory, explainer, dispatch.Config{
		Workspace: me.Workspace, Command: conf.SlackCommand, Deadline: times.Deadline, Workers: conf.Workers, Ahead: conf.CacheTTL > 0 && !times.NoAhead,
	})
	callers := &http.Client{Timeout: 10 * time.Second, Transport: transport}
	responder := deliver.NewResponder(sender, callers, conf.SlackAPIURL, me.Workspace, log)
	surfaces := surface.New(surface.Parts{
		Dispatcher: dispatcher, Responder: responder, Replier: responder, Sender: sender,
		Directory: people, Accounts: accounts, Subscriptions: owners, Forms: book, Suggester: deps.Finder(), Done: db, Greetings: db, Previews: db, TCA: tca.screens,
	}, surface.Config{Workspace: me.Workspace, Enterprise: me.Enterprise, Bot: me.User, Command: conf.SlackCommand, Timing: times.Surface, Guests: conf.DigestGuests, Now: times.Now}, log)
	opener := slack.New(conf.SlackBotToken.Reveal(), slack.OptionAppLevelToken(conf.SlackAppToken.Reveal()), api, slack.OptionHTTPClient(callers))
	return &parts{
		answering: answering{
			sockets:  socket.New(opener, conf.SlackConnections, times.Socket, func(e socket.Envelope) { surfaces.Handle(e.ID, e.Payload, e) }, log),
			surfaces: surfaces, dispatcher: dispatcher, exporter: exporter, later: later, visits: seen,
		},
		unasked: unasked{digests: digests, follows: follows, watches: watches, owners: owners}, monitor: monitor.New(engine, db, sender, follows, log), jobs: engine, store: db,
		keep: time.Duration(conf.AuditDays) * 24 * time.Hour, shutdown: times.Shutdown, now: times.Now, log: log,
	}, nil
}

// work has the functions of all jobs.
func (p *parts) work() jobs.Work {
	work := p.follows.Work(p.digests.Work())
	digests := work.Claim
	work.Claim = func(ctx context.Context) error { return errors.Join(digests(ctx), p.follows.Claim(ctx)) }
	work.Notify, work.Watch = p.owners.Notify, p.watches.Look
	return work
}

// tcaClients are the clients for TCA, each with a cache of its own: digests that are due in the same minute share answers
// however long it takes to post them, without making people's screens older.
type tcaClients struct {
	screens, digests *api.Client
	live             *api.Client   // remembers nothing
	memory           *cached.Cache // of the screens
	memories         []account.Memory
}

// digestShare is the size of the digests' cache, as a fraction of the other one.
const digestShare = 4

// connectTCA makes the clients. lost is told whose right TCA took away.
func connectTCA(conf config.Config, times Times, lost func(ctx context.Context, owner string)) (c tcaClients, err error) {
	screens := cached.New(cached.Config{TTL: conf.CacheTTL, MaxBytes: conf.CacheMaxBytes, Flight: times.Deadline, Lost: lost})
	digests := delivery.Memory(conf.CacheMaxBytes/digestShare, times.Job, lost)
	c.memory, c.memories = screens, []account.Memory{screens, digests}
	client := func(memory *cached.Cache) (*api.Client, error) {
		return api.New(api.Config{URL: conf.TCAURL, Timeout: conf.TCATimeout, UserAgent: "tcabot", Cache: memory})
	}
	if c.screens, err = client(screens); err != nil {
		return c, err
	}
	if c.digests, err = client(digests); err != nil {
		return c, err
	}
	c.live, err = client(cached.New(cached.Config{Flight: times.Job, Lost: lost}))
	return c, err
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
		p.forgetDone(serving)
		return nil
	})
	select {
	case <-ctx.Done():
	case <-serving.Done():
	}
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
