// Package subscription is what the posts that nobody asks for have in common, digests, follows and notices about assigned
// issues: who owns one, who reads it, who may change it, and why it is suspended. Package bot/subscription suspends and resumes them.
package subscription

import (
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/target"
	"time"
)

// Subscription is a channel's subscription to what happens to a target in TCA. Its posts are made with its owner's token.
type Subscription struct {
	Kind      Kind
	ID        int64
	Workspace string
	Channel   string
	Owner     string        // Slack user
	Target    target.Target // a team, a repository or an analysed branch
	Name      string        // the target's display name when the subscription was saved
	Language  locale.Lang

	State   State
	Reason  Reason    // why it is suspended; empty otherwise
	Version int       // grows with each change by a person
	Last    time.Time // last post; zero for none yet
}

// Kind is a kind of subscriptions.
type Kind string

// The kinds of subscriptions.
const (
	Digest     Kind = "digest"     // a summary at fixed times
	Follow     Kind = "follow"     // a post when a scan has ended
	Assignment Kind = "assignment" // a direct message about issues that were assigned to its owner; one for each person, without a target
)

// List is the command line that lists the subscriptions of a channel.
func (k Kind) List() line.Line {
	switch k {
	case Follow:
		return line.Follows()
	case Assignment:
		return line.NoticesState()
	default:
		return line.Digests()
	}
}

// Do is the command line that does something with one.
func (k Kind) Do(verb string, number int64) line.Line {
	if k == Follow {
		return line.Follow(verb, number)
	}
	return line.Digest(verb, number)
}

// group is where the sentences of a kind are.
func (k Kind) group(digest, follow locale.Group) locale.Group {
	if k == Follow {
		return follow
	}
	return digest
}

// Label is the text of a button that does something with one.
func (k Kind) Label(w locale.Words, verb string) string {
	return w.Say(locale.Group("subscription_do").Key(verb))
}

// State is whether a subscription is posted.
type State string

// The states of a subscription.
const (
	Active    State = "active"
	Paused    State = "paused"    // by a person
	Suspended State = "suspended" // by the bot, which gives the reason
)

// Reason is why a subscription is suspended.
type Reason string

// Why a subscription is suspended.
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
	ReasonRemoved  Reason = "removed"  // the app was removed from the workspace
	ReasonAudience Reason = "audience" // the channel has members whom the administrator does not allow
)

// OfChannel reports whether a subscription is suspended because of its channel, and not of its owner or target.
func (r Reason) OfChannel() bool {
	switch r {
	case ReasonArchived, ReasonChannel, ReasonRefused, ReasonScope, ReasonAudience:
		return true
	default:
		return false
	}
}

// LiftedBy reports whether a change removes the reason why a subscription was suspended.
func (s Subscription) LiftedBy(after Subscription) bool {
	switch {
	case s.State != Suspended:
		return false
	case s.Reason.OfChannel():
		return s.Channel != after.Channel
	case s.Reason == ReasonTarget || s.Reason == ReasonRights:
		return s.Target != after.Target
	default:
		return s.Owner != after.Owner
	}
}

// Owned is the new subscription of the person who asks, where they ask.
func Owned(k Kind, r *command.Request) Subscription {
	return Subscription{Kind: k, Workspace: r.Who.Workspace, Channel: r.Channel, Owner: r.Who.User, Language: r.Words.Lang(), State: Active}
}
