package issues

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"unicode/utf8"
)

// Resolutions are those that a person can give to an issue, in the order of use.
func Resolutions() []api.Resolution {
	return []api.Resolution{api.ResolutionWontFix, api.ResolutionFalsePositive, api.ResolutionFixed, api.ResolutionHistorical, api.ResolutionDuplicate}
}

type resolveArgs struct {
	chosen
	As      api.Resolution
	Because string
	Scope   api.Scope
}

func (a *resolveArgs) args() command.Args {
	return append(append(a.about(),
		command.One(&a.As, "as", "resolution", Resolutions()...).Needed(),
		command.Value(&a.Because, "because", "reason").Multiline().Check(a.checkReason),
		command.One(&a.Scope, "scope", "issue_scope", api.Scopes()...).Unasked()), a.sure()...)
}

// checkReason rejects what TCA would.
func (a *resolveArgs) checkReason() error {
	if n := utf8.RuneCountInString(strings.TrimSpace(a.Because)); n > api.MaxReason {
		return &command.UsageError{Reason: "usage.long_value", Data: []any{"Count", n, "Most", api.MaxReason}}
	}
	return nil
}

func (a *resolveArgs) line() line.Line { return line.Of("issue resolve", a.args()) }

func resolve(d deps) command.Command {
	return command.Define(command.Def[resolveArgs, acted]{
		Name:     "issue resolve",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*resolveArgs) bool { return true },
		Examples: []string{`issue resolve 1234 payments-api@master as:wontfix because:"generated code"`, "issue resolve 1234,1235 as:false-positive"},
		Args:     (*resolveArgs).args,
		Lead:     func(w locale.Words, a *resolveArgs) kit.Message { return chosenLead(w, &a.chosen) },
		Run:      d.resolve,
		View:     viewActed,
	})
}

// resolve asks how issues are to be resolved, shows what that changes, and does it for one branch or for the repository.
func (d deps) resolve(ctx context.Context, r *command.Request, a *resolveArgs) (acted, error) {
	at, err := d.find(ctx, r, &a.chosen)
	if err != nil {
		return acted{}, err
	}
	if a.As == api.ResolutionNone {
		return acted{}, &command.UsageError{Reason: "usage.no_resolution", Arg: "as"}
	}
	scope := max(a.Scope, api.ScopeBranch)
	card, err := d.run(ctx, r, &a.chosen, at, resolving(r, a.As, scope, a.Because), func(seen string) []confirmation {
		sure := *a
		sure.Seen, sure.Scope = seen, api.ScopeBranch
		all := []confirmation{{"branch", sure.line()}}
		if a.As == api.ResolutionWontFix || a.As == api.ResolutionFalsePositive { // TCA passes no others on
			sure.Scope = api.ScopeRepo
			all = append(all, confirmation{"repo", sure.line()})
		}
		return all
	})
	card.rest = func(ids []int64) line.Line {
		rest := resolveArgs{chosen: chosen{Issues: idList(ids), Project: a.Project}, As: a.As, Because: a.Because}
		return rest.line()
	}
	return card, err
}

// resolving resolves issues, or opens them again for ResolutionNone.
func resolving(r *command.Request, as api.Resolution, scope api.Scope, because string) change {
	to := change{
		kind: "issue_resolve", field: action.IssueState, after: api.IssueResolved.String() + "/" + as.String(), value: as.String() + " " + scope.String(),
		read: stateOf, never: closedFor,
		do: func(ctx context.Context, i api.IssueRef) (api.IssueDetail, error) {
			return r.TCA.ResolveIssue(ctx, i, as, scope, because)
		},
	}
	if as == api.ResolutionNone {
		to.kind, to.after, to.value = "issue_reopen", api.IssueActive.String(), ""
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
