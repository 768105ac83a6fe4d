package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

func remove(d Deps) command.Command {
	return command.Define(command.Def[numberArgs, Digest]{
		Name:     "digest remove",
		Changes:  true,
		Access:   command.Anyone,
		Personal: func(*numberArgs) bool { return true },
		Examples: []string{"digest remove 3"},
		Args:     (*numberArgs).args,
		Run: func(ctx context.Context, r *command.Request, a *numberArgs) (Digest, error) {
			one, err := d.findOwn(ctx, r, a.Number)
			if err != nil {
				return one, err
			}
			return one, d.Digests.RemoveDigest(ctx, one.Workspace, one.ID, one.Version)
		},
		View: func(s command.Screen, one Digest) kit.Message {
			return kit.Message{
				kit.Para(kit.Phrase(s.Words, "digest.did_remove", "Number", "#"+kit.Number(one.ID), "Name", kit.Bold(one.Name), "Channel", screen.ChannelSpan(s, one.Channel))),
				kit.Buttons{line.Button("digests", s.Say("digest.all"), line.Digests())},
			}
		},
	})
}
