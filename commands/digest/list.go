package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/subscription"
)

// list shows the digests of a channel; in a direct message, those of the person.
func list(d Deps) command.Command {
	return command.Define(command.Def[struct{}, subscription.Listing[card]]{
		Name:     "digest",
		Access:   command.Anyone,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"digest"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (subscription.Listing[card], error) {
			list := subscription.Listing[card]{Kind: d.Kind, Direct: r.Direct, Form: NewForm(r, "")}
			var found []Digest
			var err error
			if r.Direct {
				found, err = d.Digests.OwnDigests(ctx, r.Who.Workspace, r.Who.User)
			} else {
				found, err = d.Digests.ChannelDigests(ctx, r.Who.Workspace, r.Channel)
			}
			for _, one := range found {
				list.All = append(list.All, d.card(r, one, ""))
			}
			return list, err
		},
		View: subscription.ViewListing[card],
	})
}

// NewForm opens the form for a new digest of a target, if one is named, filled in with the usual settings.
func NewForm(r *command.Request, target string) line.Line {
	a := addArgs{Target: target, settings: settingsOf(newDigest(r))}
	if !r.Zoned {
		a.Zone = nil // to be filled in
	}
	return a.line()
}
