package digest

import (
	"context"
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

func (a *editArgs) line() line.Line { return line.Of("digest edit", a.args()) }

func edit(d Deps) command.Command {
	return command.Define(command.Def[editArgs, draftCard]{
		Name:     "digest edit",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*editArgs) bool { return true },
		Examples: []string{"digest edit 3 at:10:00", "digest edit 3 days:mon,wed,fri gate:none", "digest edit 3 payments-api@develop"},
		Args:     (*editArgs).args,
		Run:      d.edit,
		View:     viewDraft,
	})
}

// edit saves a change of schedule at once. A change of target, channel or content is previewed first.
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
		target, found, err := d.Any(ctx, r, &a.Target)
		if err != nil {
			return draftCard{}, err
		}
		one.Target, one.Name = target, found.Name
	}
	newContent := one.Target != before.Target || one.Channel != before.Channel || contentWord(one) != contentWord(before)
	if newContent && before.Owner != r.Who.User {
		// A digest shows what its owner's token can see, so only the owner decides what others read. An administrator who
		// changes that becomes the owner, and needs access to the target.
		if err := d.Visible(ctx, r, one.Target); err != nil {
			return draftCard{}, err
		}
		one.Owner = r.Who.User
	}
	if before.LiftedBy(one.Subscription) {
		one.State = subscription.Active
	}
	if newContent {
		draft, err := d.editDraft(ctx, r, a, one)
		if err != nil || !a.Yes {
			return draft, err
		}
	}
	alike, err := d.alike(ctx, one)
	if err != nil {
		return draftCard{}, err
	}
	card, err := d.manager().Save(ctx, r, one, "digest.edited")
	card.same = alike
	return draftCard{card: &card}, err
}

// editDraft previews a changed digest.
func (d Deps) editDraft(ctx context.Context, r *command.Request, a *editArgs, one Digest) (draftCard, error) {
	where, err := d.Channels.Channel(ctx, one.Workspace, one.Channel)
	if err != nil {
		return draftCard{}, err
	}
	draft, err := d.draft(ctx, r, one, where)
	sure := *a
	sure.Yes = true
	draft.save = sure.line()
	form := editArgs{Number: a.Number, Target: target.Word(one.Target), settings: settingsOf(one)}
	form.To = a.To
	draft.form = form.line()
	return draft, err
}

// contentWord is the content settings of a digest as a word, for comparison.
func contentWord(d Digest) string {
	return listWords(d.Content.Severity) + "|" + listWords(d.Content.Show) + "|" + d.Content.Gate.String() + "|" + string(d.Language)
}
