// Package bot connects the commands to Slack: Socket Mode in, messages out. Every way of asking ends in one
// dispatcher, the only place that checks access and explains what went wrong.
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
	"tcabot/bot/config"
	"tcabot/bot/digest"
	"tcabot/bot/jobs"
	"tcabot/bot/sender"
	"tcabot/bot/store"
	"tcabot/commands"
	"tcabot/commands/spec"
	"time"

	gocache "github.com/patrickmn/go-cache"
	"github.com/slack-go/slack"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"
)

// Times says how patient the bot is. Tests shorten it; everybody else uses Defaults.
type Times struct {
	Grace    time.Duration // how long a slash command's acknowledgement waits for an answer that is already at hand
	Working  time.Duration // after this the person is told that it takes longer
	Deadline time.Duration // longest a command may take
	Ping     time.Duration // longest silence of Slack's pings
	Drain    time.Duration // longest wait for running commands at the end
	Linger   time.Duration // how long the sockets stay open after the last answer, for acknowledgements still in their queues
	Beat     time.Duration // how often an export tells how it goes and hears that it shall stop
	Second   time.Duration // what Slack calls a second in its limits
	Stagger  time.Duration // between the openings of two connections, so that they are not recycled at the same moment

	Tick     time.Duration // how often due digests are looked for
	Poll     time.Duration // how often jobs are looked for that nobody told of
	Job      time.Duration // longest a digest may take to be made and posted
	Rescue   time.Duration // after which a digest counts as lost with its process, and is taken up by another
	JobPause time.Duration // before the second try of a digest that failed
	Doubt    time.Duration // how long TCA must refuse a token until it counts as dead

	Now   func() time.Time // by which digests are due; the playground puts it forward
	Hurry bool             // in a test: nothing is put off for the sake of other replicas
}

// Defaults are the times of production.
func Defaults() Times {
	return Times{
		Grace: 40 * time.Millisecond, Working: 2 * time.Second, Deadline: 15 * time.Second, Ping: 30 * time.Second,
		Drain: 20 * time.Second, Linger: 200 * time.Millisecond, Beat: 3 * time.Second, Second: time.Second, Stagger: 200 * time.Millisecond,
		Tick: 5 * time.Second, Poll: time.Second, Job: 2 * time.Minute, Rescue: 3 * time.Minute, JobPause: 5 * time.Second, Doubt: 10 * time.Minute, Now: time.Now,
	}
}

// Bot is the running program.
type Bot struct {
	conf  config.Config
	times Times
	log   *slog.Logger

	slack  *slack.Client
	sender *sender.Sender
	http   *http.Client
	tca    *api.Client
	store  *store.Store
	jobs   *jobs.Engine
	deps   commands.Deps
	book   *spec.Book

	digests *digest.Service
	flights singleflight.Group // questions to Slack that several ask at the same time

	home   string          // the workspace the bot is installed in
	me     string          // the bot's user there
	seen   *gocache.Cache  // envelopes and events already acted on
	people *gocache.Cache  // what Slack told of people and channels
	acked  *gocache.Cache  // what to do when an acknowledgement that held an answer was not written
	slots  chan struct{}   // one for each command that may run
	work   context.Context //nolint:containedctx // ends when running commands must: they outlive the sockets

	running  sync.WaitGroup // commands; grows only while not stopping, or from within one
	side     sync.WaitGroup // acknowledgements and excuses; grows only while the sockets are open
	mu       sync.Mutex
	stopping bool
	presses  map[string]*pressing
}

// Run runs the bot until ctx ends, then answers what it accepted and closes. An error means that it could not start or
// that Slack no longer takes its credentials.
func Run(ctx context.Context, conf config.Config, times Times, log *slog.Logger) (err error) {
	box, made, err := conf.Box()
	if err != nil {
		return err
	}
	if made != "" {
		log.WarnContext(ctx, "made the key that seals tokens: keep it safe, without it everybody must connect again", "file", made)
	}
	db, err := store.Open(ctx, conf.DatabaseURL.Reveal(), box)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	b, err := build(conf, times, log, db)
	if err != nil {
		return err
	}
	if err := b.identify(ctx); err != nil {
		return err
	}
	return b.serve(ctx)
}

