package preview

import (
	"context"
	"regexp"
	"tcabot/commands/command"
)

type askArgs struct{ In string }

// linksAsk forgets a choice.
func linksAsk(d Deps) command.Command {
	return command.Define(command.Def[askArgs, linksCard]{
		Name:     "links ask",
		Changes:  true,
		Access:   command.Anyone,
		Personal: func(*askArgs) bool { return true },
		Examples: []string{"links ask", "links ask in:<#C0123456789>"},
		Args: func(a *askArgs) command.Args {
			return command.Args{command.Value(&a.In, "in", "#channel")}
		},
		Run: func(ctx context.Context, r *command.Request, a *askArgs) (linksCard, error) {
			channel := r.Channel
			if a.In != "" {
				m := channelForm.FindStringSubmatch(a.In)
				if m == nil {
					return linksCard{}, &command.UsageError{Reason: "usage.channel", Data: []any{"Value", a.In}}
				}
				channel = m[1]
			}
			return d.choose(ctx, r, channel, "", "links.said_ask")
		},
		View: viewLinks,
	})
}

// channelForm is how Slack sends a channel that was typed: <#C0123|name>.
var channelForm = regexp.MustCompile(`^<#([CDG][A-Z0-9]{2,30})(\|[^>]*)?>$`)
