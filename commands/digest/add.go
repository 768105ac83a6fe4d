package digest

import (
	"context"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

type addArgs struct {
	Target string
	settings
	Yes bool
}

func (a *addArgs) args() command.Args {
	args := append(command.Args{command.Text(&a.Target, "target").Optional().InForm().Suggested()}, a.settings.args()...)
	return append(args, command.Flag(&a.Yes, "yes").Unasked())
}

// line is the arguments as a line.
func (a *addArgs) line() line.Line { return line.Of("digest add", a.args()) }

func add(d Deps) command.Command {
	return command.Define(command.Def[addArgs, draftCard]{
		Name:     "digest add",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*addArgs) bool { return true },
		Examples: []string{
			"digest add payments-api@master at:09:30 days:mon-fri", "digest add bigteam at:18:00 severity:fatal,error quiet:skip",
			"digest add payments-api gate:new=0,fatal=0", "digest add",
		},
		Args: (*addArgs).args,
		Run:  d.add,
		View: viewDraft,
	})
}

// add previews a new digest and its audience, and saves it once the person has confirmed it.
func (d Deps) add(ctx context.Context, r *command.Request, a *addArgs) (draftCard, error) {
	one := newDigest(r)
	a.apply(&one)
	var err error
	if strings.TrimSpace(a.Target) == "" {
		usual, err := d.Default(ctx, r)
		if err != nil {
			return draftCard{}, err
		}
		if usual.Team == "" {
			return draftCard{form: NewForm(r, "")}, nil
		}
		a.Target = target.Word(usual)
	}
	if a.Zone == nil && !r.Zoned {
		return draftCard{}, &command.UsageError{Reason: "usage.zone_needed"}
	}
	where, err := d.Place(ctx, r, &one.Subscription, a.To)
	if err != nil {
		return draftCard{}, err
	}
	target, found, err := d.Any(ctx, r, &a.Target)
	if err != nil {
		return draftCard{}, err
	}
	one.Target, one.Name = target, found.Name
	draft, err := d.draft(ctx, r, one, where)
	if err != nil {
		return draft, err
	}
	if !a.Yes {
		sure := *a
		sure.Yes = true
		draft.save = sure.line()
		form := addArgs{Target: a.Target, settings: settingsOf(one)}
		form.To = a.To
		draft.form = form.line()
		return draft, nil
	}
	one.Due = one.When.Next(d.Now())
	one, err = d.Digests.AddDigest(ctx, one, r.ID)
	card := d.card(r, one, "digest.added")
	card.same = draft.same
	return draftCard{card: &card}, err
}
