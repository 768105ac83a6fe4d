package setup

import (
	"cmp"
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

type repoAddArgs struct {
	Team       string
	URL        string
	Type       api.ScmType
	Name       string
	Credential *api.CredentialRef
	Key        string
}

func (a *repoAddArgs) args() command.Args {
	same := func(text string) string { return text }
	return command.Args{
		command.Text(&a.Team, "team").Optional().Check(a.noSecret),
		command.Read(&a.URL, "url", "https://git.example.com/team/app", readAddress, same).Needed(),
		command.Choice(&a.Type, "type", api.ScmTypes()...),
		command.Value(&a.Name, "name", "name").AtMost(api.MaxName, &a.Name),
		command.Read(&a.Credential, "credential", "ssh_token:12", readCredential, writeCredential).SuggestedFrom(command.SuggestCredentials),
		command.Internal(&a.Key, "key"),
	}
}

func (a *repoAddArgs) line() line.Line { return line.Of("repo add", a.args()) }

// noSecret rejects a secret where the team is expected, before the word is looked for and repeated.
func (a *repoAddArgs) noSecret() error {
	if holdsUser(a.Team) {
		return &command.UsageError{Reason: "usage.credential_typed"}
	}
	return nil
}

// repoAddCard is a repository that is about to be registered, or that was.
type repoAddCard struct {
	team    api.Team
	site    api.Site
	args    repoAddArgs
	changes []action.Change
	sure    line.Line // registers it; zero unless it is only shown
	result  *action.Result
}

func repoAdd(d Deps) command.Command {
	return command.Define(command.Def[repoAddArgs, repoAddCard]{
		Name:     "repo add",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*repoAddArgs) bool { return true },
		Examples: []string{
			"repo add bigteam url:https://git.example.com/payments/gateway credential:ssh_token:12", "repo add url:svn://svn.example.com/app type:svn name:app", "repo add",
		},
		Args:  (*repoAddArgs).args,
		Run:   d.repoAdd,
		View:  viewRepoAdd,
		Field: repoArgument,
	})
}

// repoArgument is the argument that a field of TCA's request is made of. A rule without a field is about the address.
func repoArgument(tca string) string {
	switch {
	case strings.HasPrefix(tca, "scm_auth"):
		return "credential"
	case tca == "scm_type":
		return "type"
	case tca == "name":
		return "name"
	default:
		return "url"
	}
}

// repoAdd shows what would be registered, and registers it when that is confirmed, or when a form was sent.
func (d Deps) repoAdd(ctx context.Context, r *command.Request, a *repoAddArgs) (repoAddCard, error) {
	if err := d.addressFirst(a); err != nil {
		return repoAddCard{}, err
	}
	team, err := d.Team(ctx, r, &a.Team)
	if err != nil {
		return repoAddCard{}, err
	}
	a.Type = cmp.Or(a.Type, api.ScmGit)
	card := repoAddCard{team: team, site: d.Site, args: *a}
	if a.URL == "" {
		return card, nil
	}
	steps := []action.Step{registration(r.TCA, team.Ref(), a)}
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
	act := action.Action{
		Kind: kindRepoAdd, Target: target.Target{Org: team.Ref().Org, Team: team.Ref().Team}, Name: target.TeamName(team), Value: a.URL, Final: true, Key: key,
	}
	at := place{name: target.TeamName(team), admins: func(context.Context) ([]api.Person, error) { return team.Admins, nil }}
	if card.result, err = d.carry(ctx, r, at, act, steps); err != nil {
		return card, err
	}
	if r.Submitted && card.result.Count(action.Same) > 0 && !card.result.Again {
		return card, &command.UsageError{Reason: "usage.registered", Arg: "url", Data: []any{"Value", card.result.Changes[0].Name}}
	}
	return card, nil
}

// addressFirst takes an address for what it is where it stands in the place of the team. The page of a team in TCA is its name.
func (d Deps) addressFirst(a *repoAddArgs) (err error) {
	if a.URL != "" || !isAddress(a.Team) {
		return nil
	}
	if _, isPage, err := d.ReadPage(a.Team); isPage || err != nil {
		return err
	}
	if a.URL, err = readAddress(a.Team); err == nil {
		a.Team = ""
	}
	return err
}

// registration registers a repository. Whether it is registered is looked up by its address, which TCA compares in any form.
func registration(tca *api.Client, t api.TeamRef, a *repoAddArgs) action.Step {
	return action.Step{
		Change: action.Change{Name: a.URL, Field: action.Registered, After: a.URL},
		Look: func(ctx context.Context) (action.State, error) {
			page, err := tca.Repos(api.Fresh(ctx), t, api.RepoFilter{URL: a.URL}, api.Window{Limit: 1})
			if err != nil || len(page.Items) == 0 {
				return action.State{}, err
			}
			return action.State{Value: a.URL, Name: page.Items[0].Name, ID: page.Items[0].ID}, nil
		},
		Do: func(ctx context.Context) (action.State, error) {
			added, err := tca.AddRepo(ctx, t, api.NewRepo{URL: a.URL, Type: a.Type, Name: a.Name, Credential: a.Credential})
			return action.State{Value: a.URL, Name: added.Name, ID: added.ID}, err
		},
	}
}

// AddRepo is the line of the form that registers a repository in a team.
func AddRepo(t api.TeamRef) line.Line {
	return (&repoAddArgs{Team: line.TeamWord(t), Type: api.ScmGit}).line()
}
