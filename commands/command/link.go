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
	// Link returns the person's link, ErrNotLinked when there is none, ErrUnreadable when its token cannot be opened, or
	// ErrKeyElsewhere while only another process can open it.
	Link(context.Context, Who) (Link, error)
	// SaveLink stores a link, replacing the person's previous one, and returns it with its new Generation. It resumes the
	// person's subscriptions that lacked a token.
	SaveLink(context.Context, Link) (Link, error)
	// DeleteLink deletes the person's token. It is no error when there is none.
	DeleteLink(context.Context, Who) error
}

// Holdings count what a person owns that others read.
type Holdings struct{ Digests, Follows int }

// Target is a default target: an organisation, and optionally a team, a repository and an analysed branch in it. Parts
// that are not set are empty or 0.
type Target struct {
	Org, Team     string // org_sid and team name
	Repo, Project int64
}

// IsZero reports whether nothing is set.
func (t Target) IsZero() bool { return t == Target{} }

// Profile is what the bot stores of a person, and of the channel in which they ask.
type Profile struct {
	Link     Link   // with its Who alone when there is none
	Missing  error  // why the link cannot be used: ErrNotLinked, ErrUnreadable or ErrKeyElsewhere; nil when it can
	Language string // that the person chose; empty for that of their Slack
	Channel  Target // the default target of the channel
	Personal Target // and that of the person
}

// Defaults are the default targets, the one that counts first.
func (p Profile) Defaults() []Target { return []Target{p.Channel, p.Personal} }
