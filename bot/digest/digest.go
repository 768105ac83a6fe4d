// Package digest delivers what comes by itself: it finds the digests that are due, makes each of what its owner's token
// shows, posts it once, and suspends those that can no longer be delivered, with a notice. Each step is a job or the
// transaction of one, so that any replica can go on where another ended.
//
// What a digest reports is package commands' to say; jobs are bot/jobs', rows bot/store's.
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
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"time"

	"github.com/slack-go/slack"
)

// Workers is how many digests a process works at, at the same time: enough to keep Slack's pace however slow TCA is, and
// so few that none waits long for its turn to be posted.
const Workers = 16

// Store is what a Service needs of the store.
type Store interface {
	// Link returns a person's link to TCA.
	Link(context.Context, command.Who) (command.Link, error)
	// Digest returns a digest.
	Digest(ctx context.Context, workspace string, id int64) (digest.Digest, error)
	// Marks lists how a digest's branches stood when it last reported them.
	Marks(ctx context.Context, id int64) ([]digest.Mark, error)

	// ClaimDigests moves digests that are due on to their next time, with a job made for each.
	ClaimDigests(ctx context.Context, now time.Time, limit int, enqueue func(context.Context, store.Tx, []store.Occurrence) error) (int, error)
	// DigestDelivery returns a digest with how far its posts are.
	DigestDelivery(ctx context.Context, id int64) (store.DigestDelivery, error)
	// BeginPost notes that a post is about to be sent.
	BeginPost(ctx context.Context, d store.DigestDelivery, due time.Time, marks []digest.Mark) error
	// AbandonPost notes that a post is certain not to be there.
	AbandonPost(ctx context.Context, id int64, due time.Time) error
	// FinishDelivery notes that a due time is dealt with, and ends its job.
	FinishDelivery(ctx context.Context, id int64, due, posted time.Time, endJob store.TxFunc) error

	// Doubt returns since when a digest could not be made for one reason.
	Doubt(ctx context.Context, id int64, reason digest.Reason, now time.Time) (time.Time, error)
	// SuspendDigests suspends active digests, with notices made.
	SuspendDigests(ctx context.Context, filter store.DigestFilter, reason digest.Reason,
		notify func(context.Context, store.Tx, []digest.Digest) error) ([]digest.Digest, error)
	// ResumeDigests makes suspended digests active again.
	ResumeDigests(ctx context.Context, filter store.DigestFilter, now time.Time, reasons ...digest.Reason) ([]digest.Digest, error)
}

// Engine makes jobs, which come back to the Service through its Work.
type Engine interface {
	// Deliver makes a job for each due digest, in a transaction.
	Deliver(ctx context.Context, tx store.Tx, due []store.Occurrence, now time.Time) error
	// DeliverNow makes a job for a digest that somebody wants to see at once.
	DeliverNow(ctx context.Context, digest int64, now time.Time) error
	// Notify makes jobs for notices, in a transaction.
	Notify(ctx context.Context, tx store.Tx, notices []jobs.Notice) error
}

// Sender is the way to Slack, at Slack's pace.
type Sender interface {
	// Post posts a message.
	Post(context.Context, deliver.Message) (deliver.Ref, error)
	// Read makes a call that reads, when the turn of its method has come.
	Read(ctx context.Context, method string, priority deliver.Priority, call func(context.Context) error) error
}

// History is the part of Slack's client that reads messages. It is called through Sender.Read alone.
type History interface {
	// GetConversationHistoryContext reads a page of a channel.
	GetConversationHistoryContext(context.Context, *slack.GetConversationHistoryParameters) (*slack.GetConversationHistoryResponse, error)
	// GetConversationRepliesContext reads a page of a thread.
	GetConversationRepliesContext(context.Context, *slack.GetConversationRepliesParameters) (messages []slack.Message, more bool, cursor string, err error)
}

// Directory knows the channels and the people of the workspace.
type Directory interface {
	// Channel returns a conversation and who is in it, as it was a while ago; command.ErrNoChannel for none.
	Channel(ctx context.Context, workspace, id string) (screen.Channel, error)
	// Refresh returns a conversation as it is now, but not who is in it, and forgets how it was.
	Refresh(ctx context.Context, id string) (screen.Channel, error)
	// Direct opens the direct message with a person.
	Direct(context.Context, command.Who) (screen.Channel, error)
	// Words returns a person's language.
	Words(context.Context, command.Who) locale.Words
}

// Config says how a Service delivers.
type Config struct {
	Command string           // the bot's slash command, as messages name it
	Policy  digest.Policy    // what the administrator allows
	Pause   time.Duration    // before a delivery that is in the way of another, or of trouble in TCA, is tried again
	Doubt   time.Duration    // how long TCA must refuse a digest for one reason until it is suspended
	Now     func() time.Time // the clock by which digests are due
}

// Service delivers digests. Its methods are safe for concurrent use.
type Service struct {
	conf      Config
	store     Store
	engine    Engine
	sender    Sender
	history   History
	directory Directory
	tca       *api.Client
	log       *slog.Logger

	following sync.Mutex // held while the digests of a channel are made to follow what happened to it
}

var _ digest.Sending = (*Service)(nil)

// New makes a Service. Nothing of it runs by itself: the engine is started with its Work. The client's tokens are those of
// the digests' owners.
func New(conf Config, db Store, engine Engine, out Sender, history History, directory Directory, tca *api.Client, log *slog.Logger) *Service {
	return &Service{conf: conf, store: db, engine: engine, sender: out, history: history, directory: directory, tca: tca, log: log}
}

// memoryTTL is how long the answers that a digest was made of are remembered, for the others of the same minute. They
// come one after the other, so that a small memory is enough.
const memoryTTL = 15 * time.Minute

// Memory is what the client that digests are made with remembers, at most so many bytes. It is the digests' own: all that
// are due in the same minute share one answer, however long it takes to post them, and people's screens stay as fresh as
// ever. flight is how long a call may take that several wait for.
func Memory(bytes int64, flight time.Duration) *cached.Cache {
	return cached.New(cached.Config{TTL: memoryTTL, MaxBytes: bytes, Flight: flight})
}

// Work is what the jobs of digests do.
func (s *Service) Work() jobs.Work {
	return jobs.Work{Claim: s.claim, Deliver: s.deliver, Notify: s.notify}
}

// claimLimit is how many due digests are claimed in one transaction.
const claimLimit = 100

// claim makes jobs of all digests that are due.
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
func (s *Service) SendNow(ctx context.Context, d digest.Digest) error {
	return s.engine.DeliverNow(ctx, d.ID, s.conf.Now())
}

// cacheOwner is whose remembered answers a digest may be made of: those of the same login, asked for at the same due time.
func cacheOwner(l command.Link, due time.Time) string {
	return fmt.Sprintf("%s|due %d", account.Owner(l), due.Unix())
}

// screen is what a message that comes by itself is shown with: a language, and nobody's line.
func (s *Service) screen(w locale.Words) command.Screen {
	return command.Screen{Words: w, Command: s.conf.Command}
}
