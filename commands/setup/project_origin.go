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

// newProject finds the scheme or the template that is named. While there is no branch, neither need be: then the scheme is the
// repository's default one, if it has one.
func (d Deps) newProject(ctx context.Context, r *command.Request, a *projectAddArgs, card *projectAddCard) (api.NewProject, error) {
	next := api.NewProject{Branch: a.Branch, Path: a.Path}
	switch {
	case a.Template != "":
		one, err := templateCalled(ctx, r, card.Repo.Ref().Org, a.Template)
		if err != nil {
			return next, err
		}
		a.Template, card.template = kit.Number(one.ID), one.Name
		next.Template, next.SchemeName, card.scheme = one.ID, a.Name, api.Scheme{Name: cmp.Or(a.Name, one.Name)}
	case a.Scheme != "":
		at, err := d.Scheme(ctx, r, &a.Scheme, &a.Repo)
		next.Scheme, card.scheme = at.Scheme.ID, at.Scheme
		return next, unfound(err, r, a.Scheme)
	default:
		page, err := r.TCA.Schemes(ctx, card.Repo.Ref(), api.SchemeFilter{Default: true}, api.Window{Limit: 1})
		if err == nil && len(page.Items) > 0 { // else the form has none
			card.scheme = page.Items[0]
		}
	}
	return next, nil
}

// inForm is a scheme as the form has it: by its name, which is what people read in a field with suggestions, or by its ID where
// the name is too long for that or could be taken for an ID.
func inForm(c api.Scheme) string {
	_, isID := target.ParseID(c.Name)
	switch {
	case c.ID == 0:
		return ""
	case isID || len(c.Name) > maxSchemeWord || !portable(text("scheme", "", "", false, func(s *string) *string { return s }), c.Name):
		return kit.Number(c.ID)
	default:
		return c.Name
	}
}

// maxSchemeWord is how many bytes the value of a suggestion may have.
const maxSchemeWord = 70

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
