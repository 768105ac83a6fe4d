package target

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

const (
	// suggestedRepos is how many repositories are suggested, and suggestedOpened of how many the branches are, too.
	suggestedRepos, suggestedOpened = 20, 3
	// suggestedBranches is how many branches of one repository are suggested.
	suggestedBranches = 20
)

// suggestTargets lists the teams, repositories and analysed branches that match a text. The value of an option is the
// canonical word.
func (f Finder) suggestTargets(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	found, err := f.targetsLike(ctx, r, typing.Text)
	var options []kit.Option
	for _, s := range found {
		options = append(options, kit.Option{Label: s.label, Value: Word(s.target)})
	}
	return options, err
}

// suggestFound is suggestTargets with whatever else a line may begin with: the ID of an issue, and a link, which may be to a page of
// something else, or have filters.
func (f Finder) suggestFound(ctx context.Context, r *command.Request, typing command.Typing) ([]kit.Option, error) {
	options, err := f.suggestTargets(ctx, r, typing)
	if isURL(typing.Text) && len(options) == 1 && len(typing.Text) <= kit.MaxOption {
		options[0].Value = typing.Text
	}
	if id, ok := ParseID(strings.TrimPrefix(typing.Text, "#")); ok {
		n := kit.Number(id)
		options = append([]kit.Option{{Label: r.Words.Say("suggest.issue", "ID", "#"+n), Value: n}}, options...)
	}
	return options, err
}

// suggestion is a target and what it is called among others.
type suggestion struct {
	label  string
	target Target
}

// targetsLike finds the teams, repositories and analysed branches that match a text.
func (f Finder) targetsLike(ctx context.Context, r *command.Request, text string) ([]suggestion, error) {
	if isURL(text) || strings.Contains(text, "#") {
		word := text
		if t, found, err := f.Any(ctx, r, &word); err == nil {
			return []suggestion{{found.Name, t}}, nil
		}
		return nil, nil
	}
	usual, err := f.Default(ctx, r)
	if err != nil {
		return nil, err
	}
	return f.targetsIn(ctx, r, usual, text)
}

// targetsIn finds those of an organisation; without a text, those of a team.
func (f Finder) targetsIn(ctx context.Context, r *command.Request, usual Target, text string) ([]suggestion, error) {
	name, branch, _ := strings.Cut(text, "@")
	repos, err := f.suggestedRepos(ctx, r, usual, name)
	if err != nil {
		return nil, err
	}
	var all []suggestion
	if !strings.Contains(text, "@") {
		teams, err := f.Teams(ctx, r, usual.Org)
		if err != nil {
			return nil, err
		}
		for _, t := range teams.Items {
			if containsFold(t.Name, text) || containsFold(t.DisplayName, text) {
				all = append(all, suggestion{r.Words.Say("suggest.team", "Name", TeamName(t)), Target{Org: t.Ref().Org, Team: t.Ref().Team}})
			}
		}
	}
	opened := repos[:min(suggestedOpened, len(repos))]
	branches, err := command.ForEach(ctx, opened, func(ctx context.Context, p api.Repo) ([]suggestion, error) { return suggestedIn(ctx, r, p, branch) })
	if err != nil {
		return nil, err
	}
	for i, p := range repos {
		if branch == "" {
			all = append(all, suggestion{r.Words.Say("suggest.repo", "Name", RepoName(p)), repoTargetOf(p.Ref())})
		}
		if i < len(branches) {
			all = append(all, branches[i]...)
		}
	}
	return all, nil
}

func repoTargetOf(r api.RepoRef) Target { return Target{Org: r.Org, Team: r.Team, Repo: r.ID} }

// suggestedRepos lists the repositories whose name contains a text; without one, the first of the default team.
func (f Finder) suggestedRepos(ctx context.Context, r *command.Request, usual Target, text string) ([]api.Repo, error) {
	if text == "" && usual.Team != "" {
		page, err := r.TCA.Repos(ctx, api.TeamRef{Org: usual.Org, Team: usual.Team}, api.RepoFilter{}, api.Window{Limit: suggestedRepos})
		return page.Items, err
	}
	found, err := f.reposNamed(ctx, r, text, usual.Org, suggestedRepos)
	slices.SortStableFunc(found.found, func(a, b api.Repo) int { return Distance(text, a.Name) - Distance(text, b.Name) })
	return found.found[:min(suggestedRepos, len(found.found))], err
}

// suggestedIn lists the analysed branches of a repository whose name contains a text.
func suggestedIn(ctx context.Context, r *command.Request, p api.Repo, text string) ([]suggestion, error) {
	page, err := r.TCA.Projects(ctx, p.Ref(), api.ProjectFilter{Status: api.ProjectActive, Search: text}, api.Window{Limit: suggestedBranches})
	var all []suggestion
	for _, b := range page.Items {
		t := repoTargetOf(p.Ref())
		t.Project = b.ID
		all = append(all, suggestion{kit.Name(p.Name, "?", 34) + "@" + ProjectName(b), t})
	}
	return all, err
}

func containsFold(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
