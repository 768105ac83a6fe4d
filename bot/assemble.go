package bot

import (
	"context"
	"fmt"
	"log/slog"
	"tcabot/bot/account"
	assigning "tcabot/bot/assignment"
	"tcabot/bot/background"
	"tcabot/bot/config"
	"tcabot/bot/deliver"
	delivery "tcabot/bot/digest"
	"tcabot/bot/directory"
	"tcabot/bot/dispatch"
	examining "tcabot/bot/doctor"
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
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/overview"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"tcabot/commands/watch"
	"time"
)

// base is what all parts are built on.
type base struct {
	conf  config.Config
	times Times
	log   *slog.Logger

	store     *store.Store
	slack     slackClients
	tca       tcaClients
	accounts  *account.Accounts
	directory *directory.Directory
	jobs      *jobs.Engine
	later     *background.Runner
	doctor    *examining.Doctor
	explain   *dispatch.Explainer
}

// assemble creates all parts, in the order of their dependencies.
func assemble(ctx context.Context, conf config.Config, times Times, log *slog.Logger, db *store.Store) (*parts, error) {
	b, err := newBase(ctx, conf, times, log, db)
	if err != nil {
		return nil, err
	}
	does := b.automatic()
	answers, err := b.answering(does)
	if err != nil {
		return nil, err
	}
	return &parts{
		answering: answers, automatic: does, monitor: b.monitor(does, answers), jobs: b.jobs, store: db,
		presence: newPresence(presence{store: db, sockets: answers.sockets, doctor: b.doctor, me: b.slack.me, times: times, log: log}),
		cleaner: &cleaner{
			store: db, sender: b.slack.sender, accounts: b.accounts, workspace: b.slack.me.Workspace,
			audit: time.Duration(conf.AuditDays) * 24 * time.Hour, every: times.Clean, now: times.Now, log: log,
		},
		keys: times.Keys, shutdown: times.Shutdown, log: log,
	}, nil
}

func newBase(ctx context.Context, conf config.Config, times Times, log *slog.Logger, db *store.Store) (b *base, err error) {
	b = &base{conf: conf, times: times, log: log, store: db, explain: dispatch.NewExplainer(log)}
	if b.slack, err = connectSlack(ctx, conf, times, log); err != nil {
		return nil, err
	}
	if b.tca, err = connectTCA(conf, times, b.lostRight); err != nil {
		return nil, fmt.Errorf("set up TCA: %w", err)
	}
	b.later = background.New(db, background.Config{Limit: times.Background, Keep: conf.CacheTTL, Panicked: b.explain.Panicked})
	b.accounts = account.New(db, b.tca.screens, times.Profile, append([]account.Memory{b.later}, b.tca.memories...)...) // what fetches answers ends first
	b.directory = directory.New(b.slack.web, b.slack.sender, db, directory.Config{Bot: b.slack.me.User, Language: conf.Language}, log)
	if b.jobs, err = jobs.New(db, jobsConfig(times), log); err != nil {
		return nil, fmt.Errorf("set up jobs: %w", err)
	}
	b.doctor = examining.New(examineConfig(conf, times), examining.Sources{
		Slack: askSlack{b.slack, conf}, TCA: b.tca.live, Database: db, Jobs: b.jobs, Queue: b.slack.sender, Posts: db,
	})
	return b, nil
}

func jobsConfig(times Times) jobs.Config {
	return jobs.Config{
		Tick: times.Tick, Poll: times.Poll, Limit: times.Job, Rescue: times.Rescue, Pause: times.JobPause,
		Workers: delivery.Workers, Polls: following.Workers, Watchers: watching.Workers, NoStagger: times.NoStagger,
	}
}

// lostRight tells everybody that TCA took a right away from an owner of remembered answers.
func (b *base) lostRight(ctx context.Context, owner string) {
	if err := b.accounts.LostRight(ctx, owner); err != nil {
		b.log.WarnContext(ctx, "cannot tell other replicas that TCA took a right away", "error", err)
	}
}

func (b *base) policy() subscription.Policy {
	return subscription.Policy{Guests: b.conf.DigestGuests, External: b.conf.DigestExternal}
}

