package preview

import (
	"context"
	"tcabot/commands/command"
)

func linksNever(d Deps) command.Command {
	return command.Define(command.Def[struct{}, linksCard]{
		Name:     "links never",
		Changes:  true,
		Access:   command.Anyone,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"links never"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (linksCard, error) {
			return d.choose(ctx, r, r.Channel, Never, "links.said_never")
		},
		View: viewLinks,
	})
}
