package commands

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"time"
)

// Digest is what is posted into a channel by itself, on some days of the week at a time: what changed in TCA since it
// was posted last. It is made with its owner's token.
type Digest struct {
	ID        int64
	Workspace string
	Channel   string
	Owner     string // Slack user
	Target    Target // a team, a repository or an analysed branch
	Name      string // of the target, as people called it when the digest was saved
	When      schedule.Schedule
	Language  locale.Lang
	Content   DigestContent

	State   DigestState
	Reason  DigestReason // why it is suspended; empty otherwise
	Version int          // grows with each change by a person
	Due     time.Time    // next; zero unless it is active
	Last    time.Time    // when it was posted last; zero for not yet
}

// DigestContent is what a digest tells, and when it tells nothing.
type DigestContent struct {
	Severity []api.Severity // only issues of these are told as new; empty for all
	Show     []DigestPart   // what is told beside the issues; empty for everything
	Gate     Gate
	Quiet    DigestQuiet
}

// Shows reports whether a part is told.
func (c DigestContent) Shows(p DigestPart) bool {
	return len(c.Show) == 0 || slices.Contains(c.Show, p)
}

// DigestPart is what a digest may tell beside how many issues are new, fixed and open.
type DigestPart string

// The parts of a digest.
const (
	PartWorst   DigestPart = "worst"   // the worst of the new issues, one by one
	PartMetrics DigestPart = "metrics" // complexity, duplication and size
	PartRules   DigestPart = "rules"   // which rules found most of what is new
	PartAuthors DigestPart = "authors" // whose code most of it is in
	PartAge     DigestPart = "age"     // how much has been open for long
	PartTrend   DigestPart = "trend"   // how open issues went over the last scans
)

// String is the part's word in a line.
func (p DigestPart) String() string { return string(p) }

// DigestParts lists the parts in the order they are told.
func DigestParts() []DigestPart {
	return []DigestPart{PartWorst, PartMetrics, PartRules, PartAuthors, PartAge, PartTrend}
}

// DigestQuiet is what is posted when nothing changed. The empty one is QuietPost.
type DigestQuiet string

// What is posted when nothing changed.
const (
	QuietPost   DigestQuiet = "post"   // a line that says so
	QuietSkip   DigestQuiet = "skip"   // nothing
	QuietWeekly DigestQuiet = "weekly" // a line, at most once in seven days
)

// String is the word in a line.
func (q DigestQuiet) String() string { return string(q) }

// DigestState is whether a digest is posted.
type DigestState string

// The states of a digest.
const (
	DigestActive    DigestState = "active"
	DigestPaused    DigestState = "paused"    // by a person
	DigestSuspended DigestState = "suspended" // by the bot, which said why
)

// DigestReason is why a digest is suspended.
type DigestReason string

// Why a digest is suspended.
const (
	ReasonToken    DigestReason = "token"    // TCA no longer takes the owner's token
	ReasonUnlinked DigestReason = "unlinked" // the owner's TCA account is not connected any more
	ReasonOwner    DigestReason = "owner"    // the owner has left the workspace
	ReasonRights   DigestReason = "rights"   // the owner may no longer see the target
	ReasonTarget   DigestReason = "target"   // the target was deleted or is no longer analysed
	ReasonArchived DigestReason = "archived" // the channel is archived
	ReasonChannel  DigestReason = "channel"  // the bot was removed from the channel, or it is gone
	ReasonRefused  DigestReason = "refused"  // Slack lets the bot post nothing there
	ReasonAudience DigestReason = "audience" // people read along whom the administrator keeps digests from
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

// Digests keeps digests. Its methods that change one take the version that was seen; ErrChanged says that somebody
// else's change came first, ErrNoDigest that there is none of that number.
type Digests interface {
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
