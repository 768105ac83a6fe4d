// Package home has the screens from which people start: the menu that an empty line shows, and the page of App Home.
package home

import (
	"context"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/follow"
	"tcabot/commands/overview"
	"tcabot/commands/schedule"
	"tcabot/commands/target"
	"tcabot/commands/watch"
)

// Deps is what the commands here use.
type Deps struct {
	target.Finder
	Settings Settings
	Digests  Digests
	Follows  Follows
	Watches  Watches
	Worker   overview.Worker
}

// Settings keeps what people chose.
type Settings interface {
	// Language returns the language a person chose, or "" for Slack's own.
	Language(context.Context, command.Who) (string, error)
	// Mentioned reports whether a person agreed to be mentioned where they are an author.
	Mentioned(context.Context, command.Who) (bool, error)
	// Notices is whether a person is told about issues that are assigned to them.
	Notices(context.Context, command.Who) (assignment.Notices, error)
	// Quiet returns a person's quiet hours; the zero schedule.Quiet for none.
	Quiet(context.Context, command.Who) (schedule.Quiet, error)
}

// Digests lists digests, oldest first.
type Digests interface {
	ChannelDigests(ctx context.Context, workspace, channel string) ([]digest.Digest, error)
	OwnDigests(ctx context.Context, workspace, owner string) ([]digest.Digest, error)
}

// Follows lists follows, oldest first.
type Follows interface {
	ChannelFollows(ctx context.Context, workspace, channel string) ([]follow.Follow, error)
	OwnFollows(ctx context.Context, workspace, owner string) ([]follow.Follow, error)
}

// Watches lists the watches of a person that have not ended.
type Watches interface {
	Of(ctx context.Context, who command.Who) ([]watch.Watch, error)
}

// Commands lists the commands here, in the order of help.
func Commands(d Deps) []command.Command { return []command.Command{menu(d), home(d)} }
