package schemes

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/target"
)

// pathsOf gets a page of a scheme's path filters, and the number of TCA's default filters, which is optional.
func pathsOf(ctx context.Context, r *command.Request, at target.AnalysisScheme) (dirs api.Page[api.ScanDir], defaults api.Page[api.DefaultPath], missing []locale.Key, err error) {
	var failed error
	missing, _ = command.Gather(ctx,
		command.Fetch("scheme.part_defaults", &defaults, func(ctx context.Context) (api.Page[api.DefaultPath], error) {
			return r.TCA.DefaultPaths(ctx, at.Ref(), api.Window{Limit: 1})
		}),
		command.Part{Call: func(ctx context.Context) error {
			dirs, failed = paged.FetchPage(ctx, r, dirsOf(r, at))
			return nil
		}})
	return dirs, defaults, missing, failed
}

func dirsOf(r *command.Request, at target.AnalysisScheme) paged.Fetcher[api.ScanDir] {
	return func(ctx context.Context, w api.Window) (api.Page[api.ScanDir], error) {
		return r.TCA.ScanDirs(ctx, at.Ref(), w)
	}
}

func branchesOf(r *command.Request, at target.AnalysisScheme) paged.Fetcher[api.Project] {
	return func(ctx context.Context, w api.Window) (api.Page[api.Project], error) {
		return r.TCA.SchemeProjects(ctx, at.Ref(), w)
	}
}

// rules lists the rules that a scheme can use.
func (a *schemeArgs) rules(r *command.Request, at target.AnalysisScheme) paged.Fetcher[api.Rule] {
	f := api.RuleFilter{Name: a.Name, Severity: a.Severity}
	if a.Package > 0 {
		f.Packages = []int64{a.Package}
	}
	return func(ctx context.Context, w api.Window) (api.Page[api.Rule], error) {
		if f.IsZero() {
			return r.TCA.SchemeRules(ctx, at.Ref(), w)
		}
		return r.TCA.FindRules(ctx, at.Ref(), f, w)
	}
}

func ownRules(r *command.Request, at target.AnalysisScheme) paged.Fetcher[api.ProfileRule] {
	return func(ctx context.Context, w api.Window) (api.Page[api.ProfileRule], error) {
		return r.TCA.ProfileRules(ctx, at.Ref(), w)
	}
}

// packagesOf gets a page of the official packages of a scheme, and the number of its own rules, which is optional.
func packagesOf(ctx context.Context, r *command.Request, at target.AnalysisScheme) (page api.Page[api.CheckPackage], profile api.CheckProfile, missing []locale.Key, err error) {
	var failed error
	missing, _ = command.Gather(ctx,
		command.Fetch("scheme.part_own", &profile, func(ctx context.Context) (api.CheckProfile, error) { return r.TCA.CheckProfile(ctx, at.Ref()) }),
		command.Part{Call: func(ctx context.Context) error {
			page, failed = paged.FetchPage(ctx, r, func(ctx context.Context, w api.Window) (api.Page[api.CheckPackage], error) {
				return r.TCA.CheckPackages(ctx, at.Ref(), w)
			})
			return nil
		}})
	return page, profile, missing, failed
}

// allPackages gets a page of all official packages, and the IDs of those that the scheme uses.
func allPackages(ctx context.Context, r *command.Request, at target.AnalysisScheme) (api.Page[api.CheckPackage], []int64, error) {
	var all []api.CheckPackage
	var chosen api.Page[api.CheckPackage]
	_, err := command.ForEach(ctx, []command.Part{
		command.Fetch("", &all, func(ctx context.Context) ([]api.CheckPackage, error) { return r.TCA.AllCheckPackages(ctx, at.Ref()) }),
		command.Fetch("", &chosen, func(ctx context.Context) (api.Page[api.CheckPackage], error) {
			return r.TCA.CheckPackages(ctx, at.Ref(), api.Window{Limit: maxPackages})
		}),
	}, func(ctx context.Context, p command.Part) (struct{}, error) { return struct{}{}, p.Call(ctx) })
	var ids []int64
	for _, p := range chosen.Items {
		ids = append(ids, p.ID)
	}
	return paged.SlicePage(r, api.Page[api.CheckPackage]{Items: all, At: chosen.At}), ids, err
}

// maxPackages is far more than the number of official packages.
const maxPackages = 500
