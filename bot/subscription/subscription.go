// Package subscription suspends and resumes what the bot posts unasked, digests, follows and notices about assigned issues
// alike: with a notice that says
// why and what to do, when TCA keeps rejecting the owner, when nothing can be posted to the channel, and as people and
// channels come and go.
//
// Package commands/subscription says what a subscription is, and bot/store has the rows.
package subscription

import (
	"context"
	"log/slog"
	"sync"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"time"
)

// Store is what a Service needs of the store.
type Store interface {
	// Link returns a person's link to TCA.
	Link(context.Context, command.Who) (command.Link, error)
	// Subscription returns a subscription with the settings by which people know it.
	Subscription(ctx context.Context, kind subscription.Kind, workspace string, id int64) (subscription.Listed, error)
	// Doubt returns since when a subscription has been failing for a reason.
	Doubt(ctx context.Context, kind subscription.Kind, id int64, reason subscription.Reason, now time.Time) (time.Time, error)
	// Suspend suspends active subscriptions, and inserts jobs for notices.
	Suspend(ctx context.Context, filter store.Filter, reason subscription.Reason,
		notify func(context.Context, store.Tx, []subscription.Subscription) error) ([]subscription.Subscription, error)
	// SuspendedOwners lists the owners of subscriptions that are suspended for a reason.
	SuspendedOwners(ctx context.Context, reason subscription.Reason) ([]command.Who, error)
	// Resume makes suspended subscriptions active again.
	Resume(ctx context.Context, filter store.Filter, now time.Time, reasons ...subscription.Reason) ([]subscription.Subscription, error)
	// Quiet returns a person's quiet hours.
	Quiet(context.Context, command.Who) (schedule.Quiet, error)
	// MoveChannel moves what is kept for a channel to its new ID.
	MoveChannel(ctx context.Context, workspace, from, to string) error
}

// Engine inserts jobs, which call the Service.
type Engine interface {
	// Notify inserts jobs for notices, in a transaction.
	Notify(ctx context.Context, tx store.Tx, notices []jobs.Notice) error
}

// Sender posts within Slack's rate limits.
type Sender interface {
	// Post posts a message.
	Post(context.Context, deliver.Message) (deliver.Ref, error)
}

// Finder finds the bot's own messages.
type Finder interface {
	// Find searches a channel or a thread; a jobs.SnoozeError says to continue later.
	Find(context.Context, history.Search) (deliver.Ref, bool, error)
}

// Directory knows the channels and the people of the workspace.
type Directory interface {
	// Channel returns a conversation and its members, possibly cached; command.ErrNoChannel for none.
	Channel(ctx context.Context, workspace, id string) (screen.Channel, error)
	// Refresh returns the current state of a conversation without its members, and drops it from the cache.
	Refresh(ctx context.Context, id string) (screen.Channel, error)
	// Direct opens the direct message with a person.
	Direct(context.Context, command.Who) (screen.Channel, error)
	// Words returns a person's language.
	Words(context.Context, command.Who) locale.Words
	// Zone returns a person's time zone; ok is false when Slack does not tell.
	Zone(context.Context, command.Who) (zone *time.Location, ok bool)
}

// Config configures a Service.
type Config struct {
	Command string              // the bot's slash command, as messages name it
	Policy  subscription.Policy // what administrators allow
	Doubt   time.Duration       // how long a subscription must be failing for one reason before it is suspended
	Now     func() time.Time    // the clock by which that is counted
}

// Service suspends and resumes subscriptions. Its methods are safe for concurrent use.
type Service struct {
	conf      Config
	store     Store
	engine    Engine
	sender    Sender
	history   Finder
	directory Directory
	log       *slog.Logger

	events sync.Mutex // held while the subscriptions of a channel are updated after an event
}

// New makes a Service.
func New(conf Config, db Store, engine Engine, out Sender, history Finder, directory Directory, log *slog.Logger) *Service {
	return &Service{conf: conf, store: db, engine: engine, sender: out, history: history, directory: directory, log: log}
}

// Suspend suspends subscriptions, and inserts the job of their notice in the same transaction.
func (s *Service) Suspend(ctx context.Context, filter store.Filter, reason subscription.Reason) error {
	suspended, err := s.store.Suspend(ctx, filter, reason, func(ctx context.Context, tx store.Tx, suspended []subscription.Subscription) error {
		return s.engine.Notify(ctx, tx, jobs.Notices(suspended))
	})
	for _, d := range suspended {
		s.log.InfoContext(ctx, "subscription suspended", "kind", string(d.Kind), "subscription", d.ID, "reason", string(reason))
	}
	return err
}

// resume resumes subscriptions whose reason for suspension no longer holds.
func (s *Service) resume(ctx context.Context, filter store.Filter, reasons ...subscription.Reason) error {
	resumed, err := s.store.Resume(ctx, filter, s.conf.Now(), reasons...)
	for _, d := range resumed {
		s.log.InfoContext(ctx, "subscription resumed", "kind", string(d.Kind), "subscription", d.ID)
	}
	return err
}

// Doubt handles a rejected token, denied access or a missing target. A single error may be a fault of TCA or of a proxy; only
// when it persists for Config.Doubt, for the same reason, are subscriptions suspended. Until then the error is a
// jobs.SnoozeError.
func (s *Service) Doubt(ctx context.Context, d subscription.Subscription, filter store.Filter, reason subscription.Reason) error {
	now := s.conf.Now().Truncate(time.Second) // the precision of the database
	since, err := s.store.Doubt(ctx, d.Kind, d.ID, reason, now)
	if err != nil {
		return err
	}
	if now.Sub(since) < s.conf.Doubt {
		return jobs.SnoozeError{After: s.conf.Doubt}
	}
	return s.Suspend(ctx, filter, reason)
}
