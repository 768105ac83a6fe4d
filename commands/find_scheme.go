package commands

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// findScheme finds the scheme that an argument means, of the repository that another one means, and writes both there
// as everybody would. A scheme's page names its repository, too; that of a branch means the scheme the branch has.
func (f Finder) findScheme(ctx context.Context, r *spec.Request, arg, repoArg *string) (schemePlace, error) {
	a, ok, err := f.readPage(*arg)
	if err != nil {
		return schemePlace{}, err
	}
	if ok {
		if ref, ok := a.repoRef(); ok {
			*repoArg = repoWord(ref)
		}
		if ref, ok := a.projectRef(); ok {
			p, err := r.TCA.Project(ctx, ref)
			if err != nil {
				return schemePlace{}, err
			}
			a.page, a.id = pageScheme, p.Scheme.ID
		}
		if a.page == pageScheme {
			*arg = number(a.id)
		}
	}
	repo, err := f.findRepo(ctx, r, repoArg)
	if err != nil {
		return schemePlace{}, err
	}
	at := schemePlace{repoPlace: repoPlace{repo: repo, site: f.Site}}
	at.scheme, err = schemeCalled(ctx, r, repo, arg)
	if err == nil {
		*arg = number(at.scheme.ID)
	}
	return at, err
}

// schemeCalled finds a scheme of a repository by its ID, its name, or a part of that.
func schemeCalled(ctx context.Context, r *spec.Request, repo api.Repo, arg *string) (api.Scheme, error) {
	if n, ok := id(strings.TrimPrefix(*arg, "#")); ok {
		found, err := r.TCA.Scheme(ctx, api.SchemeRef{Repo: repo.Ref(), ID: n})
		if err == nil || !errors.Is(err, api.ErrNotFound) {
			return found, err
		}
	}
	page, err := lookThrough(ctx, maxLooked, func(ctx context.Context, w api.Window) (api.Page[api.Scheme], error) {
		return r.TCA.Schemes(ctx, repo.Ref(), api.SchemeFilter{Name: *arg}, w)
	})
	if err != nil {
		return api.Scheme{}, err
	}
	found := slices.DeleteFunc(slices.Clone(page.Items), func(c api.Scheme) bool { return !strings.EqualFold(c.Name, *arg) })
	if len(found) == 0 {
		found = page.Items
	}
	e := &ChooseError{Reason: "choose.scheme_which", Data: []any{"Word", kit.Bold(*arg), "Repo", kit.Bold(repoName(repo))}, All: "schemes " + repoWord(repo.Ref())}
	e.looked = []looked{{"looked.schemes", len(page.Items), page.Total}}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		e.Reason = "choose.scheme_none"
		if page, err = r.TCA.Schemes(ctx, repo.Ref(), api.SchemeFilter{}, api.Window{Limit: firstLook}); err != nil {
			return api.Scheme{}, err
		}
		found = slices.Clone(page.Items)
		slices.SortStableFunc(found, func(a, b api.Scheme) int { return distance(*arg, a.Name) - distance(*arg, b.Name) })
		if e.Total = page.Total; e.Total == 0 {
			e.Reason, e.All = "choose.no_schemes", ""
		}
	}
	for _, c := range found {
		e.Choices = append(e.Choices, Choice{Label: schemeName(c), Line: r.Line(arg, number(c.ID))})
	}
	return api.Scheme{}, e
}
