package subscription

import (
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

type sentinelError string

// Error implements error.
func (e sentinelError) Error() string { return string(e) }

// Errors about subscriptions. They come in a *KindError.
const (
	// ErrNone says that there is no subscription with that number here.
	ErrNone = sentinelError("no such subscription")
	// ErrChanged says that somebody else changed the subscription first.
	ErrChanged = sentinelError("changed meanwhile")
	// ErrMany says that a channel has the maximum number of subscriptions of one kind.
	ErrMany = sentinelError("too many subscriptions in one channel")
)

// KindError is an error about a subscription of a kind.
type KindError struct {
	Kind Kind
	Err  error
}

// Error implements error. People see the catalogue's sentence instead.
func (e *KindError) Error() string { return string(e.Kind) + ": " + e.Err.Error() }

// Unwrap returns ErrNone, ErrChanged or ErrMany.
func (e *KindError) Unwrap() error { return e.Err }

// Explain implements command.Explainer.
func (e *KindError) Explain(s command.Screen) kit.Message {
	switch {
	case errors.Is(e.Err, ErrChanged):
		return Explained(s, againOrList(s, e.Kind), e.Kind.errors().Key("changed"))
	case errors.Is(e.Err, ErrMany):
		return Explained(s, ToList(s, e.Kind), e.Kind.errors().Key("many"))
	default:
		return Explained(s, ToList(s, e.Kind), e.Kind.errors().Key("none"))
	}
}

// errors are the sentences about what went wrong.
func (k Kind) errors() locale.Group { return k.group("digest_error", "follow_error") }

// ChannelError says why nothing can be posted to a channel.
type ChannelError struct {
	Kind    Kind
	Channel string
	Reason  Reason // ReasonArchived, ReasonChannel or ReasonAudience
}

// Error implements error. People see the catalogue's sentence instead.
func (e *ChannelError) Error() string { return "cannot post there: " + string(e.Reason) }

// Explain implements command.Explainer.
func (e *ChannelError) Explain(s command.Screen) kit.Message {
	return Explained(s, againOrList(s, e.Kind), locale.Group("channel_error").Key(string(e.Reason)), "Channel", screen.ChannelSpan(s, e.Channel))
}

// NotYoursError says that only somebody else can change a subscription.
type NotYoursError struct {
	Kind  Kind
	Owner string
}

// Error implements error. People see the catalogue's sentence instead.
func (e *NotYoursError) Error() string { return "somebody else's " + string(e.Kind) }

// Explain implements command.Explainer.
func (e *NotYoursError) Explain(s command.Screen) kit.Message {
	return Explained(s, ToList(s, e.Kind), e.Kind.errors().Key("not_yours"), "Person", kit.Person(e.Owner))
}

// OwnerLostError says that a subscription's owner has no TCA account connected: somebody else has to take it over.
type OwnerLostError struct {
	Kind   Kind
	Number int64
}

// Error implements error. People see the catalogue's sentence instead.
func (e *OwnerLostError) Error() string {
	return "the owner of the " + string(e.Kind) + " is not connected"
}

// Explain implements command.Explainer.
func (e *OwnerLostError) Explain(s command.Screen) kit.Message {
	adopt := line.Button("adopt", e.Kind.Label(s.Words, "adopt"), e.Kind.Do("adopt", e.Number))
	adopt.Main = true
	return Explained(s, append(kit.Buttons{adopt}, ToList(s, e.Kind)...), e.Kind.errors().Key("owner_lost"))
}

// Explained is a sentence and what can be done next.
func Explained(s command.Screen, next kit.Buttons, id locale.Key, namesAndValues ...any) kit.Message {
	return kit.Message{kit.Para(kit.Phrase(s.Words, id, namesAndValues...)), next}
}

// ToList opens the list of the subscriptions of a kind.
func ToList(s command.Screen, k Kind) kit.Buttons { return kit.Buttons{ListButton(s, k)} }

func againOrList(s command.Screen, k Kind) kit.Buttons {
	return append(kit.Buttons{line.Button("again", s.Say("button.again"), line.This(s))}, ToList(s, k)...)
}
