package home

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/target"
	"tcabot/commands/watch"
)

type homeArgs struct{ Quick bool }

// homeSurface is the surface of what is published in the Home tab.
const homeSurface = "home"

// section is a part of a screen.
type section interface {
	View(command.Screen) kit.Message
}

// page is what App Home shows.
type page struct {
	linked   bool
	tab      bool    // shown in Slack's Home tab, not as a message
	work     section // nil when there is none
	trouble  error   // why: what TCA answered
	loading  bool    // TCA has not been asked yet
	watches  []watch.Watch
	posts    posts
	places   places
	settings settings
}

func home(d Deps) command.Command {
	return command.Define(command.Def[homeArgs, page]{
		Name:     "home",
		Access:   command.Welcome,
		Personal: func(*homeArgs) bool { return true },
		Examples: []string{"home"},
		Args: func(a *homeArgs) command.Args {
			return command.Args{command.Flag(&a.Quick, "quick").Internal()}
		},
		Run:  d.page,
		View: viewHome,
	})
}

// page reads what the bot keeps before it asks TCA, so that it is there whatever becomes of that.
func (d Deps) page(ctx context.Context, r *command.Request, a *homeArgs) (p page, err error) {
	own := *r
	own.Direct = true // a page about the person, wherever it is asked for
	r = &own
	p.linked, p.loading, p.tab = r.TCA != nil, a.Quick, r.Surface == homeSurface
	if p.posts, err = d.posts(ctx, r); err != nil {
		return p, err
	}
	if p.settings, err = d.settings(ctx, r); err != nil || !p.linked {
		return p, err
	}
	if p.watches, err = d.Watches.Of(ctx, r.Who); err != nil {
		return p, err
	}
	asked := *r
	if a.Quick { // TCA is not even asked for a name
		asked.Defaults = nil
	}
	if p.places, err = d.places(ctx, &asked); err != nil || a.Quick {
		return p, err
	}
	if i := slices.IndexFunc(p.places.pinned, func(o place) bool { return o.target == p.settings.target }); i >= 0 {
		p.settings.called = p.places.pinned[i].name
	}
	work, err := d.Worker.Work(ctx, r)
	switch {
	case err == nil:
		p.work = work
	case isTrouble(err):
		p.trouble = err
	default:
		return p, err
	}
	return p, nil
}

// isTrouble reports whether an error is TCA's, and leaves the rest of the page as it is.
func isTrouble(err error) bool {
	_, answered := errors.AsType[*api.Error](err)
	_, choose := errors.AsType[*target.ChooseError](err)
	return answered || choose || errors.Is(err, command.ErrDeadline) || errors.Is(err, context.DeadlineExceeded)
}
