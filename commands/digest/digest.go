package digest

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/target"
	"time"
)

// Digest is what is posted into a channel by itself, on some days of the week at a time: what changed in TCA since it
// was posted last. It is made with its owner's token.
type Digest struct {
	ID        int64
	Workspace string
	Channel   string
	Owner     string        // Slack user
	Target    target.Target // a team, a repository or an analysed branch
	Name      string        // of the target, as people called it when the digest was saved
	When      schedule.Schedule
	Language  locale.Lang
	Content   Content

	State   State
	Reason  Reason    // why it is suspended; empty otherwise
	Version int       // grows with each change by a person
	Due     time.Time // next; zero unless it is active
	Last    time.Time // when it was posted last; zero for not yet
}

// Content is what a digest tells, and when it tells nothing.
type Content struct {
	Severity []api.Severity // only issues of these are told as new; empty for all
	Show     []Part         // what is told beside the issues; empty for everything
	Gate     Gate
	Quiet    Quiet
}

// Shows reports whether a part is told.
func (c Content) Shows(p Part) bool {
	return len(c.Show) == 0 || slices.Contains(c.Show, p)
}

// Part is what a digest may tell beside how many issues are new, fixed and open.
type Part string

// The parts of a digest.
const (
	PartWorst   Part = "worst"   // the worst of the new issues, one by one
	PartMetrics Part = "metrics" // complexity, duplication and size
	PartRules   Part = "rules"   // which rules found most of what is new
	PartAuthors Part = "authors" // whose code most of it is in
	PartAge     Part = "age"     // how much has been open for long
	PartTrend   Part = "trend"   // how open issues went over the last scans
)

// String is the part's word in a line.
func (p Part) String() string { return string(p) }

// Parts lists the parts in the order they are told.
func Parts() []Part {
	return []Part{PartWorst, PartMetrics, PartRules, PartAuthors, PartAge, PartTrend}
}

// Quiet is what is posted when nothing changed. The empty one is QuietPost.
type Quiet string

// What is posted when nothing changed.
const (
	QuietPost   Quiet = "post"   // a line that says so
	QuietSkip   Quiet = "skip"   // nothing
	QuietWeekly Quiet = "weekly" // a line, at most once in seven days
)

// String is the word in a line.
func (q Quiet) String() string { return string(q) }

// State is whether a digest is posted.
type State string

// The states of a digest.
const (
	Active    State = "active"
	Paused    State = "paused"    // by a person
	Suspended State = "suspended" // by the bot, which said why
)

// Reason is why a digest is suspended.
type Reason string

// Why a digest is suspended.
const (
	ReasonToken    Reason = "token"    // TCA no longer takes the owner's token
	ReasonUnlinked Reason = "unlinked" // the owner's TCA account is not connected any more
	ReasonOwner    Reason = "owner"    // the owner has left the workspace
	ReasonRights   Reason = "rights"   // the owner may no longer see the target
	ReasonTarget   Reason = "target"   // the target was deleted or is no longer analysed
	ReasonArchived Reason = "archived" // the channel is archived
	ReasonChannel  Reason = "channel"  // the bot was removed from the channel, or it is gone
	ReasonRefused  Reason = "refused"  // Slack lets the bot post nothing there
	ReasonAudience Reason = "audience" // people read along whom the administrator keeps digests from
)

// Mark is how an analysed branch stood when a digest last told of it. What is new since then is what it tells next.
type Mark struct {
	Project    int64
	Scan       int64 // the newest scan that had been told of
	Open       api.SeverityCounts
	Resolved   int     // issues that people had resolved
	Complex    int     // functions over the threshold
	Duplicated float64 // percent of the lines
	Code       int     // lines
	Has        MarkParts
}

// MarkParts says which figures of a Mark were known: a scan may have brought some only.
type MarkParts struct{ Lint, Complexity, Duplication, Lines bool }

// Store keeps digests. Its methods that change one take the version that was seen; ErrChanged says that somebody
// else's change came first, ErrNoDigest that there is none of that number.
type Store interface {
	// AddDigest keeps a new digest and returns it with its number; ErrManyDigests if the channel has as many as it may.
	AddDigest(context.Context, Digest) (Digest, error)
	// ChangeDigest replaces what people can change, and whether it is posted, and returns it with its new version.
	ChangeDigest(context.Context, Digest) (Digest, error)
	// RemoveDigest forgets one.
	RemoveDigest(ctx context.Context, workspace string, id int64, version int) error
	// Digest returns one.
	Digest(ctx context.Context, workspace string, id int64) (Digest, error)
	// ChannelDigests lists those of a channel, oldest first.
	ChannelDigests(ctx context.Context, workspace, channel string) ([]Digest, error)
	// OwnDigests lists those that a person owns, oldest first.
	OwnDigests(ctx context.Context, workspace, owner string) ([]Digest, error)
	// Marks lists how a digest's branches stood when it last told of them.
	Marks(ctx context.Context, id int64) ([]Mark, error)
}
