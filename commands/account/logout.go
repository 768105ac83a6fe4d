package account

import (
	"context"
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

func logout(d Deps) command.Command {
	return command.Define(command.Def[struct{}, struct{}]{
		Name:        "logout",
		Changes:     true,
		Disconnects: true,
		Access:      command.Anyone, // a token that cannot be read can be deleted, too
		Examples:    []string{"logout"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (struct{}, error) {
			_, err := d.Links.Link(ctx, r.Who)
			if err != nil && !errors.Is(err, command.ErrUnreadable) {
				return struct{}{}, err
			}
			return struct{}{}, d.Links.DeleteLink(ctx, r.Who)
		},
		View: func(s command.Screen, _ struct{}) kit.Message {
			return kit.Message{
				kit.Para(kit.Phrase(s.Words, "logout.done")),
				kit.Note(kit.Phrase(s.Words, "logout.token")),
				kit.Buttons{screen.ConnectButton(s.Words, "login.again", line.Line{})},
			}
		},
	})
}
