package issues

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Resolutions are those that a person can give to an issue, in the order of use.
func Resolutions() []api.Resolution {
	return []api.Resolution{api.ResolutionWontFix, api.ResolutionFalsePositive, api.ResolutionFixed, api.ResolutionHistorical, api.ResolutionDuplicate}
}

type resolveArgs struct {
	action.Chosen
	As      api.Resolution
	Because string
	Scope   api.Scope
}

func (a *resolveArgs) args() command.Args {
	return append(append(a.About("issues"),
		command.One(&a.As, "as", "resolution", Resolutions()...).Needed(),
		command.Value(&a.Because, "because", "reason").Multiline().AtMost(api.MaxReason, &a.Because),
		command.One(&a.Scope, "scope", "issue_scope", api.Scopes()...).Unasked()), a.Sure()...)
}

func (a *resolveArgs) line() line.Line { return line.Of("issue resolve", a.args()) }

func resolve(d deps) command.Command {
	return command.Define(command.Def[resolveArgs, action.Acted]{
		Name:     "issue resolve",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*resolveArgs) bool { return true },
		Examples: []string{`issue resolve 1234 payments-api@master as:wontfix because:"generated code"`, "issue resolve 1234,1235 as:false-positive"},
		Args:     (*resolveArgs).args,
		Lead:     func(w locale.Words, a *resolveArgs) kit.Message { return a.Lead(w) },
		Run:      d.resolve,
		View:     action.ViewActed,
	})
}

// resolve asks how issues are to be resolved, shows what that changes, and does it for one branch or for the repository.
func (d deps) resolve(ctx context.Context, r *command.Request, a *resolveArgs) (action.Acted, error) {
	at, err := d.find(ctx, r, &a.Chosen)
	if err != nil {
		return action.Acted{}, err
	}
	if a.As == api.ResolutionNone {
		return action.Acted{}, &command.UsageError{Reason: "usage.no_resolution", Arg: "as"}
	}
	card, err := d.carry(ctx, r, &a.Chosen, at, resolving(r, at.Ref, a.As, max(a.Scope, api.ScopeBranch), a.Because), func(sure action.Chosen) []action.Confirmation {
		branch := resolveArgs{sure, a.As, a.Because, api.ScopeBranch}
		repo := branch
		repo.Scope = api.ScopeRepo
		if a.As != api.ResolutionWontFix && a.As != api.ResolutionFalsePositive { // TCA passes no others on
			return []action.Confirmation{{ID: "branch", Line: branch.line()}}
		}
		return []action.Confirmation{{ID: "branch", Line: branch.line()}, {ID: "repo", Line: repo.line()}}
	})
	if len(card.Confirm) > 1 {
		card.Notes = []locale.Key{"issue_act.scopes"}
	}
	card.Rest = func(ids []int64) line.Line {
		return (&resolveArgs{Chosen: a.Some(ids), As: a.As, Because: a.Because}).line()
	}
	return card, err
}

// resolving resolves issues, or opens them again for ResolutionNone.
func resolving(r *command.Request, p api.ProjectRef, as api.Resolution, scope api.Scope, because string) action.Task[api.IssueDetail] {
	to := task(r, p)
	to.Kind, to.Field, to.After, to.Asked = "issue_resolve", action.IssueState, api.IssueResolved.String()+"/"+as.String(), as.String()+" "+scope.String()
	to.Value, to.Never = stateOf, closedFor
	to.Do = func(ctx context.Context, id int64) (api.IssueDetail, error) {
		return r.TCA.ResolveIssue(ctx, api.IssueRef{Project: p, ID: id}, as, scope, because)
	}
	if as == api.ResolutionNone {
		to.Kind, to.After, to.Asked = "issue_reopen", api.IssueActive.String(), ""
	}
	return to
}

// stateOf is the state of an issue as a value of action.IssueState. An open one may keep a resolution that does not close it.
func stateOf(i api.IssueDetail) string {
	if i.State == api.IssueActive || i.Resolution == api.ResolutionNone {
		return i.State.String()
	}
	return i.State.String() + "/" + i.Resolution.String()
}

// closedFor: what a scan has closed is not in the code any more. To resolve it or to open it would say otherwise.
func closedFor(i api.IssueDetail) action.Reason {
	if i.State == api.IssueClosed {
		return action.Closed
	}
	return ""
}
