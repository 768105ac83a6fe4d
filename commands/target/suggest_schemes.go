package target

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

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
