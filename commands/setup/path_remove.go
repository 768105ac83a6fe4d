package setup

import (
	"context"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// pathCard is a change of a scheme's path filters that is about to be made, or that was.
type pathCard struct {
	target.AnalysisScheme
	kind    action.Kind
	changes []action.Change
	sure    line.Line // makes the changes; zero unless they are only shown
	form    line.Line // asks for paths; zero for a removal
	result  *action.Result
}

func pathRemove(d Deps) command.Command {
	return command.Define(command.Def[editArgs, pathCard]{
		Name:     "path remove",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*editArgs) bool { return true },
		Examples: []string{"path remove 31 security payments-api"},
		Args:     removeArgs,
		Run:      d.pathRemove,
		View:     viewPaths,
	})
}

func removeArgs(a *editArgs) command.Args {
	return command.Args{
		command.Text(&a.Path, "filter"), command.Text(&a.Scheme, "scheme"), command.Text(&a.Repo, "repo").Optional(),
		command.Internal(&a.Seen, "seen"), command.Internal(&a.Key, "key"),
	}
}

// pathRemove shows the filter that would be removed, and removes it when that is confirmed, unless somebody has changed it since.
func (d Deps) pathRemove(ctx context.Context, r *command.Request, a *editArgs) (pathCard, error) {
	if a.Key != "" { // pressed again, the filter may be gone
		if before, err := d.Store.ActionByKey(ctx, r.Who, a.Key); err == nil {
			return d.removed(ctx, r, a, before.Changes)
		}
	}
	at, one, err := d.filterOf(ctx, r, a)
	if err != nil {
		return pathCard{}, err
	}
	changes := []action.Change{{Object: one.ID, Name: one.Path, Field: action.PathFilter, Before: filterWord(one.Type, one.PathType)}}
	card, seen := pathCard{AnalysisScheme: at, kind: kindPathRemove, changes: changes}, mark(changes[0].Before+" "+one.Path)
	switch {
	case a.Key != "" && a.Seen != "" && a.Seen != seen:
		changes[0].Outcome, changes[0].Now = action.Conflict, changes[0].Before
		card.result = unsent(action.Action{Kind: kindPathRemove}, changes)
		return card, nil
	case a.Key != "":
		return d.removed(ctx, r, a, changes)
	}
	sure := *a
	sure.Key, sure.Seen = command.KeyOf(r), seen
	card.sure = line.Of("path remove", removeArgs(&sure))
	return card, nil
}

// removed removes a filter.
func (d Deps) removed(ctx context.Context, r *command.Request, a *editArgs, changes []action.Change) (pathCard, error) {
	at, err := d.Scheme(ctx, r, &a.Scheme, &a.Repo)
	if err != nil {
		return pathCard{}, err
	}
	return d.carryPaths(ctx, r, at, a.Key, pathCard{AnalysisScheme: at, kind: kindPathRemove, changes: changes}, filterSteps(r.TCA, at.Ref(), changes))
}

// carryPaths carries the changes of a card out.
func (d Deps) carryPaths(ctx context.Context, r *command.Request, at target.AnalysisScheme, key string, card pathCard, steps []action.Step) (pathCard, error) {
	act := action.Action{Kind: card.kind, Target: repoTarget(at.Repo.Ref()), Name: target.SchemeName(at.Scheme), Value: kit.Number(at.Scheme.ID), Key: key}
	var err error
	card.result, err = d.carry(ctx, r, ofRepo(r, at.Repo.Ref(), target.RepoName(at.Repo)), act, steps)
	return card, err
}
