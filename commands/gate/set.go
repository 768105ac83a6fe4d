package gate

import (
	"context"
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

// setCard is the screen of a gate that was just set or removed.
type setCard struct {
	said    locale.Key // what was done; empty for nothing, because no limits were given
	setting Setting
	inner   int     // gates within the scope, which come before this one
	missing bool    // the branch has no pin with the name that the gate compares with
	form    setArgs // opens the form that sets the limits
}

func set(d Deps) command.Command {
	return command.Define(command.Def[setArgs, setCard]{
		Name:     "gate set",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*setArgs) bool { return true },
		Examples: []string{
			"gate set payments-api@master new=0,fatal=0", "gate set bigteam open=+0,duplication=5 against:pin", "gate set --channel new=0", "gate set",
		},
		Args: (*setArgs).args,
		Run:  d.set,
		View: viewSet,
	})
}

// set saves limits, for a target that the person can see or for the channel. Whoever saw an older setting than the present
// one is told, and nothing is saved.
func (d Deps) set(ctx context.Context, r *command.Request, a *setArgs) (setCard, error) {
	next, err := d.scoped(ctx, r, &a.Target, a.Channel)
	if err != nil {
		return setCard{}, err
	}
	was, err := d.Store.Gate(ctx, r.Who.Workspace, next.Scope)
	if err != nil {
		return setCard{}, err
	}
	next.Terms, next.Version = Terms{a.gate(), a.against(was.Against)}, was.Version
	next.By, next.At = r.Who.User, d.Now()
	if len(next.Limits) == 0 {
		return setCard{setting: next, form: formOf(was, a.Target)}, nil
	}
	switch seen := a.Seen == nil || *a.Seen == was.Version; {
	case was.same(next.Terms) && len(was.Limits) > 0: // also when Slack delivers the same again
		return d.saved(ctx, a, was, "gate.same")
	case !seen:
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
	return d.saved(ctx, a, saved, "gate.saved")
}

// scoped is a setting for a target that the person can see, or for the channel where they ask.
func (d Deps) scoped(ctx context.Context, r *command.Request, arg *string, channel bool) (Setting, error) {
	next := Setting{Workspace: r.Who.Workspace}
	switch {
	case channel && r.Direct:
		return next, &command.UsageError{Reason: "usage.gate_direct", Arg: "channel"}
	case channel:
		next.Channel = r.Channel
		return next, nil
	}
	at, err := d.find(ctx, r, arg)
	next.Scope, next.Name = at.scope(), at.name
	return next, err
}

// saved is the screen of a setting.
func (d Deps) saved(ctx context.Context, a *setArgs, now Setting, said locale.Key) (setCard, error) {
	a.put(now.Terms)
	a.Seen = &now.Version // run again, the line changes nothing
	c := setCard{said: said, setting: now, form: formOf(now, a.Target)}
	if now.Channel != "" {
		return c, nil
	}
	all, err := d.Store.Gates(ctx, now.Workspace, "", now.Target)
	if err != nil {
		return c, err
	}
	for _, g := range all {
		if g.Target != now.Target && now.holds(g.Target) {
			c.inner++
		}
	}
	if now.Against.What == AgainstPin && now.Target.Project != 0 {
		pins, err := d.Store.Pins(ctx, now.Workspace, now.Target)
		if err != nil {
			return c, err
		}
		_, found := pins.Named(now.Target.Project, now.Against.Pin)
		c.missing = !found
	}
	return c, nil
}

// same reports whether two terms are the same.
func (t Terms) same(other Terms) bool {
	return t.Limits.String() == other.Limits.String() && t.Against == other.Against
}

// holds reports whether a target is within the scope.
func (s Scope) holds(t target.Target) bool {
	return t.Org == s.Target.Org && t.Team == s.Target.Team && (s.Target.Repo == 0 || s.Target.Repo == t.Repo) && (s.Target.Project == 0 || s.Target.Project == t.Project)
}
