package command

import (
	"context"
	"tcabot/api/secret"
	"time"
)

// Link ties a Slack user to a TCA account.
type Link struct {
	Who        Who
	Username   string   // the TCA user
	Nickname   string   // the user's display name in TCA
	Names      []string // further names under which the person's commits appear
	Token      secret.Text
	Generation int64     // grows with each login; part of every cache key
	Rights     int64     // grows when TCA takes a right away; part of every cache key
	Linked     time.Time // when
}

// Links keeps one Link per Slack user.
type Links interface {
	// Link returns the person's link, ErrNotLinked when there is none, or ErrUnreadable when its token cannot be opened.
	Link(context.Context, Who) (Link, error)
	// SaveLink stores a link, replacing the person's previous one, and returns it with its new Generation.
	SaveLink(context.Context, Link) (Link, error)
	// DeleteLink deletes the person's token. It is no error when there is none.
	DeleteLink(context.Context, Who) error
}
