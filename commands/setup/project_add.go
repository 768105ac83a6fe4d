package setup

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

type projectAddArgs struct {
	Repo             string
	Branch           string
	Scheme, Template string // exactly one of them
	Name             string // of the scheme that is made of the template
	Path             string
	Key              string
}

func (a *projectAddArgs) args() command.Args {
	return command.Args{
		command.Text(&a.Repo, "repo").Optional(),
		command.Value(&a.Branch, "branch", "main").Needed().AtMost(api.MaxBranch, &a.Branch),
		command.Value(&a.Scheme, "scheme", "nightly").About("arg.scheme_of").SuggestedFrom(command.SuggestSchemes), command.Value(&a.Template, "template", "security").Check(a.oneOrigin),
		command.Value(&a.Name, "name", "name").Check(a.named).AtMost(api.MaxName, &a.Name), command.Value(&a.Path, "path", "src/").About("arg.only_path"), command.Internal(&a.Key, "key"),
	}
}

// oneOrigin requires a scheme or a template, where a branch is given.
func (a *projectAddArgs) oneOrigin() error {
	switch {
	case a.Scheme != "" && a.Template != "":
		return &command.UsageError{Reason: "usage.not_both", Data: []any{"Other", "scheme"}}
	case a.Branch != "" && a.Scheme == "" && a.Template == "":
		return &command.UsageError{Reason: "usage.scheme_or_template"}
	}
	return nil
}

// named rejects a name where no scheme is made.
func (a *projectAddArgs) named() error {
	if a.Name != "" && a.Template == "" {
		return &command.UsageError{Reason: "usage.only_with", Data: []any{"Other", "template"}}
	}
	return nil
}

func (a *projectAddArgs) line() line.Line { return line.Of("project add", a.args()) }

// projectAddCard is a branch that is about to be added, or that was.
type projectAddCard struct {
	target.Repository
	scheme   api.Scheme // its scheme; of a new one only the name
	template string     // name of the template that the scheme is made of; empty for none
	args     projectAddArgs
	changes  []action.Change
	sure     line.Line // adds it; zero unless it is only shown
	result   *action.Result
}

func projectAdd(d Deps) command.Command {
	return command.Define(command.Def[projectAddArgs, projectAddCard]{
		Name:     "project add",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*projectAddArgs) bool { return true },
		Examples: []string{
			"project add payments-api branch:release/2.0 scheme:nightly", `project add payments-api branch:main template:security name:"security 2026" path:src/`, "project add payments-api",
		},
		Args:  (*projectAddArgs).args,
		Run:   d.projectAdd,
		View:  viewProjectAdd,
		Field: projectArgument,
	})
}

// projectArgument is the argument that a field of TCA's request is made of. A rule without a field, and one about the
// credential of the repository, is about the branch, which TCA asks the code host for.
func projectArgument(tca string) string {
	switch tca {
	case "scan_scheme_id":
		return "scheme"
	case "global_scheme_id":
		return "template"
	case "custom_scheme_name":
		return "name"
	case "scan_path":
		return "path"
	default:
		return "branch"
	}
}

// projectAdd shows the branch that would be added, and adds it when that is confirmed, or when a form was sent.
func (d Deps) projectAdd(ctx context.Context, r *command.Request, a *projectAddArgs) (projectAddCard, error) {
	repo, err := d.Repo(ctx, r, &a.Repo)
	if err != nil {
		return projectAddCard{}, err
	}
	card := projectAddCard{Repository: target.Repository{Repo: repo, Site: d.Site}}
	next, err := d.newProject(ctx, r, a, &card)
	if err != nil {
		return card, err
	}
	if card.args = *a; a.Template == "" {
		card.args.Scheme = inForm(card.scheme)
	}
	if a.Branch == "" {
		return card, nil
	}
	steps := []action.Step{addition(r.TCA, repo.Ref(), next, card.scheme.Name)}
	key, err := d.keyOf(ctx, r, &a.Key)
	switch {
	case err != nil:
		return card, err
	case key == "":
		sure := *a
		sure.Key = command.KeyOf(r)
		card.sure = sure.line()
		card.changes, err = d.Preview(ctx, steps)
		return card, err
	}
	act := action.Action{Kind: kindProjectAdd, Target: repoTarget(repo.Ref()), Name: target.RepoName(repo), Value: a.Branch, Final: true, Key: key}
	card.result, err = d.carry(ctx, r, ofRepo(r, repo.Ref(), target.RepoName(repo)), act, steps)
	return card, err
}

// maxOfBranch is more than the schemes and paths with which one branch is analysed.
const maxOfBranch = 500

// addition adds a branch to a repository. One with the same branch, scheme and path is found before TCA is asked: it would
// return that one as if it were new.
func addition(tca *api.Client, ref api.RepoRef, next api.NewProject, scheme string) action.Step {
	path := cmp.Or(strings.Trim(next.Path, "/"), "/")
	same := func(p api.Project) bool {
		return p.Branch == next.Branch && cmp.Or(strings.Trim(p.ScanPath, "/"), "/") == path && (p.Scheme.ID == next.Scheme || next.Scheme == 0 && p.Scheme.Name == scheme)
	}
	name := kit.Name(scheme, "?", target.MaxName)
	if path != "/" {
		name += " · " + path
	}
	return action.Step{
		Change: action.Change{Name: name, Field: addedBranch, After: next.Branch},
		Look: func(ctx context.Context) (action.State, error) {
			page, err := tca.Projects(api.Fresh(ctx), ref, api.ProjectFilter{Branch: next.Branch}, api.Window{Limit: maxOfBranch})
			if i := slices.IndexFunc(page.Items, same); err == nil && i >= 0 {
				return action.State{Value: next.Branch, ID: page.Items[i].ID}, nil
			}
			return action.State{}, err
		},
		Do: func(ctx context.Context) (action.State, error) {
			p, err := tca.AddProject(ctx, ref, next)
			return action.State{Value: next.Branch, ID: p.ID}, err
		},
	}
}

// addedBranch is the branch that a scheme analyses once it is added; empty before.
const addedBranch action.Field = "added_branch"

// AddProject is the line of the form that adds a branch to a repository.
func AddProject(ref api.RepoRef) line.Line {
	return (&projectAddArgs{Repo: line.RepoWord(ref)}).line()
}
