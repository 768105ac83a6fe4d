// Package follow posts about scans that have ended. TCA calls nobody, so it is asked: one question for all that an owner
// follows in a team or in a repository, often while a followed scan runs and seldom while none does. What ended is stored
// with the state that the next question is compared with, and the jobs that post it are inserted in the same transaction.
//
// Package commands/follow has the content of the posts, bot/jobs the jobs, and bot/store the rows.
package follow

import (
	"context"
	"log/slog"
	"tcabot/api"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/follow"
	"tcabot/commands/gate"
	"tcabot/commands/people"
	"tcabot/commands/subscription"
	"time"
)

// Workers is how many questions a process has under way at once: few, as each may be several requests, and none is urgent.
const Workers = 4

// Store is what a Service needs of the store.
type Store interface {
	// ClaimPolls moves due polls on, and inserts a job for each.
	ClaimPolls(ctx context.Context, now time.Time, span store.Span, limit int, enqueue func(context.Context, store.Tx, []store.Poll) error) (int, error)
	// StartPoll reads what a poll is about; store.ErrVoid when the job is no longer the poll's.
	StartPoll(context.Context, store.Poll) (store.PollStart, error)
	// FinishPoll stores what a poll found out, and inserts a job for each follow with something to post.
	FinishPoll(ctx context.Context, p store.Poll, r store.PollResult, enqueue func(context.Context, store.Tx, []int64) error) error

	gate.Reader

	// FollowPost returns a follow with what it has to post.
	FollowPost(ctx context.Context, id, job int64) (store.FollowPost, error)
	// BeginFollowPost records that a post is about to be sent.
	BeginFollowPost(ctx context.Context, f store.FollowPost, job int64, thread string) error
	// SaveFollowSearch records how far Slack's history was searched for a post.
	SaveFollowSearch(ctx context.Context, id, job int64, cursor string) error
	// AbandonFollowPost records that a post was certainly not sent.
	AbandonFollowPost(ctx context.Context, id, job int64) error
	// FinishFollowPost records that scans were posted, and completes the job.
	FinishFollowPost(ctx context.Context, id, job int64, ends []follow.End, branches map[int64]follow.BranchState, posted time.Time, endJob store.TxFunc) error
}

// Engine inserts jobs, which call the Service.
type Engine interface {
	// Poll inserts a job for each poll that is due, in a transaction.
	Poll(ctx context.Context, tx store.Tx, due []store.Poll) error
	// PostFollows inserts a job for each of some follows, in a transaction.
	PostFollows(ctx context.Context, tx store.Tx, follows []int64) error
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

// Subscriptions suspends follows that cannot be served.
type Subscriptions interface {
	// Login returns the link of the owner; without ok, the error says what to do with the job.
	Login(context.Context, subscription.Subscription) (link command.Link, ok bool, err error)
	// Refused handles an error of TCA that speaks against the owner or the target.
	Refused(ctx context.Context, d subscription.Subscription, link command.Link, failure, gone error) (bool, error)
	// Allowed reports whether the channel may be posted to; otherwise it suspends the follow.
	Allowed(context.Context, subscription.Subscription) (bool, error)
	// Held is when a follow may be posted whose owner has quiet hours now; zero for at once.
	Held(context.Context, subscription.Subscription) (time.Time, error)
	// Closed suspends a follow if a post failed because of its channel.
	Closed(ctx context.Context, d subscription.Subscription, failure error) (bool, error)
}

// People finds whom a post may mention.
type People interface {
	// In is the people whom a post in a channel may mention.
	In(ctx context.Context, workspace, channel string) people.People
}

// Config configures a Service.
type Config struct {
	Command string           // the bot's slash command, as messages name it
	Quick   time.Duration    // between questions while a followed scan runs
	Slow    time.Duration    // the longest interval while none does
	Longest time.Duration    // between two attempts at a post that has to wait; 10 minutes
	Lease   time.Duration    // after which a question whose process died is put again
	Pause   time.Duration    // before a post is retried
	Now     func() time.Time // the clock by which follows begin and questions are due
}

// Service asks TCA about what is followed, and posts what has ended. Its methods are safe for concurrent use.
type Service struct {
	conf    Config
	store   Store
	engine  Engine
	sender  Sender
	history Finder
	owners  Subscriptions
	people  People
	live    *api.Client // remembers nothing, for questions
	tca     *api.Client // shares answers among the posts about the same scans
	stats   counters
	log     *slog.Logger
}

// Clients are the clients for TCA. They are used with the tokens of the owners.
type Clients struct {
	Live   *api.Client // remembers nothing
	Shared *api.Client // remembers answers, for several posts about the same scans
}

// New makes a Service, which runs as part of the Work of the engine.
func New(conf Config, db Store, engine Engine, out Sender, history Finder, owners Subscriptions, people People, tca Clients, log *slog.Logger) *Service {
	if conf.Longest <= 0 {
		conf.Longest = longestWait
	}
	return &Service{conf: conf, store: db, engine: engine, sender: out, history: history, owners: owners, people: people, live: tca.Live, tca: tca.Shared, log: log}
}

// Work adds the functions of the jobs about follows.
func (s *Service) Work(w jobs.Work) jobs.Work {
	w.Poll, w.PostFollow = s.poll, s.post
	return w
}

// claimLimit is how many polls are claimed in one transaction.
const claimLimit = 100

// Claim inserts jobs for all polls that are due. When the clock was put back, none waits for the time that it showed before.
func (s *Service) Claim(ctx context.Context) error {
	span := store.Span{Lease: s.conf.Lease, Longest: 2 * max(s.conf.Slow, s.conf.Lease)} // the clocks of processes differ
	for {
		n, err := s.store.ClaimPolls(ctx, s.conf.Now(), span, claimLimit, s.engine.Poll)
		if err != nil || n < claimLimit {
			return err
		}
	}
}
