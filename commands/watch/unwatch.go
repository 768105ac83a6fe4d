package watch

import (
	"context"
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

type unwatchArgs struct {
	Job string
	Of  int64
}

// unwatchCard is a watch that was stopped, or the watches to choose from.
type unwatchCard struct {
	stopped *Watch
	all     []Watch
	direct  bool
}

func unwatch(d Deps) command.Command {
	return command.Define(command.Def[unwatchArgs, unwatchCard]{
		Name:     "unwatch",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*unwatchArgs) bool { return true },
		Examples: []string{"unwatch 1234", "unwatch"},
		Args: func(a *unwatchArgs) command.Args {
			return command.Args{command.Text(&a.Job, "job").Optional(), command.Number(&a.Of, "of").Unasked()}
		},
		Run: d.unwatch,
		View: func(s command.Screen, c unwatchCard) kit.Message {
			if c.stopped == nil {
				return viewWatches(s, c.all, c.direct)
			}
			w := c.stopped
			return kit.Message{
				kit.Para(kit.Phrase(s.Words, "watch.stopped", "Name", kit.Bold(w.Name))),
				kit.Buttons{line.Button("watches", s.Say("watch.title"), line.Watches())},
			}
		},
	})
}

// unwatch stops a watch: of the person who asks, wherever it is, or, for administrators, of anybody in the channel. With
// several to choose from, it lists them.
func (d Deps) unwatch(ctx context.Context, r *command.Request, a *unwatchArgs) (unwatchCard, error) {
	all, err := d.listed(ctx, r)
	if err != nil {
		return unwatchCard{}, err
	}
	if a.Of > 0 || a.Job != "" {
		if all, err = d.withOwn(ctx, r, all); err != nil {
			return unwatchCard{}, err
		}
	}
	matching := all
	switch {
	case a.Of > 0:
		matching = slices.DeleteFunc(slices.Clone(all), func(w Watch) bool { return w.ID != a.Of })
	case a.Job != "":
		job, ok := target.ParseID(strings.TrimPrefix(a.Job, "#"))
		if !ok {
			return unwatchCard{}, &command.UsageError{Reason: "usage.number", Data: []any{"Name", "job", "Value", a.Job}}
		}
		matching = slices.DeleteFunc(slices.Clone(all), func(w Watch) bool { return w.Job != job })
	}
	if len(matching) == 0 && (a.Of > 0 || a.Job != "") {
		return unwatchCard{}, ErrEnded
	}
	if len(matching) != 1 {
		return unwatchCard{all: matching, direct: r.Direct}, nil
	}
	w := matching[0]
	if w.Owner != r.Who.User && !slices.Contains(d.Admins, r.Who.User) {
		return unwatchCard{}, &NotYoursError{Owner: w.Owner}
	}
	return unwatchCard{stopped: &w}, d.Watches.Stop(ctx, w.ID, r.Who.User)
}

// withOwn adds a person's watches in other channels.
func (d Deps) withOwn(ctx context.Context, r *command.Request, all []Watch) ([]Watch, error) {
	own, err := d.Watches.Of(ctx, r.Who)
	for _, w := range own {
		if !slices.ContainsFunc(all, func(listed Watch) bool { return listed.ID == w.ID }) {
			all = append(all, w)
		}
	}
	return all, err
}
