package issues

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
)

// Undoers take back what the commands here change.
func Undoers() map[action.Kind]action.Undoer {
	return map[action.Kind]action.Undoer{
		"issue_resolve": undoState, "issue_reopen": undoState,
		"issue_assign": undoWith(func(r *command.Request, back action.Change) change {
			to := assigning(r, back.After)
			if back.After == "" {
				to.never = func(api.IssueDetail) action.Reason { return action.Unassigned }
			}
			return to
		}),
		"issue_severity": undoWith(func(r *command.Request, back action.Change) change {
			i := slices.IndexFunc(api.Severities(), func(v api.Severity) bool { return v.String() == back.After })
			return rating(r, api.Severities()[max(0, i)])
		}),
	}
}

// undoState sets issues back to the state before, within the scope of the action.
func undoState(ctx context.Context, r *command.Request, a action.Action, back []action.Change) ([]action.Step, error) {
	scope := api.ScopeBranch
	if strings.HasSuffix(a.Value, " "+api.ScopeRepo.String()) {
		scope = api.ScopeRepo
	}
	return undoWith(func(r *command.Request, back action.Change) change {
		_, word, _ := strings.Cut(back.After, "/")
		i := slices.IndexFunc(api.Resolutions(), func(v api.Resolution) bool { return v.String() == word })
		if i < 0 {
			return resolving(r, api.ResolutionNone, scope, "")
		}
		return resolving(r, api.Resolutions()[i], scope, "")
	})(ctx, r, a, back)
}

// undoWith makes the step of each change with the change that sets it back.
func undoWith(to func(*command.Request, action.Change) change) action.Undoer {
	return func(_ context.Context, r *command.Request, a action.Action, back []action.Change) ([]action.Step, error) {
		p := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: a.Target.Org, Team: a.Target.Team}, ID: a.Target.Repo}, ID: a.Target.Project}
		var all []action.Step
		for _, c := range back {
			one := to(r, c).steps(r, p, []int64{c.Object})[0]
			one.Change = c
			all = append(all, one)
		}
		return all, nil
	}
}
