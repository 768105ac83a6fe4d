package commands

import (
	"context"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

func logout(d AccountDeps) spec.Command {
	return spec.Define(spec.Def[struct{}, struct{}]{
		Name:     "logout",
		Access:   spec.Linked,
		Examples: []string{"logout"},
		Run: func(ctx context.Context, r *spec.Request, _ *struct{}) (struct{}, error) {
			r.TCA.Forget()
			return struct{}{}, d.Links.DeleteLink(ctx, r.Who)
		},
		View: func(s spec.Screen, _ struct{}) kit.Message {
			return kit.Message{
				kit.Para(kit.Phrase(s.Words, "logout.done")),
				kit.Note(kit.Phrase(s.Words, "logout.token")),
				kit.Buttons{connectButton(s.Words, "login.again", "")},
			}
		},
	})
}
