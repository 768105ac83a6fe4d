package command

import (
	"context"
	"tcabot/api/secret"
	"time"
)

// Link ties a Slack user to a TCA account.
type Link struct {
	Who        Who
	Username   string // the TCA user
	Nickname   string // what TCA shows for that user
	Token      secret.Text
	Generation int64     // grows with each login; part of every cache key
	Linked     time.Time // when
}

// Links keeps one Link per Slack user.
type Links interface {
	// Link returns the person's link, or ErrNotLinked.
	Link(context.Context, Who) (Link, error)
	// SaveLink stores a link in place of the person's former one and returns it with its new Generation.
	SaveLink(context.Context, Link) (Link, error)
	// DeleteLink forgets the person's token. Nothing to forget is not an error.
	DeleteLink(context.Context, Who) error
}
