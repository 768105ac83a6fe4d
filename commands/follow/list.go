package follow

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// list shows the follows of a channel; in a direct message, those of the person.
func list(d Deps) command.Command {
	return command.Define(command.Def[struct{}, subscription.Listing[card]]{
		Name:     "follows",
		Access:   command.Anyone,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"follows"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (subscription.Listing[card], error) {
			list := subscription.Listing[card]{Kind: d.Kind, Direct: r.Direct, Form: newForm(r, "")}
			var found []Follow
			var err error
			if r.Direct {
				found, err = d.Follows.OwnFollows(ctx, r.Who.Workspace, r.Who.User)
			} else {
				found, err = d.Follows.ChannelFollows(ctx, r.Who.Workspace, r.Channel)
			}
			for _, one := range found {
				list.All = append(list.All, d.card(r, one, ""))
			}
			return list, err
		},
		View: subscription.ViewListing[card],
	})
}
