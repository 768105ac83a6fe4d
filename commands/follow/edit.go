package follow

import (
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
)

type editArgs struct {
	Number, Target string
	settings
	Yes bool
}

func (a *editArgs) args() command.Args {
	args := append(command.Args{command.Text(&a.Number, "number"), command.Text(&a.Target, "target").Optional().InForm().Suggested()}, a.settings.args()...)
	return append(args, command.Flag(&a.Yes, "yes").Unasked())
}

func (a *editArgs) line() line.Line { return line.Of("follows edit", a.args()) }

func edit(d Deps) command.Command {
	return command.Define(command.Def[editArgs, draftCard]{
		Name:     "follows edit",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*editArgs) bool { return true },
		Examples: []string{"follows edit 3 what:failed", "follows edit 3 payments-api@develop"},
		Args:     (*editArgs).args,
		Run:      d.edit,
		View:     viewDraft,
	})
}

// edit saves a change of language at once. A change of target, channel or choice is shown first, with who would read it.
func (d Deps) edit(ctx context.Context, r *command.Request, a *editArgs) (draftCard, error) {
	before, err := d.manager().FindOwn(ctx, r, a.Number)
	if err != nil {
		return draftCard{}, err
	}
	one := before
	a.apply(&one)
	if a.To != "" && a.To != before.Channel {
		one.Channel = a.To
		if _, err := d.Postable(ctx, r, a.To); err != nil {
			return draftCard{}, err
		}
	}
	if a.Target != "" && a.Target != target.Word(before.Target) {
		about, found, err := d.Any(ctx, r, &a.Target)
		if err != nil {
			return draftCard{}, err
		}
		one.Target, one.Name = about, found.Name
		if err := analysed(ctx, r, about); err != nil {
			return draftCard{}, err
		}
	}
	shows := one.Target != before.Target || one.Channel != before.Channel || !slices.Equal(one.What, before.What) || one.Gate.String() != before.Gate.String()
	if shows && before.Owner != r.Who.User {
		// A follow shows what its owner's token can see, so only the owner decides what others read. An administrator who
		// changes that becomes the owner, and needs access to the target.
		if err := d.Visible(ctx, r, one.Target); err != nil {
			return draftCard{}, err
		}
		one.Owner = r.Who.User
	}
	if before.LiftedBy(one.Subscription) {
		one.State = subscription.Active
	}
	alike, err := d.alike(ctx, one)
	if err != nil {
		return draftCard{}, err
	}
	if shows && !a.Yes {
		return d.editDraft(ctx, a, one, alike)
	}
	card, err := d.manager().Save(ctx, r, one, "follow.edited")
	card.same = alike
	return draftCard{card: &card}, err
}

// editDraft shows a changed follow.
func (d Deps) editDraft(ctx context.Context, a *editArgs, one Follow, alike []Follow) (draftCard, error) {
	where, err := d.Channels.Channel(ctx, one.Workspace, one.Channel)
	sure := *a
	sure.Yes = true
	form := editArgs{Number: a.Number, Target: target.Word(one.Target), settings: settingsOf(one)}
	form.To = a.To
	return draftCard{follow: one, where: where, same: alike, save: sure.line(), form: form.line()}, err
}
