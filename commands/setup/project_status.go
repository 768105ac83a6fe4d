package setup

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type projectStatusArgs struct {
	Project string
	To      api.ProjectStatus
	Key     string
}

func (a *projectStatusArgs) args() command.Args {
	return command.Args{
		command.Text(&a.Project, "project").Optional(),
		command.One(&a.To, "to", "project_status", api.ProjectActive, api.ProjectInactive), command.Internal(&a.Key, "key"),
	}
}

// projectStatusCard is an analysed branch whose status is about to be changed, or that was.
type projectStatusCard struct {
	target.Branch
	to      api.ProjectStatus
	changes []action.Change
	sure    line.Line // changes it; zero unless it is only shown
	result  *action.Result
}

func projectStatus(d Deps) command.Command {
	return command.Define(command.Def[projectStatusArgs, projectStatusCard]{
		Name:     "project status",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*projectStatusArgs) bool { return true },
		Examples: []string{"project status payments-api@master to:inactive", "project status payments-api@master"},
		Args:     (*projectStatusArgs).args,
		Run:      d.projectStatus,
		View:     viewProjectStatus,
		Field: func(tca string) string {
			if tca == "status" {
				return "to"
			}
			return ""
		},
	})
}

// projectStatus shows the change of a branch's status, to the other one unless one is named, and makes it when that is
// confirmed.
func (d Deps) projectStatus(ctx context.Context, r *command.Request, a *projectStatusArgs) (projectStatusCard, error) {
	at, err := d.Branch(ctx, r, &a.Project)
	if err != nil {
		return projectStatusCard{}, err
	}
	if a.To == 0 {
		a.To = api.ProjectActive
		if at.Project.Status == api.ProjectActive {
			a.To = api.ProjectInactive
		}
	}
	card := projectStatusCard{Branch: at, to: a.To}
	steps := []action.Step{statusStep(r.TCA, at.Ref, action.Change{Object: at.Ref.ID, Name: branchName(at), Field: action.ProjectStatus, After: a.To.String()})}
	if a.Key == "" {
		sure := *a
		sure.Key = command.KeyOf(r)
		card.sure = line.Of("project status", sure.args())
		card.changes, err = d.Preview(ctx, steps)
		return card, err
	}
	act := action.Action{Kind: kindProjectStatus, Target: repoTarget(at.Ref.Repo), Name: branchName(at), Value: a.To.String(), Key: a.Key}
	act.Target.Project = at.Ref.ID
	card.result, err = d.carry(ctx, r, ofRepo(r, at.Ref.Repo, at.RepoName()), act, steps)
	return card, err
}

func branchName(at target.Branch) string {
	return kit.Cut(at.RepoName()+"@"+kit.Name(at.Project.Branch, "?", target.MaxName), target.MaxName)
}

// statusStep sets the status of an analysed branch.
func statusStep(tca *api.Client, ref api.ProjectRef, c action.Change) action.Step {
	return action.Step{
		Change: c,
		Look: func(ctx context.Context) (action.State, error) {
			p, err := tca.Project(api.Fresh(ctx), ref)
			return action.State{Value: p.Status.String()}, err
		},
		Do: func(ctx context.Context) (action.State, error) {
			to := api.ProjectActive
			if c.After == api.ProjectInactive.String() {
				to = api.ProjectInactive
			}
			return action.State{Value: to.String()}, tca.SetProjectStatus(ctx, ref, to)
		},
	}
}

// undoProjectStatus implements action.Undoer.
func undoProjectStatus(_ context.Context, r *command.Request, a action.Action, back []action.Change) ([]action.Step, error) {
	ref := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: a.Target.Org, Team: a.Target.Team}, ID: a.Target.Repo}, ID: a.Target.Project}
	return []action.Step{statusStep(r.TCA, ref, back[0])}, nil
}

func viewProjectStatus(s command.Screen, c projectStatusCard) kit.Message {
	card := action.Card{
		Kind: kindProjectStatus, Value: strings.ToLower(screen.Name(s, "project_status", c.to)), Changes: c.changes, Result: c.result,
		Lead: append(kit.Message{kit.Heading(s.Say("edit_title.project_status", "Name", branchName(c.Branch)))}, screen.Breadcrumb(s, c.Branch)...),
		Back: kit.Buttons{line.Button("project", s.Say("setup.show_project"), line.Project(c.Ref))},
	}
	if !c.sure.IsZero() {
		card.Confirm = kit.Buttons{confirm(s, c.sure)}
		card.Notes = []kit.Line{kit.Phrase(s.Words, "setup.inactive")}
	}
	return card.View(s)
}
