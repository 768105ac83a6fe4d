// Package preview shows what a link to a page of TCA leads to as a short card, and keeps in which channels people want that
// for the links that they post.
package preview

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/target"
)

type previewArgs struct{ Target, Issue string }

// card is a short view of a branch, a repository or an issue.
type card interface {
	view(command.Screen) kit.Message
}

func previewCommand(d Deps) command.Command {
	return command.Define(command.Def[previewArgs, card]{
		Name:     "preview",
		Access:   command.Linked,
		Examples: []string{"preview payments-api@master", "preview payments-api", "preview payments-api@master 1234"},
		Args: func(a *previewArgs) command.Args {
			return command.Args{command.Text(&a.Target, "target"), command.Text(&a.Issue, "issue").Optional()}
		},
		Run:  d.card,
		View: func(s command.Screen, c card) kit.Message { return c.view(s) },
	})
}

func (d Deps) card(ctx context.Context, r *command.Request, a *previewArgs) (card, error) {
	page, isPage, err := d.ReadPage(a.Target)
	if err != nil {
		return nil, err
	}
	if a.Issue == "" && isPage && page.Page == target.PageIssue {
		a.Issue = kit.Number(page.ID)
	}
	if a.Issue != "" {
		return d.issueCard(ctx, r, a)
	}
	found, _, err := d.Any(ctx, r, &a.Target)
	switch {
	case err != nil:
		return nil, err
	case found.Project != 0:
		return d.branchCard(ctx, r, a)
	case found.Repo != 0:
		return d.repoCard(ctx, r, api.RepoRef{TeamRef: api.TeamRef{Org: found.Org, Team: found.Team}, ID: found.Repo})
	default:
		return nil, &command.UsageError{Reason: "usage.no_preview"}
	}
}

// branch finds the branch of a card. TCA still returns one that was deleted.
func (d Deps) branch(ctx context.Context, r *command.Request, arg *string) (target.Branch, error) {
	at, err := d.Branch(ctx, r, arg)
	if err == nil && !at.Project.Deleted.IsZero() {
		err = api.ErrNotFound
	}
	return at, err
}
