package target

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// suggestTeams lists the person's teams whose name contains a text. Where there are several organisations, each is named.
func (f Finder) suggestTeams(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	known, err := f.Teams(ctx, r, "")
	var options []kit.Option
	several := slices.ContainsFunc(known.Items, func(t api.Team) bool { return t.Org.SID != known.Items[0].Org.SID })
	for _, t := range known.Items {
		label := TeamName(t)
		if several {
			label += " · " + kit.Name(t.Org.Name, t.Org.SID, 40)
		}
		if containsFold(label, typing.Text) || containsFold(t.Name, typing.Text) {
			options = append(options, kit.Option{Label: label, Value: Word(Target{Org: t.Org.SID, Team: t.Name})})
		}
	}
	return options, err
}

// suggestRepos lists the repositories of the line's team whose name contains a text; without a team, of all teams, each with its
// team.
func (f Finder) suggestRepos(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	in, err := f.above(ctx, r, typing.Target)
	if err != nil {
		return nil, err
	}
	var found []api.Repo
	if in.Team != "" {
		page, err := r.TCA.Repos(ctx, api.TeamRef{Org: in.Org, Team: in.Team}, api.RepoFilter{Search: typing.Text}, api.Window{Limit: maxSuggested})
		if err != nil {
			return nil, err
		}
		found = page.Items
	} else if found, err = f.suggestedRepos(ctx, r, in, typing.Text); err != nil {
		return nil, err
	}
	var options []kit.Option
	for _, p := range found {
		label := RepoName(p)
		if in.Team == "" {
			label = kit.Cut(label, 40) + " · " + kit.Name(p.Team.DisplayName, p.Team.Name, 30)
		}
		options = append(options, kit.Option{Label: label, Value: Word(repoTargetOf(p.Ref()))})
	}
	return options, nil
}

// suggestBranches lists the analysed branches of the line's repository whose name contains a text; without a repository, of those
// that match the text. The ones at which the person looked last come first.
func (f Finder) suggestBranches(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	in, err := f.above(ctx, r, typing.Target)
	if err != nil {
		return nil, err
	}
	visits, err := f.Recent.All(ctx, r)
	if err != nil {
		return nil, err
	}
	var options []kit.Option
	add := func(label string, t Target) {
		o := kit.Option{Label: label, Value: Word(t)}
		if !slices.ContainsFunc(options, func(known kit.Option) bool { return known.Value == o.Value }) {
			options = append(options, o)
		}
	}
	for _, v := range visits {
		if label := nameIn(in, v); label != "" && containsFold(label, typing.Text) {
			add(label, v.Target)
		}
	}
	all, err := f.branchesIn(ctx, r, in, typing.Text)
	for _, b := range all {
		if b.target.Project != 0 {
			add(b.label, b.target)
		}
	}
	return options, err
}

// branchesIn finds the analysed branches of a repository; without one, those of the repositories of a team that match a text, or of
// all teams, among others.
func (f Finder) branchesIn(ctx context.Context, r *command.Request, in Target, text string) ([]suggestion, error) {
	team := api.TeamRef{Org: in.Org, Team: in.Team}
	repo := api.RepoRef{TeamRef: team, ID: in.Repo}
	switch {
	case in.Team == "":
		return f.targetsIn(ctx, r, in, text)
	case in.Repo == 0:
		name, branch, _ := strings.Cut(text, "@")
		repos, err := r.TCA.Repos(ctx, team, api.RepoFilter{Search: name}, api.Window{Limit: suggestedOpened})
		if err != nil {
			return nil, err
		}
		all, err := command.ForEach(ctx, repos.Items, func(ctx context.Context, p api.Repo) ([]suggestion, error) { return suggestedIn(ctx, r, p, branch) })
		return slices.Concat(all...), err
	}
	page, err := r.TCA.Projects(ctx, repo, api.ProjectFilter{Status: api.ProjectActive, Search: text}, api.Window{Limit: maxSuggested})
	var all []suggestion
	for _, b := range page.Items {
		t := in
		t.Project = b.ID
		all = append(all, suggestion{ProjectName(b), t})
	}
	return all, err
}

// nameIn is what a branch that somebody looked at is called in a repository or elsewhere; empty for one that is not there.
func nameIn(in Target, v Visit) string {
	t := v.Target
	switch {
	case in.Team != "" && (t.Org != in.Org || t.Team != in.Team), in.Repo != 0 && t.Repo != in.Repo:
		return ""
	case in.Repo != 0:
		_, name, _ := strings.Cut(v.Name, " · ")
		return name
	default:
		return v.Name
	}
}

// above is what the fields of a form above the one that is being typed into have in them; without that, the organisation in which
// the person looks for things.
func (f Finder) above(ctx context.Context, r *command.Request, word string) (Target, error) {
	if word != "" {
		at, err := f.holder(ctx, r, word)
		at.Project = 0
		return at, err
	}
	usual, err := f.Default(ctx, r)
	return Target{Org: usual.Org}, err
}

// suggestSchemes lists the schemes of the line's repository whose name contains a text. The value of an option is the ID.
func (f Finder) suggestSchemes(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	at, err := f.holder(ctx, r, typing.Target)
	if err != nil || at.Repo == 0 {
		return nil, err
	}
	repo := api.RepoRef{TeamRef: api.TeamRef{Org: at.Org, Team: at.Team}, ID: at.Repo}
	page, err := r.TCA.Schemes(ctx, repo, api.SchemeFilter{Name: typing.Text}, api.Window{Limit: maxSuggested})
	var options []kit.Option
	for _, c := range page.Items {
		options = append(options, kit.Option{Label: SchemeName(c), Value: kit.Number(c.ID)})
	}
	return options, err
}
