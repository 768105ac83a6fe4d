// Package digest delivers digests: it finds those that are due, builds each with its owner's token, and posts it once. Those
// that can no longer be delivered are suspended by package bot/subscription. Each step is a job or the transaction of one, so that any
// replica can continue where another one stopped.
//
// Package commands/digest has the content of a digest, bot/jobs the jobs, and bot/store the rows.
package digest

import (
	"context"
	"fmt"
	"log/slog"
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
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/people"
	"tcabot/commands/subscription"
	"time"
)

// Workers is how many digests a process delivers concurrently: enough to use Slack's rate limit when TCA is slow, and so
// few that none waits long to be posted.
const Workers = 16

// Store is what a Service needs of the store.
type Store interface {
	// Marks lists the state of a digest's branches when it last reported them.
	Marks(ctx context.Context, id int64) ([]change.Mark, error)
	gate.Reader

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
}

// Subscriptions suspends digests that cannot be delivered.
type Subscriptions interface {
	// Login returns the link of the owner; without ok, the error says what to do with the job.
	Login(context.Context, subscription.Subscription) (link command.Link, ok bool, err error)
	// Refused handles an error of TCA that speaks against the owner or the target.
	Refused(ctx context.Context, d subscription.Subscription, link command.Link, failure, gone error) (bool, error)
	// Allowed reports whether the channel may be posted to; otherwise it suspends the digest.
	Allowed(context.Context, subscription.Subscription) (bool, error)
	// Closed suspends a digest if a post failed because of its channel.
	Closed(ctx context.Context, d subscription.Subscription, failure error) (bool, error)
}

// Engine inserts jobs, which call the Service through its Work.
type Engine interface {
	// Deliver inserts a job for each due digest, in a transaction.
	Deliver(ctx context.Context, tx store.Tx, due []store.Occurrence, now time.Time) error
	// DeliverNow inserts a job for a digest that a person posts on demand.
	DeliverNow(ctx context.Context, digest int64, now time.Time, asked string) error
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

// People finds whom a post may mention.
type People interface {
	// In is the people whom a post in a channel may mention.
	In(ctx context.Context, workspace, channel string) people.People
}

// Config configures a Service.
type Config struct {
	Command string           // the bot's slash command, as messages name it
	Pause   time.Duration    // before a delivery is retried because of another one, or of a TCA failure
	Lost    time.Duration    // after which a post in progress is that of a process that died
	Now     func() time.Time // the clock by which digests are due
}

// Service delivers digests. Its methods are safe for concurrent use.
type Service struct {
	conf    Config
	store   Store
	engine  Engine
	sender  Sender
	history Finder
	owners  Subscriptions
	people  People
	tca     *api.Client
	log     *slog.Logger
}

var _ digest.Sending = (*Service)(nil)

// New makes a Service, which runs as the Work of the engine. It uses the client with the tokens of the digests' owners.
func New(conf Config, db Store, engine Engine, out Sender, history Finder, owners Subscriptions, people People, tca *api.Client, log *slog.Logger) *Service {
	return &Service{conf: conf, store: db, engine: engine, sender: out, history: history, owners: owners, people: people, tca: tca, log: log}
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
	return jobs.Work{Claim: s.claim, Deliver: s.deliver}
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
