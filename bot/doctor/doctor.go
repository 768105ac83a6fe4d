// Package doctor examines the installation: tokens and scopes, connections, TCA, the network on the way there, clocks, the
// database, keys, jobs, and what is posted in a channel. It changes nothing. What it finds is said by commands/doctor.
package doctor

import (
	"context"
	"slices"
	"sync"
	"tcabot/api"
	"tcabot/bot/deliver"
	"tcabot/bot/jobs"
	"tcabot/commands/digest"
	"tcabot/commands/doctor"
	"tcabot/commands/follow"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"time"
)

// Slack tells whose token the bot has.
type Slack interface {
	// Identify asks for it.
	Identify(context.Context) (deliver.Identity, error)
	// Openable asks whether the app-level token opens connections.
	Openable(context.Context) error
	// Valid asks whether Slack accepts the blocks of a message.
	Valid(context.Context, kit.Message) error
}

// TCA tells whether it is up.
type TCA interface {
	Health(context.Context) (api.Health, error)
}

// Database is the store.
type Database interface {
	Ping(context.Context) error
	Engine() string
	Version(context.Context) (tables, known int64, err error)
	Sealed(context.Context) (doctor.Sealed, error)
	Processes(ctx context.Context, since time.Time) ([]doctor.Process, error)
}

// Posts lists what is posted in a channel.
type Posts interface {
	ChannelDigests(ctx context.Context, workspace, channel string) ([]digest.Digest, error)
	ChannelFollows(ctx context.Context, workspace, channel string) ([]follow.Follow, error)
}

// Jobs knows the state of the jobs.
type Jobs interface {
	Stats(context.Context) (jobs.Stats, error)
}

// Queue knows how many messages wait for Slack.
type Queue interface{ Stats() deliver.Stats }

// Sources are what a Doctor looks at. Those that are nil are left out.
type Sources struct {
	Slack    Slack
	TCA      TCA
	Database Database
	Jobs     Jobs
	Queue    Queue
	Posts    Posts
}

// Config says where things are.
type Config struct {
	SlackURL, TCAURL string
	CertFile         string        // of SSL_CERT_FILE; empty for the authorities of the system
	Limit            time.Duration // of each check
	Alive            time.Duration // how long ago a running process was seen at most
}

// Doctor examines.
type Doctor struct {
	conf Config
	from Sources
}

var _ doctor.Examiner = (*Doctor)(nil)

// New makes a Doctor.
func New(conf Config, from Sources) *Doctor { return &Doctor{conf: conf, from: from} }

// check looks at one area. What it finds of others stands behind.
type check struct {
	area doctor.Area
	look func(context.Context) []doctor.Finding
}

// Examine implements doctor.Examiner.
func (d *Doctor) Examine(ctx context.Context, in doctor.Place) []doctor.Finding {
	return d.run(ctx, append(d.checks(), check{doctor.Channel, func(ctx context.Context) []doctor.Finding { return d.channel(ctx, in) }}))
}

// Start examines what is known without asking Slack, with who the bot is: for the first lines of the log.
func (d *Doctor) Start(ctx context.Context, me deliver.Identity) []doctor.Finding {
	return d.run(ctx, []check{
		{doctor.Slack, func(context.Context) []doctor.Finding { return d.installed(me) }},
		{doctor.TCA, d.tca},
		{doctor.Network, d.network},
		{doctor.Database, d.database},
		{doctor.Keys, d.keys},
	})
}

// checks are those of everything that there is a source for.
func (d *Doctor) checks() []check {
	all := []check{
		{doctor.Slack, d.slack},
		{doctor.Slack, d.appToken},
		{doctor.Slack, d.blocks},
		{doctor.TCA, d.tca},
		{doctor.Network, d.network},
	}
	if d.from.Database != nil {
		all = append(all, check{doctor.Sockets, d.sockets}, check{doctor.Database, d.database}, check{doctor.Keys, d.keys})
	}
	if d.from.Jobs != nil {
		all = append(all, check{doctor.Jobs, d.queue})
	}
	return all
}

// run does checks concurrently, and orders what they find by area.
func (d *Doctor) run(ctx context.Context, checks []check) []doctor.Finding {
	found := make([][]doctor.Finding, len(checks))
	var all sync.WaitGroup
	for i, c := range checks {
		all.Go(func() { found[i] = d.limited(ctx, c) })
	}
	all.Wait()
	findings := slices.Concat(found...)
	order := doctor.Areas()
	slices.SortStableFunc(findings, func(a, b doctor.Finding) int {
		return slices.Index(order, a.Area) - slices.Index(order, b.Area)
	})
	words := locale.In(locale.English)
	return slices.CompactFunc(findings, func(a, b doctor.Finding) bool { // several checks failed for the same reason
		return a.State != doctor.Good && a.Area == b.Area && a.Said(words) == b.Said(words)
	})
}

// limited does one check, and gives up on it when its time is over.
func (d *Doctor) limited(ctx context.Context, c check) []doctor.Finding {
	ctx, cancel := context.WithTimeout(ctx, d.conf.Limit)
	defer cancel()
	done := make(chan []doctor.Finding, 1)
	go func() { done <- c.look(ctx) }() // ends soon after ctx
	select {
	case found := <-done:
		return found
	case <-ctx.Done():
		return []doctor.Finding{doctor.Late(c.area)}
	}
}
