// Package digest delivers digests: it finds those that are due, builds each with its owner's token, posts it once, and
// suspends those that can no longer be delivered, with a notice. Each step is a job or the transaction of one, so that any
// replica can continue where another one stopped.
//
// Package commands/digest has the content of a digest, bot/jobs the jobs, and bot/store the rows.
package digest

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"tcabot/api"
	"tcabot/api/cached"
	"tcabot/bot/account"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"time"
)

// Workers is how many digests a process delivers concurrently: enough to use Slack's rate limit when TCA is slow, and so
// few that none waits long to be posted.
const Workers = 16

// Store is what a Service needs of the store.
type Store interface {
	// Link returns a person's link to TCA.
	Link(context.Context, command.Who) (command.Link, error)
	// Digest returns a digest.
	Digest(ctx context.Context, workspace string, id int64) (digest.Digest, error)
	// Marks lists the state of a digest's branches when it last reported them.
	Marks(ctx context.Context, id int64) ([]change.Mark, error)

	// ClaimDigests moves due digests on to their next due time, and inserts a job for each.
	ClaimDigests(ctx context.Context, now time.Time, limit int, enqueue func(context.Context, store.Tx, []store.Occurrence) error) (int, error)
	// DigestDelivery returns a digest with the state of its posts.
	DigestDelivery(ctx context.Context, id int64) (store.DigestDelivery, error)
	// BeginPost records that a post is about to be sent.
	BeginPost(ctx context.Context, d store.DigestDelivery, due time.Time, marks []change.Mark) error
	// SaveSearch records how far Slack's history was searched for a post.
	SaveSearch(ctx context.Context, id int64, posting time.Time, cursor string) error
	// AbandonPost records that a post was certainly not sent.
	AbandonPost(ctx context.Context, id int64, due time.Time) error
	// FinishDelivery records that a due time is done, and completes its job.
	FinishDelivery(ctx context.Context, id int64, due, posted time.Time, endJob store.TxFunc) error

	// Doubt returns since when a digest has been failing for a reason.
	Doubt(ctx context.Context, id int64, reason digest.Reason, now time.Time) (time.Time, error)
	// SuspendDigests suspends active digests, and inserts jobs for notices.
	SuspendDigests(ctx context.Context, filter store.DigestFilter, reason digest.Reason,
		notify func(context.Context, store.Tx, []digest.Digest) error) ([]digest.Digest, error)
	// SuspendedOwners lists the owners of digests that are suspended for a reason.
	SuspendedOwners(ctx context.Context, reason digest.Reason) ([]command.Who, error)
	// MoveChannel moves what is kept for a channel to its new ID.
	MoveChannel(ctx context.Context, workspace, from, to string) error
	// ResumeDigests makes suspended digests active again.
	ResumeDigests(ctx context.Context, filter store.DigestFilter, now time.Time, reasons ...digest.Reason) ([]digest.Digest, error)
}

// Engine inserts jobs, which call the Service through its Work.
type Engine interface {
	// Deliver inserts a job for each due digest, in a transaction.
	Deliver(ctx context.Context, tx store.Tx, due []store.Occurrence, now time.Time) error
	// DeliverNow inserts a job for a digest that a person posts on demand.
	DeliverNow(ctx context.Context, digest int64, now time.Time, asked string) error
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
}

// Config configures a Service.
type Config struct {
	Command string           // the bot's slash command, as messages name it
	Policy  digest.Policy    // what administrators allow
	Pause   time.Duration    // before a delivery is retried because of another one, or of a TCA failure
	Lost    time.Duration    // after which a post in progress is that of a process that died
	Doubt   time.Duration    // how long a digest must be failing for one reason before it is suspended
	Now     func() time.Time // the clock by which digests are due
}

// Service delivers digests. Its methods are safe for concurrent use.
type Service struct {
	conf      Config
	store     Store
	engine    Engine
	sender    Sender
	history   Finder
	directory Directory
	tca       *api.Client
	log       *slog.Logger

	following sync.Mutex // held while the digests of a channel are updated after an event
}

var _ digest.Sending = (*Service)(nil)

// New makes a Service, which runs as the Work of the engine. It uses the client with the tokens of the digests' owners.
func New(conf Config, db Store, engine Engine, out Sender, history Finder, directory Directory, tca *api.Client, log *slog.Logger) *Service {
	return &Service{conf: conf, store: db, engine: engine, sender: out, history: history, directory: directory, tca: tca, log: log}
}

// memoryTTL is how long answers are cached for the other digests of the same minute. Those follow each other, so that a
// small cache is enough.
const memoryTTL = 15 * time.Minute

// Memory is the cache of the digests' client, of at most so many bytes. It is separate, so that all digests that are due in
// the same minute share answers however long it takes to post them, without making people's screens older. flight is the
// time limit of a call that several wait for; lost is told whose right TCA took away.
func Memory(bytes int64, flight time.Duration, lost func(ctx context.Context, owner string)) *cached.Cache {
	return cached.New(cached.Config{TTL: memoryTTL, MaxBytes: bytes, Flight: flight, Lost: lost})
}

// Work has the functions of the digest jobs.
func (s *Service) Work() jobs.Work {
	return jobs.Work{Claim: s.claim, Deliver: s.deliver, Notify: s.notify}
}

// claimLimit is how many due digests are claimed in one transaction.
const claimLimit = 100

// claim inserts jobs for all digests that are due.
func (s *Service) claim(ctx context.Context) error {
	for {
		now := s.conf.Now()
		n, err := s.store.ClaimDigests(ctx, now, claimLimit, func(ctx context.Context, tx store.Tx, due []store.Occurrence) error {
			return s.engine.Deliver(ctx, tx, due, now)
		})
		if err != nil || n < claimLimit {
			return err
		}
	}
}

// SendNow implements digest.Sending.
func (s *Service) SendNow(ctx context.Context, d digest.Digest, asked string) error {
	return s.engine.DeliverNow(ctx, d.ID, s.conf.Now(), asked)
}

// cacheOwner is the cache owner of a digest's requests: digests of the same login and due time share answers.
func cacheOwner(l command.Link, due time.Time) string {
	return fmt.Sprintf("%s|due %d", account.Owner(l), due.Unix())
}

// screen is the Screen of a message that no command asked for: it has a language and no line.
func (s *Service) screen(w locale.Words) command.Screen {
	return command.Screen{Words: w, Command: s.conf.Command}
}
