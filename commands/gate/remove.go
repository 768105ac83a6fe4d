package gate

import (
	"context"
	"errors"
	"tcabot/commands/command"
)

type removeArgs struct {
	Target  string
	Channel bool
	Seen    *int // version of the setting that the person saw
}

func (a *removeArgs) args() command.Args {
	return command.Args{
		command.Text(&a.Target, "target").Optional(),
		command.Flag(&a.Channel, "channel").Check(a.oneScope),
		command.Read(&a.Seen, "seen", "1", readSeen, writeSeen).Internal(),
	}
}

func (a *removeArgs) oneScope() error {
	return (&setArgs{Target: a.Target, Channel: a.Channel}).oneScope()
}

func remove(d Deps) command.Command {
	return command.Define(command.Def[removeArgs, setCard]{
		Name:     "gate remove",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*removeArgs) bool { return true },
		Examples: []string{"gate remove payments-api@master", "gate remove --channel"},
		Args:     (*removeArgs).args,
		Run:      d.remove,
		View:     viewSet,
	})
}

func (d Deps) remove(ctx context.Context, r *command.Request, a *removeArgs) (setCard, error) {
	next, err := d.scoped(ctx, r, &a.Target, a.Channel)
	if err != nil {
		return setCard{}, err
	}
	was, err := d.Store.Gate(ctx, r.Who.Workspace, next.Scope)
	if err != nil {
		return setCard{}, err
	}
	shown := setArgs{Target: a.Target}
	next.Version, next.By, next.At = was.Version, r.Who.User, d.Now()
	switch {
	case len(was.Limits) == 0:
		next.Former = Former{}
		if was.Version > 0 {
			next = was
		}
		return d.saved(ctx, &shown, next, "gate.none_here")
	case a.Seen != nil && *a.Seen != was.Version:
		return setCard{}, conflict(was, next)
	}
	saved, err := d.Store.SetGate(ctx, next)
	if errors.Is(err, ErrChanged) {
		if was, err = d.Store.Gate(ctx, r.Who.Workspace, next.Scope); err == nil {
			err = conflict(was, next)
		}
	}
	if err != nil {
		return setCard{}, err
	}
	a.Seen = nil
	return d.saved(ctx, &shown, saved, "gate.removed")
}
