// Package people says whom a post may mention in a channel.
package people

import (
	"context"
	"log/slog"
	"tcabot/commands/people"
)

// Accounts knows who agreed to be mentioned.
type Accounts interface {
	// People are the people of a workspace whom posts may mention.
	People(ctx context.Context, workspace string) (people.People, error)
}

// Channels knows who reads a channel.
type Channels interface {
	// Readers are those of the users who read a channel, as far as that can be told.
	Readers(ctx context.Context, channel string, users []string) ([]string, error)
}

// Finder finds the people whom a post may mention. Its methods are safe for concurrent use.
type Finder struct {
	accounts Accounts
	channels Channels
	log      *slog.Logger
}

// New makes a Finder.
func New(accounts Accounts, channels Channels, log *slog.Logger) *Finder {
	return &Finder{accounts: accounts, channels: channels, log: log}
}

// In is the people whom a post in a channel may mention: those who agreed and read the channel. Slack offers to invite
// others whom a post mentions. If that cannot be found out, it is nobody: a post with plain names is better than none.
func (f *Finder) In(ctx context.Context, workspace, channel string) people.People {
	agreed, err := f.accounts.People(ctx, workspace)
	if err != nil {
		f.log.WarnContext(ctx, "cannot look up who may be mentioned", "error", err)
		return people.People{}
	}
	users := agreed.Users()
	if len(users) == 0 {
		return people.People{}
	}
	readers, err := f.channels.Readers(ctx, channel, users)
	if err != nil {
		f.log.WarnContext(ctx, "cannot look up who of those who may be mentioned reads a channel", "channel", channel, "error", err)
		return people.People{}
	}
	return agreed.Only(readers)
}
