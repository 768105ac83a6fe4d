// Package follow is the post about scans that have ended: a channel or a person follows a branch, a repository or a whole
// team, and hears at once what a scan found. It has the settings and the commands, the report of what ended, and how that is
// shown. Package bot/follow asks TCA and posts.
package follow

import (
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"time"
)

// Follow is a channel's wish to hear when scans of a target end.
type Follow struct {
	subscription.Subscription
	What  []What    // which scans are posted: those that any of these words means
	Gate  gate.Gate // the limits that ByGate goes by; nil for those that hold for the branch
	Since time.Time // what ended before is not posted
}

// What is a choice of scans.
type What string

// What can be followed.
const (
	ByAll    What = "all"    // every scan
	ByFailed What = "failed" // scans that failed
	ByGate   What = "gate"   // scans that broke the quality gate, or mended it
	ByNew    What = "new"    // scans that found fatal or error issues
	ByMine   What = "mine"   // scans that found issues whose author is the owner
)

// String is the word in a line.
func (w What) String() string { return string(w) }

// Whats lists the choices.
func Whats() []What { return []What{ByAll, ByFailed, ByGate, ByNew, ByMine} }

// usual is what is followed unless somebody says otherwise.
func usual() []What { return []What{ByFailed, ByNew} }

// usualGate are the limits where no quality gate holds: no new issues.
func usualGate() gate.Gate { return gate.Gate{{What: gate.New}} }

// Has reports whether a choice is among those of the follow.
func (f Follow) Has(w What) bool { return slices.Contains(f.What, w) }

// Covers reports whether a branch belongs to what is followed.
func (f Follow) Covers(repo, project int64) bool {
	t := f.Target
	return (t.Repo == 0 || t.Repo == repo) && (t.Project == 0 || t.Project == project)
}

// Settings are the choices, by which people tell follows apart.
func (f Follow) Settings(s command.Screen) string { return whatWords(s, f) }

// whatWords lists the choices, and the limits where they count.
func whatWords(s command.Screen, f Follow) string {
	words := make([]string, len(f.What))
	for i, w := range f.What {
		words[i] = s.Say(locale.Group("follow_what").Key(string(w)))
		if len(f.Gate) > 0 && (w == ByGate || w == ByAll) {
			words[i] += " (" + f.Gate.String() + ")"
		}
	}
	return screen.Join(s, words)
}

// Store keeps follows.
type Store interface {
	// AddFollow saves a new follow and returns it with its number, or subscription.ErrMany when the channel has the maximum.
	AddFollow(ctx context.Context, f Follow, asked string) (Follow, error)
	// ChangeFollow saves the settings and the state of a follow and returns it with its new version.
	ChangeFollow(context.Context, Follow) (Follow, error)
	// RemoveFollow deletes a follow.
	RemoveFollow(ctx context.Context, workspace string, id int64, version int) error
	// Follow returns a follow.
	Follow(ctx context.Context, workspace string, id int64) (Follow, error)
	// ChannelFollows lists those of a channel, oldest first.
	ChannelFollows(ctx context.Context, workspace, channel string) ([]Follow, error)
	// OwnFollows lists those that a person owns, oldest first.
	OwnFollows(ctx context.Context, workspace, owner string) ([]Follow, error)
}

// records are follows as a subscription.Manager handles them.
type records struct{ Store }

// Get implements subscription.Store.
func (s records) Get(ctx context.Context, workspace string, id int64) (Follow, error) {
	return s.Follow(ctx, workspace, id)
}

// Change implements subscription.Store. A follow that was active before, for the same owner and about the same, goes on: what
// has ended and is not posted yet is posted with the new settings.
func (s records) Change(ctx context.Context, f Follow) (Follow, error) {
	before, err := s.Follow(ctx, f.Workspace, f.ID)
	if err != nil {
		return f, err
	}
	if before.State == subscription.Active && before.Owner == f.Owner && before.Target == f.Target {
		f.Since = before.Since
	}
	return s.ChangeFollow(ctx, f)
}

// Remove implements subscription.Store.
func (s records) Remove(ctx context.Context, workspace string, id int64, version int) error {
	return s.RemoveFollow(ctx, workspace, id, version)
}
