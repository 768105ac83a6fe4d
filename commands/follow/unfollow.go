package follow

import (
	"context"
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/subscription"
)

type unfollowArgs struct{ Target string }

func (a *unfollowArgs) args() command.Args {
	return command.Args{command.Text(&a.Target, "target").Optional().InForm().Suggested()}
}

// unfollow removes the follows of a channel about one target: the short way, without a number.
func unfollow(d Deps) command.Command {
	return command.Define(command.Def[unfollowArgs, subscription.Listing[card]]{
		Name:     "unfollow",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*unfollowArgs) bool { return true },
		Examples: []string{"unfollow payments-api@master", "unfollow"},
		Args:     (*unfollowArgs).args,
		Run:      d.unfollow,
		View:     viewUnfollowed,
	})
}

// unfollow removes what the person may change. Without a target it lists what there is to choose from.
func (d Deps) unfollow(ctx context.Context, r *command.Request, a *unfollowArgs) (subscription.Listing[card], error) {
	list := subscription.Listing[card]{Kind: d.Kind, Direct: r.Direct}
	found, err := d.Follows.ChannelFollows(ctx, r.Who.Workspace, r.Channel)
	if r.Direct && err == nil {
		found, err = d.Follows.OwnFollows(ctx, r.Who.Workspace, r.Who.User)
		found = slices.DeleteFunc(found, func(f Follow) bool { return f.Channel != r.Channel })
	}
	if err != nil {
		return list, err
	}
	if strings.TrimSpace(a.Target) == "" {
		for _, one := range found {
			list.All = append(list.All, d.card(r, one, ""))
		}
		list.Form = newForm(r, "")
		return list, nil
	}
	about, _, err := d.Any(ctx, r, &a.Target)
	if err != nil {
		return list, err
	}
	found = slices.DeleteFunc(found, func(f Follow) bool { return f.Target != about })
	if len(found) == 0 {
		return list, &subscription.KindError{Kind: subscription.Follow, Err: subscription.ErrNone}
	}
	for _, one := range found {
		if !d.MayChange(r, one.Subscription) {
			return list, &subscription.NotYoursError{Kind: subscription.Follow, Owner: one.Owner}
		}
	}
	for _, one := range found {
		if err := d.Follows.RemoveFollow(ctx, one.Workspace, one.ID, one.Version); err != nil {
			return list, err
		}
		list.All = append(list.All, d.card(r, one, ""))
	}
	return list, nil
}

// viewUnfollowed says what was removed, or lists what can be.
func viewUnfollowed(s command.Screen, d subscription.Listing[card]) kit.Message {
	if !d.Form.IsZero() {
		return subscription.ViewListing(s, d)
	}
	var m kit.Message
	for _, card := range d.All {
		m = append(m, subscription.ViewRemoved(s, card.follow.Subscription)[0])
	}
	return append(m, subscription.ToList(s, subscription.Follow))
}
