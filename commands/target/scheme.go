package target

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

// Scheme finds the scheme that an argument names, in the repository that another one names, and writes the canonical words
// to both. The URL of a scheme's page names its repository, too; that of a branch stands for the scheme of the branch.
func (f Finder) Scheme(ctx context.Context, r *command.Request, arg, repoArg *string) (AnalysisScheme, error) {
	a, ok, err := f.ReadPage(*arg)
	if err != nil {
		return AnalysisScheme{}, err
	}
	if ok {
		if ref, ok := a.repoRef(); ok {
			*repoArg = line.RepoWord(ref)
		}
		if ref, ok := a.projectRef(); ok {
			p, err := r.TCA.Project(ctx, ref)
			if err != nil {
				return AnalysisScheme{}, err
			}
			a.Page, a.ID = PageScheme, p.Scheme.ID
		}
		if a.Page == PageScheme {
			*arg = kit.Number(a.ID)
		}
	}
	repo, err := f.Repo(ctx, r, repoArg)
	if err != nil {
		return AnalysisScheme{}, err
	}
	at := AnalysisScheme{Repository: Repository{Repo: repo, Site: f.Site}}
	at.Scheme, err = schemeCalled(ctx, r, repo, arg)
	if err == nil {
		*arg = kit.Number(at.Scheme.ID)
	}
	return at, err
}

// schemeCalled finds a scheme of a repository by its ID, its name, or a part of that.
func schemeCalled(ctx context.Context, r *command.Request, repo api.Repo, arg *string) (api.Scheme, error) {
	if n, ok := ParseID(strings.TrimPrefix(*arg, "#")); ok {
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
	e := &ChooseError{Reason: "choose.scheme_which", Data: []any{"Word", kit.Bold(*arg), "Repo", kit.Bold(RepoName(repo))}, All: line.Schemes(repo.Ref())}
	e.looked = []Coverage{{"looked.schemes", len(page.Items), page.Total}}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		e.Reason = "choose.scheme_none"
		if page, err = r.TCA.Schemes(ctx, repo.Ref(), api.SchemeFilter{}, api.Window{Limit: firstLook}); err != nil {
			return api.Scheme{}, err
		}
		found = slices.Clone(page.Items)
		slices.SortStableFunc(found, func(a, b api.Scheme) int { return Distance(*arg, a.Name) - Distance(*arg, b.Name) })
		if e.Total = page.Total; e.Total == 0 {
			e.Reason, e.All = "choose.no_schemes", line.Line{}
		}
	}
	for _, c := range found {
		e.Choices = append(e.Choices, Choice{Label: SchemeName(c), Line: line.Again(r, arg, kit.Number(c.ID))})
	}
	return api.Scheme{}, e
}
