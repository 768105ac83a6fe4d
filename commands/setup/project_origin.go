package setup

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/target"
)

// newProject finds the scheme or the template that is named.
func (d Deps) newProject(ctx context.Context, r *command.Request, a *projectAddArgs, card *projectAddCard) (api.NewProject, error) {
	next := api.NewProject{Branch: a.Branch, Path: a.Path}
	if a.Template == "" {
		at, err := d.Scheme(ctx, r, &a.Scheme, &a.Repo)
		next.Scheme, card.scheme = at.Scheme.ID, at.Scheme.Name
		return next, unfound(err, r, a.Scheme)
	}
	one, err := templateCalled(ctx, r, card.Repo.Ref().Org, a.Template)
	if err != nil {
		return next, err
	}
	a.Template = kit.Number(one.ID)
	next.Template, next.SchemeName = one.ID, a.Name
	card.template, card.scheme = one.Name, cmp.Or(a.Name, one.Name)
	return next, nil
}

// unfound shows the name of a scheme that cannot be found at its field, where a form can be corrected. Elsewhere there are choices.
func unfound(err error, r *command.Request, word string) error {
	if _, ok := errors.AsType[*target.ChooseError](err); ok && r.Submitted {
		return &command.UsageError{Reason: "usage.no_scheme", Arg: "scheme", Data: []any{"Value", word}}
	}
	return err
}

// templateCalled finds a template of an organisation by its ID, its name, or a part of that.
func templateCalled(ctx context.Context, r *command.Request, org, word string) (api.Scheme, error) {
	var like []api.Scheme
	var names []string
	id, _ := target.ParseID(strings.TrimPrefix(word, "#"))
	for c, err := range api.Each(ctx, templateWindow, func(ctx context.Context, w api.Window) (api.Page[api.Scheme], error) {
		return r.TCA.OrgSchemes(ctx, org, w)
	}) {
		switch {
		case err != nil:
			return c, err
		case c.ID == id || strings.EqualFold(c.Name, word):
			return c, nil
		case strings.Contains(strings.ToLower(c.Name), strings.ToLower(word)):
			like = append(like, c)
		}
		names = append(names, kit.Name(c.Name, "#"+kit.Number(c.ID), 40))
	}
	if len(like) == 1 {
		return like[0], nil
	}
	e := &command.UsageError{Reason: "usage.no_template", Arg: "template", Data: []any{"Name", "template", "Value", word, "Templates", names[:min(len(names), 10)]}}
	if len(names) == 0 {
		e.Reason = "usage.no_templates"
	}
	return api.Scheme{}, e
}

// templateWindow is how many templates are fetched at once.
const templateWindow = 200
