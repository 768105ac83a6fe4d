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
		"issue_assign": action.UndoEach(func(r *command.Request, p api.ProjectRef, back action.Change) action.Step {
			to := assigning(r, p, back.After)
			if back.After == "" {
				to.Never = func(api.IssueDetail) action.Reason { return action.Unassigned }
			}
			return to.Back(back)
		}),
		"issue_severity": action.UndoEach(func(r *command.Request, p api.ProjectRef, back action.Change) action.Step {
			i := slices.IndexFunc(api.Severities(), func(v api.Severity) bool { return v.String() == back.After })
			return rating(r, p, api.Severities()[max(0, i)]).Back(back)
		}),
	}
}

// undoState sets issues back to the state before. What was resolved in the whole repository is opened there, too; but a resolution
// that an issue had before comes back in its branch only: TCA does not tell how far it reached, and other branches must not get it.
func undoState(ctx context.Context, r *command.Request, a action.Action, back []action.Change) ([]action.Step, error) {
	scope := api.ScopeBranch
	if strings.HasSuffix(a.Value, " "+api.ScopeRepo.String()) {
		scope = api.ScopeRepo
	}
	return action.UndoEach(func(r *command.Request, p api.ProjectRef, back action.Change) action.Step {
		_, word, _ := strings.Cut(back.After, "/")
		as := api.ResolutionNone
		if i := slices.IndexFunc(api.Resolutions(), func(v api.Resolution) bool { return v.String() == word }); i >= 0 {
			as = api.Resolutions()[i]
		}
		reach := scope
		if as != api.ResolutionNone {
			reach = api.ScopeBranch
		}
		return resolving(r, p, as, reach, "").Back(back)
	})(ctx, r, a, back)
}