// automatic creates the parts that post without being asked.
func (b *base) automatic() automatic {
	sender, slash, now := b.slack.sender, b.conf.SlackCommand, b.times.Now
	finder := history.New(sender, b.slack.web, b.times.JobPause)
	owners := subscriptions.New(subscriptions.Config{Command: slash, Policy: b.policy(), Doubt: b.times.Doubt, Now: now},
		b.store, b.jobs, sender, finder, b.directory, b.log)
	mentioned := mentions.New(b.accounts, b.directory, b.log)
	return automatic{
		owners: owners,
		digests: delivery.New(delivery.Config{Command: slash, Pause: b.times.JobPause, Lost: b.times.Rescue, Now: now},
			b.store, b.jobs, sender, finder, owners, mentioned, b.tca.digests, b.log),
		follows: following.New(following.Config{
			Command: slash, Quick: b.times.Follow, Slow: b.times.FollowIdle, Lease: b.times.Lease, Longest: b.times.FollowWait, Pause: b.times.JobPause, Now: now,
		}, b.store, b.jobs, sender, finder, owners, mentioned, following.Clients{Live: b.tca.live, Shared: b.tca.digests}, b.log),
		assignments: assigning.New(assigning.Config{
			Command: slash, Quick: b.times.Assigned, Slow: b.times.AssignedIdle, Budget: assigning.Budget, Lease: b.times.Lease, Pause: b.times.JobPause, Now: now,
		}, b.store, b.jobs, sender, finder, owners, b.directory, target.Finder{
			Settings: b.accounts.Settings(b.store), Site: b.tca.live.Site(), DefaultOrg: b.conf.TCADefaultOrg,
		}, b.tca.live, b.log),
		watches: watching.New(watching.Config{
			Command: slash, Policy: b.policy(), Poll: b.times.Watch.Poll, Edit: b.times.Watch.Edit, Start: b.times.Watch.Start, Give: b.times.Watch.Search, Now: now,
		}, b.store, b.jobs, sender, finder, b.directory, b.tca.digests, b.log),
	}
}

// answering creates the parts that answer people.
func (b *base) answering(does automatic) (a answering, err error) {
	a.later, a.visits = b.later, visits.New(b.store, b.log)
	a.exporter = export.New(b.store, b.slack.sender, b.directory, b.explain, export.Config{Command: b.conf.SlackCommand, Heartbeat: b.times.Heartbeat}, b.log)
	deps := b.commandDeps(does, a)
	book, err := commands.New(deps)
	if err != nil {
		return a, fmt.Errorf("set up commands: %w", err)
	}
	me := b.slack.me
	a.dispatcher = dispatch.New(book, b.accounts, b.tca.memory, b.explain, dispatch.Config{
		Workspace: me.Workspace, Command: b.conf.SlackCommand, Deadline: b.times.Deadline, Workers: b.conf.Workers, Ahead: b.conf.CacheTTL > 0 && !b.times.NoAhead,
	})
	surfaces := b.surfaces(a.dispatcher, book, does, deps.Finder())
	a.surfaces = surfaces
	a.sockets = socket.New(b.slack.opener, b.conf.SlackConnections, b.times.Socket, func(e socket.Envelope) { surfaces.Handle(e.ID, e.Payload, e) }, b.log)
	return a, nil
}

// monitor creates what tells other programs how the bot is.
func (b *base) monitor(does automatic, a answering) *monitor.Monitor {
	return monitor.New(monitor.Sources{
		Jobs: b.jobs, Digests: b.store, Database: b.store, Slack: b.slack.sender, Sockets: a.sockets, Answers: a.dispatcher, Follows: does.follows, Assigned: does.assignments,
		TCA: b.tca.meter, Caches: map[string]monitor.Cache{"screens": b.tca.memory, "digests": b.tca.later},
	}, b.log)
}

// commandDeps is what the commands use.
func (b *base) commandDeps(does automatic, a answering) commands.Deps {
	deps := commands.Deps{
		Links: b.accounts, Settings: b.accounts.Settings(b.store), Exports: a.exporter, Channels: b.directory, Policy: b.policy(), Admins: b.conf.AdminUsers,
		Digests: b.store, Sending: does.digests, Follows: b.store, Gates: gate.Remember(b.store, b.times.Profile), Actions: b.store, Previews: b.store,
		Examiner: b.doctor, Watches: does.watches, Watching: watch.Waiting{Patience: b.times.Watch.Cancel, Poll: b.times.Watch.CancelPoll},
		Site: b.tca.screens.Site(), Org: b.conf.TCADefaultOrg, Recent: target.NewRecent(a.visits), Now: b.times.Now,
		Counting: overview.Counting{Patience: b.times.Patience},
	}
	if b.conf.CacheTTL > 0 { // else nothing would be left of it
		deps.Counting.Background = b.later
	}
	return deps
}

// surfaces creates the ways of asking.
func (b *base) surfaces(dispatcher *dispatch.Dispatcher, book *command.Book, does automatic, finder target.Finder) *surface.Surfaces {
	me := b.slack.me
	responder := deliver.NewResponder(b.slack.sender, b.slack.http, b.conf.SlackAPIURL, me.Workspace, b.log)
	return surface.New(surface.Parts{
		Dispatcher: dispatcher, Responder: responder, Replier: responder, Sender: b.slack.sender, Directory: b.directory, Accounts: b.accounts,
		Subscriptions: does.owners, Forms: book, Suggester: finder, Done: b.store, Greetings: b.store, Previews: b.store, Homes: b.store, TCA: b.tca.screens,
	}, surface.Config{
		Workspace: me.Workspace, Enterprise: me.Enterprise, Bot: me.User, Command: b.conf.SlackCommand, Timing: b.times.Surface, Policy: b.policy(), Now: b.times.Now,
	}, b.log)
}
