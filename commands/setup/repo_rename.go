package setup

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type repoRenameArgs struct{ Repo, Name, Seen, Key string }

func (a *repoRenameArgs) args() command.Args {
	return command.Args{
		command.Text(&a.Repo, "repo").Optional(), command.Value(&a.Name, "name", "name").Needed().AtMost(api.MaxName, &a.Name),
		command.Internal(&a.Seen, "seen"), command.Internal(&a.Key, "key"),
	}
}

func (a *repoRenameArgs) line() line.Line { return line.Of("repo rename", a.args()) }

// repoRenameCard is a repository whose name is about to be changed, or was.
type repoRenameCard struct {
	target.Repository
	changes []action.Change
	form    line.Line // asks for the name
	sure    line.Line // changes it; zero unless it is only shown
	result  *action.Result
}

func repoRename(d Deps) command.Command {
	return command.Define(command.Def[repoRenameArgs, repoRenameCard]{
		Name:     "repo rename",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*repoRenameArgs) bool { return true },
		Examples: []string{`repo rename payments-api name:"payments gateway"`, "repo rename payments-api"},
		Args:     (*repoRenameArgs).args,
		Run:      d.repoRename,
		View:     viewRepoRename,
	})
}

// repoRename shows the change of a repository's name, and makes it when that is confirmed, or when a form was sent.
func (d Deps) repoRename(ctx context.Context, r *command.Request, a *repoRenameArgs) (repoRenameCard, error) {
	repo, err := d.Repo(ctx, r, &a.Repo)
	if err != nil {
		return repoRenameCard{}, err
	}
	card := repoRenameCard{Repository: target.Repository{Repo: repo, Site: d.Site}}
	card.form = RenameRepo(repo)
	if a.Name == "" {
		return card, nil
	}
	steps := []action.Step{renaming(r.TCA, repo.Ref(), action.Change{Object: repo.ID, Name: target.RepoName(repo), Field: repoName, After: a.Name})}
	key, err := d.keyOf(ctx, r, &a.Key)
	if err != nil {
		return card, err
	}
	if key == "" {
		if card.changes, err = d.Preview(ctx, steps); err == nil {
			sure := *a
			sure.Key, sure.Seen = command.KeyOf(r), action.Seen(card.changes)
			card.sure = sure.line()
		}
		return card, err
	}
	action.Expect(steps, a.Seen)
	act := action.Action{Kind: kindRepoRename, Target: repoTarget(repo.Ref()), Name: target.RepoName(repo), Value: a.Name, Key: key}
	card.result, err = d.carry(ctx, r, ofRepo(r, repo.Ref(), target.RepoName(repo)), act, steps)
	if err == nil {
		repo.Name = card.result.Changes[0].Now
		card.form = RenameRepo(repo)
	}
	return card, err
}

// repoName is the name under which TCA shows a repository.
const repoName action.Field = "repo_name"

// renaming gives a repository a name.
func renaming(tca *api.Client, ref api.RepoRef, c action.Change) action.Step {
	return action.Step{
		Change: c,
		Look: func(ctx context.Context) (action.State, error) {
			now, err := tca.Repo(api.Fresh(ctx), ref)
			return action.State{Value: now.Name}, err
		},
		Do: func(ctx context.Context) (action.State, error) {
			return action.State{Value: c.After}, tca.RenameRepo(ctx, ref, c.After)
		},
	}
}

// undoRename implements action.Undoer.
func undoRename(_ context.Context, r *command.Request, a action.Action, back []action.Change) ([]action.Step, error) {
	ref := api.RepoRef{TeamRef: api.TeamRef{Org: a.Target.Org, Team: a.Target.Team}, ID: a.Target.Repo}
	return []action.Step{renaming(r.TCA, ref, back[0])}, nil
}

func viewRepoRename(s command.Screen, c repoRenameCard) kit.Message {
	lead := kit.Message{kit.Heading(s.Say("edit_title.repo_rename", "Name", target.RepoName(c.Repo))), kit.Para(screen.RepoBreadcrumb(c.Repository))}
	form := line.Form("rename", s.Say("button.change"), c.form)
	back := kit.Buttons{form, line.Button("repo", s.Say("setup.show_repo"), line.Repo(c.Repo.Ref()))}
	if c.result == nil && len(c.changes) == 0 {
		return append(lead, back)
	}
	card := action.Card{Kind: kindRepoRename, Lead: lead, Changes: c.changes, Result: c.result, Back: back}
	if c.result != nil {
		card.Value = action.Asked(s, c.result.Changes)
	} else {
		card.Value, card.Confirm = action.Asked(s, c.changes), kit.Buttons{confirm(s, c.sure)}
	}
	return card.View(s)
}

// RenameRepo is the line of the form that renames a repository.
func RenameRepo(r api.Repo) line.Line {
	a := repoRenameArgs{Repo: line.RepoWord(r.Ref()), Seen: action.Seen([]action.Change{{Before: r.Name}})}
	if name := text("name", "", "", false, func(s *string) *string { return s }); portable(name, r.Name) {
		a.Name = r.Name
	}
	return a.line()
}
