package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/subscription"
)

type sentinelError string

func (e sentinelError) Error() string { return string(e) }

// ErrTargetGone says that the target of a digest was deleted, or is no longer analysed.
const ErrTargetGone = sentinelError("no longer analysed")

// Explain implements command.Explainer.
func (e sentinelError) Explain(s command.Screen) kit.Message {
	return subscription.Explained(s, subscription.ToList(s, subscription.Digest), "error.target_gone")
}

// SameError says that a channel has the same digest already: the same target, schedule and content.
type SameError struct{ Number int64 }

func (e *SameError) Error() string { return "the same digest exists" }

// Explain implements command.Explainer.
func (e *SameError) Explain(s command.Screen) kit.Message {
	show := line.Button("show", s.Say("digest.show_same"), line.Digest("show", e.Number))
	return subscription.Explained(s, append(kit.Buttons{show}, subscription.ToList(s, subscription.Digest)...), "error.same_digest", "Number", "#"+kit.Number(e.Number))
}