// build makes every part, in order.
func build(conf config.Config, times Times, log *slog.Logger, db *store.Store) (*Bot, error) {
	tca, err := api.New(api.Config{
		URL: conf.TCAURL, Timeout: conf.TCATimeout, UserAgent: "tcabot",
		Cache: cached.New(cached.Config{TTL: conf.CacheTTL, MaxBytes: conf.CacheMaxBytes, Flight: times.Deadline}),
	})
	if err != nil {
		return nil, fmt.Errorf("set up TCA: %w", err)
	}
	client := &http.Client{Timeout: 10 * time.Second}
	b := &Bot{
		conf: conf, times: times, log: log, http: client, tca: tca, store: db,
		slack: slack.New(conf.SlackBotToken.Reveal(), slack.OptionAppLevelToken(conf.SlackAppToken.Reveal()),
			slack.OptionAPIURL(conf.SlackAPIURL), slack.OptionHTTPClient(client)),
		sender: sender.New(slack.New(conf.SlackBotToken.Reveal(), slack.OptionAPIURL(conf.SlackAPIURL),
			slack.OptionHTTPClient(&http.Client{})), sender.Config{Second: times.Second}, log), // without a time-out: it has its own, and files are long
		seen: gocache.New(10*time.Minute, time.Minute), people: gocache.New(time.Hour, 10*time.Minute),
		acked: gocache.New(time.Minute, time.Minute), slots: make(chan struct{}, conf.Workers), presses: make(map[string]*pressing),
	}
	if err := b.setUpDigests(); err != nil {
		return nil, err
	}
	b.deps = commands.Deps{
		Links: db, Settings: db, Exports: exports{b}, Digests: db, Sending: b.digests, Channels: channels{b}, Policy: b.policy(), Admins: conf.AdminUsers,
		Now: times.Now, Site: tca.Site(), Org: conf.TCADefaultOrg,
	}
	b.book, err = commands.New(b.deps)
	if err != nil {
		return nil, fmt.Errorf("set up commands: %w", err)
	}
	return b, nil
}

// identify asks Slack who we are; people of other workspaces are not answered.
func (b *Bot) identify(ctx context.Context) error {
	me, err := b.slack.AuthTestContext(ctx)
	if err != nil {
		return fmt.Errorf("ask Slack who we are (is SLACK_BOT_TOKEN right?): %w", err)
	}
	b.home, b.me = me.TeamID, me.UserID
	b.log.InfoContext(ctx, "installed", "workspace", me.Team, "bot", me.User)
	return nil
}

// serve listens until ctx ends. Then no new command is taken, the running ones are answered, the sockets, which carry
// their acknowledgements, are closed last.
func (b *Bot) serve(ctx context.Context) error {
	work, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	b.work = work
	if err := b.jobs.Start(ctx, b.digests.Work()); err != nil {
		return err
	}
	sockets, closeSockets := context.WithCancel(context.WithoutCancel(ctx))
	defer closeSockets()
	group, groupCtx := errgroup.WithContext(sockets)
	group.Go(func() error {
		exports{b}.bury(groupCtx)
		return nil
	})
	group.Go(func() error { return metrics{b}.listen(groupCtx) })
	group.Go(func() error {
		b.reseal(groupCtx)
		return nil
	})
	for i := range b.conf.SlackConnections {
		group.Go(func() error { return b.supervise(groupCtx, i) })
	}
	select {
	case <-ctx.Done():
	case <-groupCtx.Done():
	}
	b.drain(cancel)
	closeSockets()
	err := group.Wait()
	b.side.Wait()
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	b.log.InfoContext(ctx, "stopped")
	return nil
}

// drain waits for the running commands, for at most Times.Drain; then they are told to end and say so.
func (b *Bot) drain(end context.CancelCauseFunc) {
	b.mu.Lock()
	b.stopping = true
	b.mu.Unlock()
	jobs, stopJobs := context.WithTimeout(context.WithoutCancel(b.work), b.times.Drain)
	defer stopJobs()
	b.running.Go(func() { b.jobs.Stop(jobs) })
	done := make(chan struct{})
	go func() {
		b.running.Wait()
		close(done)
	}()
	limit := time.NewTimer(b.times.Drain)
	defer limit.Stop()
	select {
	case <-done:
	case <-limit.C:
		end(commands.ErrStopping)
		<-done
	}
	time.Sleep(b.times.Linger)
}

// enter takes a slot for a command, or says why there is none. leave gives it back.
func (b *Bot) enter() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stopping {
		return commands.ErrStopping
	}
	select {
	case b.slots <- struct{}{}:
		b.running.Add(1)
		return nil
	default:
		return commands.ErrBusy
	}
}

func (b *Bot) leave() {
	<-b.slots
	b.running.Done()
}

// once reports whether this is the first time that key is seen.
func (b *Bot) once(key string) bool { return b.seen.Add(key, true, gocache.DefaultExpiration) == nil }
