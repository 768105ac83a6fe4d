package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

type sentinelError string

func (e sentinelError) Error() string { return string(e) }

// Errors about digests.
const (
	// ErrNoDigest says that there is no digest with that number here.
	ErrNoDigest = sentinelError("no such digest")
	// ErrChanged says that somebody else changed the digest first.
	ErrChanged = sentinelError("changed meanwhile")
	// ErrManyDigests says that a channel has the maximum number of digests.
	ErrManyDigests = sentinelError("too many digests in one channel")
	// ErrTargetGone says that the target of a digest was deleted, or is no longer analysed.
	ErrTargetGone = sentinelError("no longer analysed")
)

// Explain implements command.Explainer.
func (e sentinelError) Explain(s command.Screen) kit.Message {
	switch e {
	case ErrChanged:
		return explained(s, againOrList(s), "error.changed")
	case ErrManyDigests:
		return explained(s, toList(s), "error.many_digests")
	case ErrTargetGone:
		return explained(s, toList(s), "error.target_gone")
	default:
		return explained(s, toList(s), "error.no_digest")
	}
}

// Explain implements command.Explainer.
func (e *ChannelError) Explain(s command.Screen) kit.Message {
	return explained(s, againOrList(s), locale.Group("channel_error").Key(string(e.Reason)), "Channel", screen.ChannelSpan(s, e.Channel))
}

// SameError says that a channel has the same digest already: the same target, schedule and content.
type SameError struct{ Number int64 }

func (e *SameError) Error() string { return "the same digest exists" }

// Explain implements command.Explainer.
func (e *SameError) Explain(s command.Screen) kit.Message {
	show := line.Button("show", s.Say("digest.show_same"), line.Digest("show", e.Number))
	return explained(s, append(kit.Buttons{show}, toList(s)...), "error.same_digest", "Number", "#"+kit.Number(e.Number))
}

// Explain implements command.Explainer.
func (e *NotYoursError) Explain(s command.Screen) kit.Message {
	return explained(s, toList(s), "error.not_yours", "Person", kit.Person(e.Owner))
}

// Explain implements command.Explainer.
func (e *OwnerLostError) Explain(s command.Screen) kit.Message {
	adopt := line.Button("adopt", s.Say("digest_do.adopt"), line.Digest("adopt", e.Number))
	adopt.Main = true
	return explained(s, append(kit.Buttons{adopt}, toList(s)...), "error.owner_lost")
}

func explained(s command.Screen, next kit.Buttons, id locale.Key, namesAndValues ...any) kit.Message {
	return kit.Message{kit.Para(kit.Phrase(s.Words, id, namesAndValues...)), next}
}

func toList(s command.Screen) kit.Buttons {
	return kit.Buttons{line.Button("digests", s.Say("digest.all"), line.Digests())}
}

func againOrList(s command.Screen) kit.Buttons {
	return append(kit.Buttons{line.Button("again", s.Say("button.again"), line.This(s))}, toList(s)...)
}
