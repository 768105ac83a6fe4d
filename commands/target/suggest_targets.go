package target

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
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
	text := typing.Text
	if isURL(text) || strings.Contains(text, "#") {
		word := text
		if _, found, err := f.Any(ctx, r, &word); err == nil {
			return []kit.Option{{Label: found.Name, Value: word}}, nil
		}
		return nil, nil
	}
	usual, err := f.Default(ctx, r)
	if err != nil {
		return nil, err
	}
	name, branch, _ := strings.Cut(text, "@")
	repos, err := f.suggestedRepos(ctx, r, usual, name)
	if err != nil {
		return nil, err
	}
	var options []kit.Option
	if !strings.Contains(text, "@") {
		teams, err := f.Teams(ctx, r, usual.Org)
		if err != nil {
			return nil, err
		}
		for _, t := range teams.Items {
			if containsFold(t.Name, text) || containsFold(t.DisplayName, text) {
				options = append(options, kit.Option{Label: r.Words.Say("suggest.team", "Name", TeamName(t)), Value: line.TeamWord(t.Ref())})
			}
		}
	}
	opened := repos[:min(suggestedOpened, len(repos))]
	branches, err := command.ForEach(ctx, opened, func(ctx context.Context, p api.Repo) ([]kit.Option, error) { return suggestedIn(ctx, r, p, branch) })
	if err != nil {
		return nil, err
	}
	for i, p := range repos {
		if branch == "" {
			options = append(options, kit.Option{Label: r.Words.Say("suggest.repo", "Name", RepoName(p)), Value: line.RepoWord(p.Ref())})
		}
		if i < len(branches) {
			options = append(options, branches[i]...)
		}
	}
	return options, nil
}

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
func suggestedIn(ctx context.Context, r *command.Request, p api.Repo, text string) ([]kit.Option, error) {
	page, err := r.TCA.Projects(ctx, p.Ref(), api.ProjectFilter{Status: api.ProjectActive, Search: text}, api.Window{Limit: suggestedBranches})
	var options []kit.Option
	for _, b := range page.Items {
		options = append(options, kit.Option{
			Label: kit.Name(p.Name, "?", 34) + "@" + ProjectName(b), Value: line.ProjectWord(api.ProjectRef{Repo: p.Ref(), ID: b.ID}),
		})
	}
	return options, err
}

func containsFold(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
