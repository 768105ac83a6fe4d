package commands

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// schemeTab is one side of a scheme.
type schemeTab string

func (t schemeTab) String() string { return string(t) }

// The sides of a scheme, in the order of TCA's web; it shows rules and packages inside of lint.
const (
	tabBasic    schemeTab = "basic"
	tabLint     schemeTab = "lint"
	tabPackages schemeTab = "packages"
	tabRules    schemeTab = "rules"
	tabMetrics  schemeTab = "metrics"
	tabPaths    schemeTab = "paths"
	tabBranches schemeTab = "branches"
)

func schemeTabs() []schemeTab {
	return []schemeTab{tabBasic, tabLint, tabPackages, tabRules, tabMetrics, tabPaths, tabBranches}
}

type schemeArgs struct {
	Scheme, Repo string
	Tab          schemeTab
	Name         string // this and the next two narrow the rules
	Severity     []api.Severity
	Package      int64
	Own          bool // the scheme's own rules, not all that it could use
	All          bool // every package, not only the chosen ones
}

// schemeScreen holds what its tab needs; the rest is zero.
type schemeScreen struct {
	schemePlace
	tab      schemeTab
	lint     api.LintConf
	metrics  api.MetricConf
	packages api.Page[api.CheckPackage]
	profile  api.CheckProfile
	chosen   []int64 // the packages' IDs, where all of them are listed
	all      bool
	rules    api.Page[api.Rule]
	own      *api.Page[api.ProfileRule] // in place of rules; else nil
	dirs     api.Page[api.ScanDir]
	defaults api.Page[api.DefaultPath]
	branches api.Page[api.Project]
	missing  []string
}

func scheme(d schemesDeps) spec.Command {
	return spec.Define(spec.Def[schemeArgs, schemeScreen]{
		Name:   "scheme",
		Access: spec.Linked,
		Examples: []string{
			"scheme security payments-api", `scheme "nightly full scan" payments-api tab:metrics`, "scheme 12 payments-api severity:fatal name:sql",
		},
		Args: func(a *schemeArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Scheme, "scheme"),
				spec.Text(&a.Repo, "repo").Optional(),
				spec.One(&a.Tab, "tab", "scheme_tab", schemeTabs()...),
				spec.Value(&a.Name, "name", "part"),
				spec.Several(&a.Severity, "severity", "severity", api.Severities()...),
				spec.Number(&a.Package, "package"),
				spec.Flag(&a.Own, "own"),
				spec.Flag(&a.All, "all"),
			}
		},
		Run:   d.scheme,
		View:  viewScheme,
		Sheet: d.schemeTabSheet,
	})
}

func (d schemesDeps) scheme(ctx context.Context, r *spec.Request, a *schemeArgs) (schemeScreen, error) {
	at, err := d.findSchemeTab(ctx, r, a)
	if err != nil {
		return schemeScreen{}, err
	}
	c := schemeScreen{schemePlace: at, tab: a.Tab, all: a.All}
	switch a.Tab {
	case tabLint:
		c.missing, err = gather(ctx,
			fetch("scheme.part_lint", &c.lint, func(ctx context.Context) (api.LintConf, error) { return r.TCA.LintConf(ctx, at.ref()) }),
			fetch("scheme.part_packages", &c.packages, func(ctx context.Context) (api.Page[api.CheckPackage], error) {
				return r.TCA.CheckPackages(ctx, at.ref(), api.Window{Limit: maxLintPackages})
			}))
	case tabMetrics:
		c.metrics, err = r.TCA.MetricConf(ctx, at.ref())
	case tabPaths:
		c.dirs, c.defaults, c.missing, err = pathsOf(ctx, r, at)
	case tabRules:
		if a.Own {
			c.own = new(api.Page[api.ProfileRule])
			*c.own, err = fetchPage(ctx, r, ownRules(r, at))
			break
		}
		c.rules, err = fetchPage(ctx, r, a.rules(r, at))
	case tabPackages:
		if a.All {
			c.packages, c.chosen, err = allPackages(ctx, r, at)
			break
		}
		c.packages, c.profile, c.missing, err = packagesOf(ctx, r, at)
	case tabBranches:
		c.branches, err = fetchPage(ctx, r, branchesOf(r, at))
	default:
		c.tab = tabBasic // which the scheme itself tells
	}
	return c, err
}

// findSchemeTab finds the scheme, and completes which side of it is meant: that of the pasted page, or the rules when
// those are narrowed.
func (d schemesDeps) findSchemeTab(ctx context.Context, r *spec.Request, a *schemeArgs) (schemePlace, error) {
	page, ok, err := d.readPage(a.Scheme)
	if err != nil {
		return schemePlace{}, err
	}
	if ok && a.Tab == "" {
		for _, w := range page.schemeWords("") {
			if tab, ok := strings.CutPrefix(w, "tab:"); ok {
				a.Tab = schemeTab(tab)
			}
		}
	}
	switch {
	case a.Name != "" || len(a.Severity) > 0 || a.Package > 0 || a.Own:
		a.Tab = tabRules
	case a.All:
		a.Tab = tabPackages
	}
	return d.findScheme(ctx, r, &a.Scheme, &a.Repo)
}

func viewScheme(s spec.Screen, d schemeScreen) kit.Message {
	switch d.tab {
	case tabLint:
		return d.card(s, d.viewLint(s), d.site.SchemeLint(d.ref()))
	case tabMetrics:
		return d.card(s, d.viewMetrics(s), d.site.SchemeMetric(d.ref()))
	case tabPaths:
		return d.viewPaths(s)
	case tabRules:
		if d.own != nil {
			return d.viewOwnRules(s)
		}
		return d.viewRules(s)
	case tabPackages:
		return d.viewPackages(s)
	case tabBranches:
		return d.viewBranches(s)
	case tabBasic:
	}
	return d.card(s, d.viewBasic(s), d.site.Scheme(d.ref()))
}
