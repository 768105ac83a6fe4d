package digest

import (
	"context"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/line"
)

type digestAddArgs struct {
	Target string
	digestArgs
	Yes bool
}

func (a *digestAddArgs) args() command.Args {
	args := append(command.Args{command.Text(&a.Target, "target").Optional().InForm().Suggested()}, a.digestArgs.args()...)
	return append(args, command.Flag(&a.Yes, "yes").Unasked())
}

// line is the arguments as a line.
func (a *digestAddArgs) line() line.Line { return line.Of("digest add", a.args()) }

func digestAdd(d Deps) command.Command {
	return command.Define(command.Def[digestAddArgs, digestDraft]{
		Name:     "digest add",
		Access:   command.Linked,
		Personal: func(*digestAddArgs) bool { return true },
		Examples: []string{
			"digest add payments-api@master at:09:30 days:mon-fri", "digest add bigteam at:18:00 severity:fatal,error quiet:skip",
			"digest add payments-api gate:new=0,fatal=0", "digest add",
		},
		Args: (*digestAddArgs).args,
		Run:  d.addDigest,
		View: viewDigestDraft,
	})
}

// addDigest shows what a digest would post and who would read it, and keeps it when that was seen.
func (d Deps) addDigest(ctx context.Context, r *command.Request, a *digestAddArgs) (digestDraft, error) {
	one := usualDigest(r)
	a.apply(&one)
	if a.Zone == nil && !r.Zoned {
		return digestDraft{}, &command.UsageError{Reason: "usage.zone_needed"}
	}
	var err error
	if strings.TrimSpace(a.Target) == "" {
		usual, err := d.Default(ctx, r)
		if err != nil {
			return digestDraft{}, err
		}
		if usual.Team == "" {
			return digestDraft{form: newDigestForm(r, "")}, nil
		}
		a.Target = usual.Word()
	}
	where, err := d.placed(ctx, r, &one, a.To)
	if err != nil {
		return digestDraft{}, err
	}
	target, found, err := d.Any(ctx, r, &a.Target)
	if err != nil {
		return digestDraft{}, err
	}
	one.Target, one.Name = target, found.Name
	if !a.Yes {
		draft, err := d.draft(ctx, r, one, where)
		sure := *a
		sure.Yes = true
		draft.save = sure.line()
		form := digestAddArgs{Target: a.Target, digestArgs: argsOf(one)}
		form.To = a.To
		draft.form = form.line()
		return draft, err
	}
	one.Due = one.When.Next(d.Now())
	one, err = d.Digests.AddDigest(ctx, one)
	card := d.card(r, one, "digest.added")
	return digestDraft{card: &card}, err
}
