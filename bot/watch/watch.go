// Package watch follows scan jobs until they end: it asks TCA how far each is, with its owner's token, keeps one message about
// it up to date, and ends with the verdict. A watch is a durable job that is postponed again and again, so that any process
// can go on with it at any point.
package watch

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"tcabot/api"
	"tcabot/bot/account"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"tcabot/commands/watch"
	"time"
)

// Store keeps the watches.
type Store interface {
	gate.Reader
	// BeginWatch, AddWatch and the others: see store.Store.
	BeginWatch(ctx context.Context, w watch.Watch, asked string, enqueue store.EnqueueWatch) (saved watch.Watch, first bool, err error)
	AddWatch(ctx context.Context, w watch.Watch, enqueue store.EnqueueWatch) (saved watch.Watch, added bool, err error)
	SetWatchJob(ctx context.Context, id, job int64) error
	ClaimWatchJob(ctx context.Context, w watch.Watch, job int64) (claimed bool, err error)
	RedirectWatch(ctx context.Context, id, job int64) error
	RemoveWatch(ctx context.Context, id int64, asked string) error
	StopWatch(ctx context.Context, id int64, by string) error
	WatchesIn(ctx context.Context, workspace, channel string) ([]watch.Watch, error)
	WatchesOf(ctx context.Context, who command.Who) ([]watch.Watch, error)
	CountWatches(ctx context.Context) (int, error)
	WatchState(ctx context.Context, id int64) (store.WatchState, error)
	SaveLook(ctx context.Context, w store.WatchState) error
	BeginWatchPost(ctx context.Context, id int64) error
	AbandonWatchPost(ctx context.Context, id int64) error
	SaveWatchMessage(ctx context.Context, w store.WatchState) error
	MoveWatch(ctx context.Context, id int64, channel string) error
	EndWatch(ctx context.Context, id int64, endJob store.TxFunc) error
	// Link returns a person's account.
	Link(ctx context.Context, who command.Who) (command.Link, error)
}

// Engine inserts jobs.
type Engine interface {
	// Watch inserts the job of a watch, in a transaction.
	Watch(ctx context.Context, tx store.Tx, id int64) error
}

// Sender posts and edits messages.
type Sender interface {
	// Post posts a message.
	Post(ctx context.Context, m deliver.Message) (deliver.Ref, error)
	// Update edits a message, however long it takes.
	Update(ctx context.Context, at deliver.Ref, m kit.Message) error
	// UpdateNow edits a message, or returns deliver.ErrLater if it would have to wait.
	UpdateNow(ctx context.Context, at deliver.Ref, m kit.Message) error
}

// Finder finds the bot's own messages.
type Finder interface {
	// Find searches a channel or a thread.
	Find(ctx context.Context, of history.Search) (deliver.Ref, bool, error)
}

// Directory knows the channels of the workspace.
type Directory interface {
	// Channel returns a conversation and its members, possibly cached; command.ErrNoChannel for none.
	Channel(ctx context.Context, workspace, id string) (screen.Channel, error)
	// Direct opens the bot's direct message with a person.
	Direct(ctx context.Context, who command.Who) (screen.Channel, error)
}

// Config configures a Service.
type Config struct {
	Command string
	Policy  subscription.Policy // who may read along in channels
	Poll    time.Duration       // how often TCA is asked about a job while few are watched
	Edit    time.Duration       // the least time between two edits of a message
	Pause   time.Duration       // before what Slack could not take is tried again
	Start   time.Duration       // how long a start may be under way before the jobs are searched for it
	Give    time.Duration       // how long they are searched
	Now     func() time.Time
}

// Workers is the number of watches that are looked at concurrently.
const Workers = 8

// Service follows watches. It implements the interface of the commands, and the work of their jobs. Its methods are safe for
// concurrent use.
type Service struct {
	conf      Config
	store     Store
	engine    Engine
	sender    Sender
	finder    Finder
	directory Directory
	tca       *api.Client
	log       *slog.Logger

	mu      sync.Mutex
	counted time.Time // when watches was counted
	watches int       // those that have not ended
}

