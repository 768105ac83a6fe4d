package commands

import (
	"context"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

func digestRemove(d DigestDeps) spec.Command {
	return spec.Define(spec.Def[digestArg, Digest]{
		Name:     "digest remove",
		Access:   spec.Anyone,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest remove 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *spec.Request, a *digestArg) (Digest, error) {
			one, err := d.ownDigest(ctx, r, a.Number)
			if err != nil {
				return one, err
			}
			return one, d.Digests.RemoveDigest(ctx, one.Workspace, one.ID, one.Version)
		},
		View: func(s spec.Screen, one Digest) kit.Message {
			return kit.Message{
				kit.Para(kit.Phrase(s.Words, "digest.did_remove", "Number", "#"+number(one.ID), "Name", kit.Bold(one.Name), "Channel", channelSpan(s, one.Channel))),
				kit.Buttons{runs("digests", s.Say("digest.all"), "digest")},
			}
		},
	})
}
