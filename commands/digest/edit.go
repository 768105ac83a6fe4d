package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/line"
)

type digestEditArgs struct {
	Number, Target string
	digestArgs
	Yes bool
}

func (a *digestEditArgs) args() command.Args {
	args := append(command.Args{command.Text(&a.Number, "number"), command.Text(&a.Target, "target").Optional().InForm().Suggested()}, a.digestArgs.args()...)
	return append(args, command.Flag(&a.Yes, "yes").Unasked())
}

func (a *digestEditArgs) line() line.Line { return line.Of("digest edit", a.args()) }

func digestEdit(d Deps) command.Command {
	return command.Define(command.Def[digestEditArgs, digestDraft]{
		Name:     "digest edit",
		Access:   command.Linked,
		Personal: func(*digestEditArgs) bool { return true },
		Examples: []string{"digest edit 3 at:10:00", "digest edit 3 days:mon,wed,fri gate:none", "digest edit 3 payments-api@develop"},
		Args:     (*digestEditArgs).args,
		Run:      d.editDigest,
		View:     viewDigestDraft,
	})
}

// editDigest changes a digest at once where that shows nobody anything else. Where it tells of something else, tells
// more, or tells others, it first shows what, and to whom.
func (d Deps) editDigest(ctx context.Context, r *command.Request, a *digestEditArgs) (digestDraft, error) {
	before, err := d.ownDigest(ctx, r, a.Number)
	if err != nil {
		return digestDraft{}, err
	}
	one := before
	a.apply(&one)
	if a.To != "" && a.To != before.Channel {
		one.Channel = a.To
		if _, err := d.postable(ctx, r, a.To); err != nil {
			return digestDraft{}, err
		}
	}
	if a.Target != "" && a.Target != before.Target.Word() {
		target, found, err := d.Any(ctx, r, &a.Target)
		if err != nil {
			return digestDraft{}, err
		}
		one.Target, one.Name = target, found.Name
	}
	tellsOther := one.Target != before.Target || one.Channel != before.Channel || tells(one) != tells(before)
	if tellsOther && before.Owner != r.Who.User {
		// What others are told is the owner's to decide, whose token it is made with. An administrator who decides it
		// otherwise becomes the owner, and must be able to see it.
		word := one.Target.Word()
		if _, _, err := d.Any(ctx, r, &word); err != nil {
			return digestDraft{}, err
		}
		one.Owner = r.Who.User
	}
	if mended(before, one) {
		one.State = Active
	}
	if !a.Yes && tellsOther {
		where, err := d.Channels.Channel(ctx, one.Workspace, one.Channel)
		if err != nil {
			return digestDraft{}, err
		}
		draft, err := d.draft(ctx, r, one, where)
		sure := *a
		sure.Yes = true
		draft.save = sure.line()
		form := digestEditArgs{Number: a.Number, Target: one.Target.Word(), digestArgs: argsOf(one)}
		form.To = a.To
		draft.form = form.line()
		return draft, err
	}
	card, err := d.changed(ctx, r, one, "digest.edited")
	return digestDraft{card: &card}, err
}

// mended reports whether a change takes away why a digest was suspended.
func mended(before, after Digest) bool {
	if before.State != Suspended {
		return false
	}
	switch before.Reason {
	case ReasonArchived, ReasonChannel, ReasonRefused, ReasonAudience:
		return before.Channel != after.Channel
	case ReasonTarget, ReasonRights:
		return before.Target != after.Target
	default:
		return before.Owner != after.Owner
	}
}

// tells is what a digest was told to tell, in a word that can be compared.
func tells(d Digest) string {
	return listWords(d.Content.Severity) + "|" + listWords(d.Content.Show) + "|" + d.Content.Gate.String() + "|" + string(d.Language)
}
