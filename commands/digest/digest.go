package digest

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/target"
	"time"
)

// Digest is a scheduled post in a channel about what changed in TCA since the last one. It is built with its owner's
// token.
type Digest struct {
	ID        int64
	Workspace string
	Channel   string
	Owner     string        // Slack user
	Target    target.Target // a team, a repository or an analysed branch
	Name      string        // the target's display name when the digest was saved
	When      schedule.Schedule
	Language  locale.Lang
	Content   Content

	State   State
	Reason  Reason    // why it is suspended; empty otherwise
	Version int       // grows with each change by a person
	Due     time.Time // next post; zero unless it is active
	Last    time.Time // last post; zero for none yet
}

// Content is what a digest includes, and what it posts when nothing changed.
type Content struct {
	Severity []api.Severity // only issues of these count as new; empty for all
	Show     []Part         // what is included besides the issues; empty for everything
	Gate     gate.Gate
	Quiet    Quiet
}

// Shows reports whether a part is included.
func (c Content) Shows(p Part) bool {
	return len(c.Show) == 0 || slices.Contains(c.Show, p)
}

// Part is what a digest may include besides the numbers of new, fixed and open issues.
type Part string

// The parts of a digest.
const (
	PartWorst   Part = "worst"   // the worst of the new issues, one by one
	PartMetrics Part = "metrics" // complexity, duplication and size
	PartRules   Part = "rules"   // the rules with the most new issues
	PartAuthors Part = "authors" // the authors with the most new issues
	PartAge     Part = "age"     // how many issues are in old code
	PartTrend   Part = "trend"   // open issues over the last scans
)

// String is the part's word in a line.
func (p Part) String() string { return string(p) }

// Parts lists the parts in the order they are shown.
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
	Suspended State = "suspended" // by the bot, which gives the reason
)

// Reason is why a digest is suspended.
type Reason string

// Why a digest is suspended.
const (
	ReasonToken    Reason = "token"    // TCA rejects the owner's token
	ReasonUnlinked Reason = "unlinked" // the owner's TCA account is not connected any more
	ReasonSealed   Reason = "sealed"   // no configured key opens the owner's token
	ReasonOwner    Reason = "owner"    // the owner has left the workspace
	ReasonRights   Reason = "rights"   // the owner may no longer see the target
	ReasonTarget   Reason = "target"   // the target was deleted or is no longer analysed
	ReasonArchived Reason = "archived" // the channel is archived
	ReasonChannel  Reason = "channel"  // the bot was removed from the channel, or it is gone
	ReasonRefused  Reason = "refused"  // Slack does not let the bot post there
	ReasonScope    Reason = "scope"    // the Slack app lacks a permission
	ReasonAudience Reason = "audience" // the channel has members whom the administrator does not allow
)

// Store keeps digests. Methods that change one take the version that the person saw; ErrChanged says that somebody
// else changed it first, ErrNoDigest that there is none with that number.
type Store interface {
	// AddDigest saves a new digest and returns it with its number, or ErrManyDigests when the channel has the maximum.
	AddDigest(ctx context.Context, d Digest, asked string) (Digest, error)
	// ChangeDigest saves the settings and the state of a digest and returns it with its new version.
	ChangeDigest(context.Context, Digest) (Digest, error)
	// RemoveDigest deletes a digest.
	RemoveDigest(ctx context.Context, workspace string, id int64, version int) error
	// Digest returns a digest.
	Digest(ctx context.Context, workspace string, id int64) (Digest, error)
	// ChannelDigests lists those of a channel, oldest first.
	ChannelDigests(ctx context.Context, workspace, channel string) ([]Digest, error)
	// OwnDigests lists those that a person owns, oldest first.
	OwnDigests(ctx context.Context, workspace, owner string) ([]Digest, error)
	// Marks lists the state of a digest's branches when it last reported them.
	Marks(ctx context.Context, id int64) ([]change.Mark, error)
}
