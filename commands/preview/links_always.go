package preview

import (
	"context"
	"tcabot/commands/command"
)

// linksAlways allows previews in the channel where it is asked. A channel that other companies can read, or of which that
// is not known, is refused: there a person decides message by message.
func linksAlways(d Deps) command.Command {
	return command.Define(command.Def[struct{}, linksCard]{
		Name:     "links always",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"links always"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (linksCard, error) {
			c, err := d.Channels.Channel(ctx, r.Who.Workspace, r.Channel)
			switch {
			case err != nil:
				return linksCard{}, err
			case c.Direct:
				return linksCard{}, &command.UsageError{Reason: "usage.links_direct"}
			case !d.Policy.Allows(c):
				return linksCard{}, &command.UsageError{Reason: "usage.links_refused"}
			case c.External, c.Invited:
				return linksCard{}, &command.UsageError{Reason: "usage.links_external"}
			}
			return d.choose(ctx, r, r.Channel, Always, "links.said_always")
		},
		View: viewLinks,
	})
}
