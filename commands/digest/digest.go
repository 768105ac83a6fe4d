package digest

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/gate"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"time"
)

// Digest is a scheduled post in a channel about what changed in TCA since the last one. It is built with its owner's
// token.
type Digest struct {
	subscription.Subscription
	When    schedule.Schedule
	Content Content

	Due time.Time // next post; zero unless it is active
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

// Store keeps digests.
type Store interface {
	// AddDigest saves a new digest and returns it with its number, or subscription.ErrMany when the channel has the maximum.
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

// records are digests as a subscription.Manager handles them.
type records struct{ Store }

// Get implements subscription.Store.
func (s records) Get(ctx context.Context, workspace string, id int64) (Digest, error) {
	return s.Digest(ctx, workspace, id)
}

// Change implements subscription.Store.
func (s records) Change(ctx context.Context, d Digest) (Digest, error) { return s.ChangeDigest(ctx, d) }

// Remove implements subscription.Store.
func (s records) Remove(ctx context.Context, workspace string, id int64, version int) error {
	return s.RemoveDigest(ctx, workspace, id, version)
}
