package setup

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// object is what settings belong to: a scheme, or a path filter of one.
type object struct {
	target.AnalysisScheme
	id   int64
	name string
}

// target is the repository, as the record of an action names it.
func (o object) target() target.Target { return repoTarget(o.Repo.Ref()) }

func repoTarget(ref api.RepoRef) target.Target {
	return target.Target{Org: ref.Org, Team: ref.Team, Repo: ref.ID}
}

// schemeOf is the scheme of a recorded action about one, or about its path filters.
func schemeOf(a action.Action) api.SchemeRef {
	id, _ := target.ParseID(a.Value)
	return api.SchemeRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: a.Target.Org, Team: a.Target.Team}, ID: a.Target.Repo}, ID: id}
}

// editCard is a change of settings that is about to be made, or that was.
type editCard struct {
	object
	kind    action.Kind
	changes []action.Change
	form    line.Line // changes the settings; with what the person wanted where that was not done
	sure    line.Line // makes the changes; zero unless they are only shown
	asked   bool      // changes were asked for
	result  *action.Result
}

// editor is a command that changes settings.
type editor[T any] struct {
	Deps
	kind[T]
	find func(context.Context, *command.Request, *editArgs) (object, error)
	args func(*editArgs) command.Args
}

// edit shows what would be changed, and changes it when that is confirmed, or when a form was sent. If somebody else has
// changed one of the same settings since the person saw them, nothing is sent, and both values are shown.
func (e editor[T]) edit(ctx context.Context, r *command.Request, a *editArgs) (editCard, error) {
	of, err := e.find(ctx, r, a)
	if err != nil {
		return editCard{}, err
	}
	card := editCard{object: of, kind: e.action, asked: true}
	act := action.Action{Kind: e.action, Target: of.target(), Name: of.name, Value: a.Scheme}
	if act.Key, err = e.keyOf(ctx, r, &a.Key); err != nil {
		return card, err
	}
	if act.Key != "" {
		switch before, err := e.Store.ActionByKey(ctx, r.Who, act.Key); {
		case err == nil:
			card.changes = before.Changes
			return e.finish(ctx, r, card, act)
		case !errors.Is(err, action.ErrNone):
			return card, err
		}
	}
	now, err := e.read(api.Fresh(ctx), r.TCA, of.Ref(), of.id)
	if err != nil {
		return card, err
	}
	changes, conflict := e.changes(a, now, of.id, of.name)
	card.changes, card.asked = changes, a.Seen != "" || slices.ContainsFunc(a.values, func(v value) bool { return v != "" })
	card.form = e.form(*a, now, changes, e.args)
	switch {
	case len(changes) == 0:
		return card, nil
	case conflict:
		card.result = unsent(act, changes)
		return card, nil
	case act.Key == "":
		sure := e.typed(*a, now)
		sure.Key = command.KeyOf(r)
		card.sure = line.Of(e.command, e.args(&sure))
		return card, nil
	}
	card, err = e.finish(ctx, r, card, act)
	if err == nil {
		for _, c := range card.result.Changes {
			e.setting(c.Field).set(&now, c.Now)
		}
		card.form = e.form(*a, now, card.result.Changes, e.args)
	}
	return card, err
}

// finish carries the changes of a card out.
func (e editor[T]) finish(ctx context.Context, r *command.Request, card editCard, act action.Action) (_ editCard, err error) {
	card.result, err = e.carry(ctx, r, ofRepo(r, card.Repo.Ref(), target.RepoName(card.Repo)), act, e.steps(r.TCA, card.Ref(), card.id, card.changes))
	return card, err
}

// unsent is the result of an action that was not carried out, because of a conflict.
func unsent(a action.Action, changes []action.Change) *action.Result {
	a.Changes = changes
	for i, c := range changes {
		if c.Outcome == action.Unknown {
			a.Changes[i].Outcome = action.Untried
		}
	}
	return &action.Result{Action: a}
}