// New makes a Service. tca is a client without a token.
func New(conf Config, db Store, engine Engine, out Sender, finder Finder, directory Directory, tca *api.Client, log *slog.Logger) *Service {
	return &Service{conf: conf, store: db, engine: engine, sender: out, finder: finder, directory: directory, tca: tca, log: log}
}

// Begin implements watch.Watches.
func (s *Service) Begin(ctx context.Context, w watch.Watch, key string) (saved watch.Watch, first bool, err error) {
	return s.store.BeginWatch(ctx, w, asked(w, key), s.engine.Watch)
}

// asked identifies what a person asked for.
func asked(w watch.Watch, key string) string {
	return "scan " + w.Workspace + " " + w.Owner + " " + key
}

// Started implements watch.Watches.
func (s *Service) Started(ctx context.Context, id, job int64) error {
	return s.store.SetWatchJob(ctx, id, job)
}

// Abandon implements watch.Watches.
func (s *Service) Abandon(ctx context.Context, w watch.Watch, key string) error {
	return s.store.RemoveWatch(ctx, w.ID, asked(w, key))
}

// Add implements watch.Watches.
func (s *Service) Add(ctx context.Context, w watch.Watch) (saved watch.Watch, added bool, err error) {
	return s.store.AddWatch(ctx, w, s.engine.Watch)
}

// Here implements watch.Watches.
func (s *Service) Here(ctx context.Context, workspace, channel string) ([]watch.Watch, error) {
	return s.store.WatchesIn(ctx, workspace, channel)
}

// Of implements watch.Watches.
func (s *Service) Of(ctx context.Context, who command.Who) ([]watch.Watch, error) {
	return s.store.WatchesOf(ctx, who)
}

// Stop implements watch.Watches.
func (s *Service) Stop(ctx context.Context, id int64, by string) error {
	return s.store.StopWatch(ctx, id, by)
}

// Look looks at the job of a watch once. It is idempotent: it may be called again at any point, by any process.
func (s *Service) Look(ctx context.Context, job jobs.WatchRun) error {
	now := s.conf.Now() // before the state is read: a state without a job that was read earlier says nothing about this moment
	w, err := s.store.WatchState(ctx, job.Watch)
	if errors.Is(err, watch.ErrEnded) {
		return nil
	}
	if err != nil {
		return err
	}
	l := &look{WatchState: w, job: job, now: now}
	l.progress = watch.Progress{Watch: w.Watch, Site: s.tca.Site(), At: l.now, Moved: w.Moved, Silence: w.Silent, StoppedBy: w.StoppedBy}
	if l.Told { // what the message says stays so: only the reply may be missing
		l.ends = true
	} else if err := s.ask(ctx, l); err != nil {
		return err
	}
	return s.show(ctx, l)
}

// look is one look at the job of a watch.
type look struct {
	store.WatchState
	job      jobs.WatchRun
	now      time.Time
	progress watch.Progress
	ends     bool // nothing will change any more
}

// snooze postpones a watch: the more are followed, the longer, so that neither TCA nor Slack is asked too often.
func (s *Service) snooze(ctx context.Context, cause error) error {
	return jobs.SnoozeError{After: max(s.conf.Poll, time.Duration(s.count(ctx))*s.conf.Poll/perPoll), Cause: cause}
}

// perPoll is how many watches are looked at within the shortest pause.
const perPoll = 30

// editsPerMinute is how many edits of progress Slack is asked for: of the 50 a minute that it allows, answers need some.
const editsPerMinute = 30

// editPause is the least time between two edits of one message.
func (s *Service) editPause(ctx context.Context) time.Duration {
	return max(s.conf.Edit, time.Duration(s.count(ctx))*s.conf.Edit*20/editsPerMinute)
}

// countFor is how long the number of watches is remembered.
const countFor = 10 * time.Second

// count is about how many watches have not ended.
func (s *Service) count(ctx context.Context) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := time.Now(); now.Sub(s.counted) > countFor {
		if n, err := s.store.CountWatches(ctx); err == nil {
			s.watches, s.counted = n, now
		}
	}
	return s.watches
}

// client is the client with the owner's token. Its answers are shared with nobody.
func (s *Service) client(l command.Link) *api.Client {
	return s.tca.As(l.Token, account.Owner(l)+"|watch")
}
