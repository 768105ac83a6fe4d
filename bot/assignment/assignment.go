// Package assignment tells people about issues that are assigned to them. TCA calls nobody, and lists a person's issues in one
// branch only, so the branches are asked one after the other with the person's own token: a bounded number at each look,
// those first that were looked at least recently. What is new is stored with the state that the next look is compared with,
// and the job that tells it is inserted in the same transaction.
//
// Package commands/assignment has the comparison and the content of the message, bot/jobs the jobs, and bot/store the rows.
package assignment

import (
	"context"
	"log/slog"
	"tcabot/api"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"time"
)

// Store is what a Service needs of the store.
type Store interface {
	// ClaimAssignments moves due looks on, and inserts a job for each.
	ClaimAssignments(ctx context.Context, now time.Time, span store.Span, limit int, enqueue func(context.Context, store.Tx, []store.AssignmentLook) error) (int, error)
	// StartAssignment reads what is known before a look; store.ErrVoid when the job is no longer the one that counts.
	StartAssignment(context.Context, store.AssignmentLook) (store.AssignmentStart, error)
	// ListAssignmentBranches replaces the branches of a person.
	ListAssignmentBranches(ctx context.Context, id int64, all []assignment.Branch, lost []api.TeamRef, now time.Time) error
	// AssignmentBranches lists those that were looked at least recently.
	AssignmentBranches(ctx context.Context, id int64, limit int) ([]store.AssignmentBranch, error)
	// FinishAssignment stores what a look found out, and inserts the job that tells it.
	FinishAssignment(ctx context.Context, l store.AssignmentLook, r store.AssignmentResult, enqueue func(context.Context, store.Tx, int64) error) error

	// AssignmentPost returns what a person is to be told.
	AssignmentPost(ctx context.Context, id, job int64) (store.AssignmentPost, error)
	// BeginAssignmentPost records that a message is about to be sent.
	BeginAssignmentPost(ctx context.Context, p store.AssignmentPost, job int64) error
	// SaveAssignmentSearch records how far Slack's history was searched for a message.
	SaveAssignmentSearch(ctx context.Context, id, job int64, cursor string) error
	// AbandonAssignmentPost records that a message was certainly not sent.
	AbandonAssignmentPost(ctx context.Context, id, job int64) error
	// PutOffAssignment makes the next look due at a time.
	PutOffAssignment(ctx context.Context, id int64, due time.Time) error
	// FinishAssignmentPost records that a person was told, and completes the job.
	FinishAssignmentPost(ctx context.Context, p store.AssignmentPost, job int64, posted time.Time, endJob store.TxFunc) error
}

// Engine inserts jobs, which call the Service.
type Engine interface {
	// LookAssigned inserts a job for each look that is due, in a transaction.
	LookAssigned(ctx context.Context, tx store.Tx, due []store.AssignmentLook) error
	// TellAssigned inserts the job that tells a person, in a transaction, unless there is one.
	TellAssigned(ctx context.Context, tx store.Tx, id int64) error
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

// Owners knows the people, and suspends what cannot be served.
type Owners interface {
	// Login returns the link of the owner; without ok, the error says what to do with the job.
	Login(context.Context, subscription.Subscription) (link command.Link, ok bool, err error)
	// Refused handles an error of TCA that speaks against the owner.
	Refused(ctx context.Context, d subscription.Subscription, link command.Link, failure, gone error) (bool, error)
	// Closed suspends the notices if a message failed because the person cannot be written to.
	Closed(ctx context.Context, d subscription.Subscription, failure error) (bool, error)
	// Held is when a message may be sent whose recipient has quiet hours now; zero for at once.
	Held(context.Context, subscription.Subscription) (time.Time, error)
}

// Directory knows the people of the workspace.
type Directory interface {
	// Direct opens the direct message with a person.
	Direct(context.Context, command.Who) (screen.Channel, error)
	// Words returns a person's language.
	Words(context.Context, command.Who) locale.Words
}

// Config configures a Service.
type Config struct {
	Command string           // the bot's slash command, as messages name it
	Quick   time.Duration    // between two looks that find something, and at least between two messages
	Slow    time.Duration    // the longest interval between looks, and between lists of the branches
	Budget  int              // requests of a look, besides the lists
	Lease   time.Duration    // after which a look whose process died is made again
	Pause   time.Duration    // before a message is retried
	Now     func() time.Time // the clock by which looks are due
}

// Service looks for issues that were assigned to people, and tells them. Its methods are safe for concurrent use.
type Service struct {
	conf      Config
	store     Store
	engine    Engine
	sender    Sender
	history   Finder
	owners    Owners
	directory Directory
	finder    target.Finder
	tca       *api.Client // remembers nothing
	stats     counters
	log       *slog.Logger
}

// New makes a Service, which runs as part of the Work of the engine. The client is used with the tokens of the owners, and
// remembers nothing.
func New(conf Config, db Store, engine Engine, out Sender, history Finder, owners Owners, directory Directory, finder target.Finder, tca *api.Client, log *slog.Logger) *Service {
	return &Service{conf: conf, store: db, engine: engine, sender: out, history: history, owners: owners, directory: directory, finder: finder, tca: tca, log: log}
}

// Work adds the functions of the jobs about assignments.
func (s *Service) Work(w jobs.Work) jobs.Work {
	w.LookAssigned, w.TellAssigned = s.look, s.tell
	return w
}

// Budget is how many requests a look makes in production: branches times names.
const Budget = 100

// claimLimit is how many looks are claimed in one transaction.
const claimLimit = 100

// Claim inserts jobs for all looks that are due. When the clock was put back, none waits for the time that it showed before.
func (s *Service) Claim(ctx context.Context) error {
	span := store.Span{Lease: s.conf.Lease, Longest: 2 * max(s.conf.Slow, s.conf.Lease)} // the clocks of processes differ
	for {
		n, err := s.store.ClaimAssignments(ctx, s.conf.Now(), span, claimLimit, s.engine.LookAssigned)
		if err != nil || n < claimLimit {
			return err
		}
	}
}
