package target

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Match is what a word was resolved to.
type Match struct {
	Name string // display name
	Next string // the command that shows it
}

// Any resolves a word to an analysed branch, a repository or a team. A plain word is first looked up as the name of a
// team, then as that of a repository.
func (f Finder) Any(ctx context.Context, r *command.Request, arg *string) (Target, Match, error) {
	a, err := f.readProject(*arg)
	switch {
	case err != nil:
		return Target{}, Match{}, err
	case a.project > 0 || a.branchAsWord:
		at, err := f.Branch(ctx, r, arg)
		t := at.Ref.Repo
		return Target{Org: t.Org, Team: t.Team, Repo: t.ID, Project: at.Ref.ID},
			Match{Name: at.RepoName() + " · " + ProjectName(at.Project), Next: "overview"}, err
	case a.repo > 0 && (a.team != "" || a.Page != PageNone):
		return f.repoTarget(ctx, r, arg)
	case a.Page != PageNone:
		return f.teamTarget(ctx, r, arg)
	}
	return f.named(ctx, r, arg)
}

// unknownTarget is the reason for refusing a line that begins with neither a command nor a name.
const unknownTarget locale.Key = "choose.unknown"

// Show finds the line that shows what a word names in place of a command: the overview of a branch, the branches of a
// repository, the repositories of a team, or an issue.
func (f Finder) Show(ctx context.Context, r *command.Request, word *string) (string, error) {
	typed := *word
	found, match, err := f.Any(ctx, r, word)
	id, isID := ParseID(typed)
	none, ok := errors.AsType[*ChooseError](err)
	missing := ok && none.Reason == "choose.any_none"
	switch {
	case isID && (ok || err == nil && found.Repo != id && !strings.EqualFold(match.Name, typed)): // the number is a part of names
		return command.Join([]string{"issue", typed}), nil
	case err == nil:
		return command.Join([]string{match.Next, *word}), nil
	case !missing:
		return "", err
	}
	none.Reason = unknownTarget
	none.Choices = append(none.Choices[:min(len(none.Choices), maxChoices-2)], f.searches(r, typed)...)
	return "", fmt.Errorf("%w: %w", command.ErrNoTarget, none)
}

// searches offers where else a word that names no target may be found: among the rules of the branch that was looked at last,
// and in the help.
func (f Finder) searches(r *command.Request, word string) []Choice {
	var all []Choice
	if rule, ok := f.ruleLike(r, word); ok {
		all = append(all, Choice{Label: r.Words.Say("suggest.rule", "Word", kit.Cut(word, 25), "Branch", kit.Cut(rule.label, 35)), Line: rule.line})
	}
	return append(all, Choice{Label: r.Words.Say("choose.help", "Word", kit.Cut(word, 40)), Line: line.HelpAbout(word)})
}

// named finds the team or the repository that has a name: one that is called just so, a team first, before one whose name
// has the word in it. What is neither is offered the nearest of both.
func (f Finder) named(ctx context.Context, r *command.Request, arg *string) (Target, Match, error) {
	word := *arg
	if !f.isTeam(ctx, r, word) {
		if p, err := f.Repo(ctx, r, arg); err == nil && strings.EqualFold(p.Name, word) {
			return repoMatch(p)
		}
		*arg = word
	}
	target, match, err := f.teamTarget(ctx, r, arg)
	noTeam, ok := errors.AsType[*ChooseError](err)
	if !ok || noTeam.Reason != "choose.team_none" && noTeam.Reason != "choose.no_teams" {
		return target, match, err
	}
	*arg = word
	target, match, err = f.repoTarget(ctx, r, arg)
	if noRepo, ok := errors.AsType[*ChooseError](err); ok && noRepo.Reason == "choose.repo_none" {
		return target, match, neither(word, noTeam, noRepo)
	}
	return target, match, err
}

// neither says that a word names no team and no repository, and offers what is called nearly so.
func neither(word string, team, repo *ChooseError) error {
	e := &ChooseError{Reason: "choose.any_none", Data: []any{"Word", kit.Bold(word)}, Choices: repo.Choices, looked: repo.looked}
	for _, c := range team.Choices {
		if near(word, c.name) || near(word, c.Label) {
			e.Choices = append(e.Choices, c)
		}
	}
	return e
}

func (f Finder) repoTarget(ctx context.Context, r *command.Request, arg *string) (Target, Match, error) {
	p, err := f.Repo(ctx, r, arg)
	if err != nil {
		return Target{}, Match{}, err
	}
	return repoMatch(p)
}

func repoMatch(p api.Repo) (Target, Match, error) {
	return Target{Org: p.Team.Org, Team: p.Team.Name, Repo: p.ID}, Match{Name: RepoName(p), Next: "projects"}, nil
}

// isTeam reports whether a team is called just so, with its organisation or without.
func (f Finder) isTeam(ctx context.Context, r *command.Request, word string) bool {
	known, err := f.Teams(ctx, r, "")
	return err == nil && slices.ContainsFunc(known.Items, func(t api.Team) bool {
		return strings.EqualFold(t.Name, word) || strings.EqualFold(t.DisplayName, word) || strings.EqualFold(line.TeamWord(t.Ref()), word)
	})
}

func (f Finder) teamTarget(ctx context.Context, r *command.Request, arg *string) (Target, Match, error) {
	t, err := f.Team(ctx, r, arg)
	return Target{Org: t.Org.SID, Team: t.Name}, Match{Name: TeamName(t), Next: "repos"}, err
}

// Named is what a target is called; as it is typed where TCA does not tell whoever asks.
func (f Finder) Named(ctx context.Context, r *command.Request, t Target) string {
	repo := api.RepoRef{TeamRef: api.TeamRef{Org: t.Org, Team: t.Team}, ID: t.Repo}
	switch {
	case t.Project != 0:
		if p, err := r.TCA.Project(ctx, api.ProjectRef{Repo: repo, ID: t.Project}); err == nil {
			return Branch{Ref: api.ProjectRef{Repo: repo, ID: t.Project}, Project: p}.RepoName() + " · " + ProjectName(p)
		}
	case t.Repo != 0:
		if p, err := r.TCA.Repo(ctx, repo); err == nil {
			return RepoName(p)
		}
	case t.Team != "":
		if known, err := f.Teams(ctx, r, t.Org); err == nil {
			for _, team := range known.Items {
				if team.Name == t.Team {
					return TeamName(team)
				}
			}
		}
	}
	return Word(t)
}
