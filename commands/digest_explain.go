package commands

import (
	"errors"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// explainDigest says what is wrong with a line about a digest and what to do next; nil for what is not about one.
func explainDigest(s spec.Screen, err error) kit.Message {
	list := runs("digests", s.Say("digest.all"), "digest")
	again := kit.Buttons{runs("again", s.Say("button.again"), s.Line), list}
	say := func(row kit.Buttons, id string, namesAndValues ...any) kit.Message {
		return kit.Message{kit.Para(kit.Phrase(s.Words, id, namesAndValues...)), row}
	}
	if e, ok := errors.AsType[*ChannelError](err); ok {
		return say(again, "channel_error."+string(e.Reason), "Channel", channelSpan(s, e.Channel))
	}
	if e, ok := errors.AsType[*NotYoursError](err); ok {
		return say(kit.Buttons{list}, "error.not_yours", "Person", kit.Person(e.Owner))
	}
	if e, ok := errors.AsType[*OwnerLostError](err); ok {
		adopt := runs("adopt", s.Say("digest_do.adopt"), "digest adopt "+number(e.Number))
		adopt.Main = true
		return say(kit.Buttons{adopt, list}, "error.owner_lost")
	}
	switch {
	case errors.Is(err, ErrNoChannel):
		return say(again, "error.no_channel")
	case errors.Is(err, ErrNoDigest):
		return say(kit.Buttons{list}, "error.no_digest")
	case errors.Is(err, ErrChanged):
		return say(again, "error.changed")
	case errors.Is(err, ErrManyDigests):
		return say(kit.Buttons{list}, "error.many_digests")
	case errors.Is(err, ErrTargetGone):
		return say(kit.Buttons{list}, "error.target_gone")
	}
	return nil
}
