package follow

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
)

type addArgs struct {
	Target string
	settings
	Me  bool
	Yes bool
}

func (a *addArgs) args() command.Args {
	args := append(command.Args{command.Text(&a.Target, "target").Optional().InForm().Suggested()}, a.settings.args()...)
	return append(args, command.Flag(&a.Me, "me"), command.Flag(&a.Yes, "yes").Unasked())
}

// line is the arguments as a line.
func (a *addArgs) line() line.Line { return line.Of("follow", a.args()) }

func add(d Deps) command.Command {
	return command.Define(command.Def[addArgs, draftCard]{
		Name:     "follow",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*addArgs) bool { return true },
		Examples: []string{"follow payments-api@master", "follow bigteam what:failed,new", "follow payments-api what:gate gate:new=0,fatal=0", "follow payments-api what:mine --me", "follow"},
		Args:     (*addArgs).args,
		Run:      d.add,
		View:     viewDraft,
	})
}

// add shows what a new follow would post and to whom, and saves it once the person has confirmed it.
func (d Deps) add(ctx context.Context, r *command.Request, a *addArgs) (draftCard, error) {
	one := newFollow(r)
	a.apply(&one)
	if strings.TrimSpace(a.Target) == "" {
		usual, err := d.Default(ctx, r)
		if err != nil {
			return draftCard{}, err
		}
		if usual.Team == "" {
			return draftCard{form: newForm(r, "")}, nil
		}
		a.Target = target.Word(usual)
	}
	where, err := d.place(ctx, r, &one, a)
	if err != nil {
		return draftCard{}, err
	}
	about, found, err := d.Any(ctx, r, &a.Target)
	if err != nil {
		return draftCard{}, err
	}
	one.Target, one.Name = about, found.Name
	if err := analysed(ctx, r, about); err != nil {
		return draftCard{}, err
	}
	same, err := d.alike(ctx, one)
	if err != nil {
		return draftCard{}, err
	}
	draft := draftCard{follow: one, where: where, same: same}
	if !a.Yes {
		sure := *a
		sure.Yes = true
		draft.save = sure.line()
		form := addArgs{Target: a.Target, settings: settingsOf(one), Me: a.Me}
		form.To = a.To
		draft.form = form.line()
		return draft, nil
	}
	one.Since = d.Now()
	one, err = d.Follows.AddFollow(ctx, one, r.ID)
	card := d.card(r, one, "follow.added")
	card.same = same
	return draftCard{card: &card}, err
}

// analysed checks that a branch is analysed: no scan of another would ever end.
func analysed(ctx context.Context, r *command.Request, t target.Target) error {
	if t.Project == 0 {
		return nil
	}
	p, err := r.TCA.Project(ctx, api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: t.Org, Team: t.Team}, ID: t.Repo}, ID: t.Project})
	if err == nil && (p.Status != api.ProjectActive || !p.Deleted.IsZero()) {
		err = ErrTargetGone
	}
	return err
}

// place finds the channel of a new follow. That of a person's own is the direct message with the bot.
func (d Deps) place(ctx context.Context, r *command.Request, one *Follow, a *addArgs) (screen.Channel, error) {
	if !a.Me {
		return d.Place(ctx, r, &one.Subscription, a.To)
	}
	own := *r
	own.Direct = true
	return d.Place(ctx, &own, &one.Subscription, "")
}

// alike lists the other follows of a channel about the same target. It is a *SameError when one of them is the same
// altogether.
func (d Deps) alike(ctx context.Context, one Follow) ([]Follow, error) {
	there, err := d.Follows.ChannelFollows(ctx, one.Workspace, one.Channel)
	if err != nil {
		return nil, err
	}
	alike := slices.DeleteFunc(there, func(other Follow) bool { return other.Target != one.Target || other.ID == one.ID })
	for _, other := range alike {
		if slices.Equal(other.What, one.What) && other.Gate.String() == one.Gate.String() && other.Language == one.Language && (!other.Has(ByMine) || other.Owner == one.Owner) {
			return nil, &SameError{Number: other.ID}
		}
	}
	return alike, nil
}

// newFollow is a follow with the usual settings, owned by the person who asks.
func newFollow(r *command.Request) Follow {
	return Follow{Subscription: subscription.Owned(subscription.Follow, r), What: usual()}
}

// newForm opens the form for a new follow, filled in with the usual settings.
func newForm(r *command.Request, about string) line.Line {
	a := addArgs{Target: about, settings: settingsOf(newFollow(r))}
	return a.line()
}
