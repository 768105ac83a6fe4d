// Package watch has the commands that start and cancel scans, and that follow one until it ends, in a message that is edited
// in place. Package bot/watch edits it.
package watch

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"time"
)

// Watch follows one scan job until it ends. It uses its owner's token.
type Watch struct {
	ID        int64
	Workspace string
	Channel   string // where its message is; the owner's ID for the direct message with the bot
	Owner     string // Slack user
	Ref       api.ProjectRef
	Name      string // of the branch, for people
	Language  locale.Lang
	Begun     time.Time

	Job    int64 // 0 while it is not known whether TCA started the scan
	Before int64 // the newest job of the branch when TCA was asked to start the scan
	Cancel Cancel
}

// Cancel is a request to cancel the job; the zero value stands for none.
type Cancel struct {
	By     string // Slack user
	Reason string
	At     time.Time
	Unsure bool // TCA has not confirmed it
}

// Private reports whether the message is a direct message.
func (w Watch) Private() bool { return w.Channel == w.Owner }

// Watches keeps watches, and follows those that have not ended.
type Watches interface {
	// Begin saves a watch of a scan that TCA is about to be asked to start, once for each key of its owner. For a key that was
	// used before, it returns that watch and first is false.
	Begin(ctx context.Context, w Watch, key string) (saved Watch, first bool, err error)
	// Started records the job of a watch.
	Started(ctx context.Context, id, job int64) error
	// Abandon deletes a watch whose scan was certainly not started. Its key may be used again.
	Abandon(ctx context.Context, w Watch, key string) error
	// Add saves a watch of a job. If there is one of the same job in the same place, it returns that one and added is false;
	// a request to cancel the job is added to it.
	Add(ctx context.Context, w Watch) (saved Watch, added bool, err error)
	// Here lists the watches in a channel that have not ended, oldest first.
	Here(ctx context.Context, workspace, channel string) ([]Watch, error)
	// Of lists the watches of a person in any channel that have not ended, oldest first.
	Of(ctx context.Context, who command.Who) ([]Watch, error)
	// Stop ends a watch early, for the Slack user who stops it; ErrEnded says that it has ended already.
	Stop(ctx context.Context, id int64, by string) error
}
