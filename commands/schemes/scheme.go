package schemes

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/target"
)

// schemeTab is a tab of a scheme.
type schemeTab string

func (t schemeTab) String() string { return string(t) }

// The tabs of a scheme, in the order of TCA's pages, which show rules and packages within lint.
const (
	tabBasic    schemeTab = "basic"
	TabLint     schemeTab = "lint"
	tabPackages schemeTab = "packages"
	TabRules    schemeTab = "rules"
	tabMetrics  schemeTab = "metrics"
	tabPaths    schemeTab = "paths"
	tabBranches schemeTab = "branches"
)

func schemeTabs() []schemeTab {
	return []schemeTab{tabBasic, TabLint, tabPackages, TabRules, tabMetrics, tabPaths, tabBranches}
}

type schemeArgs struct {
	Scheme, Repo string
	Tab          schemeTab
	Name         string // this and the next two narrow the rules
	Severity     []api.Severity
	Package      int64
	Own          bool // only rules that the scheme adds, changes or blocks
	All          bool // all packages, not only the enabled ones
}

// schemeScreen has the data of its tab; the rest is zero.
type schemeScreen struct {
	target.AnalysisScheme
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
	missing  []locale.Key
}

func scheme(d deps) command.Command {
	return command.Define(command.Def[schemeArgs, schemeScreen]{
		Name:   "scheme",
		Access: command.Linked,
		Examples: []string{
			"scheme security payments-api", `scheme "nightly full scan" payments-api tab:metrics`, "scheme 12 payments-api severity:fatal name:sql",
		},
		Args: func(a *schemeArgs) command.Args {
			return command.Args{
				command.Text(&a.Scheme, "scheme"),
				command.Text(&a.Repo, "repo").Optional(),
				command.One(&a.Tab, "tab", "scheme_tab", schemeTabs()...),
				command.Value(&a.Name, "name", "part").About("arg.rule_name").Check(a.onlyOn(TabRules, func() bool { return a.Name != "" })),
				command.Several(&a.Severity, "severity", "severity", api.Severities()...).Check(a.onlyOn(TabRules, func() bool { return len(a.Severity) > 0 })),
				command.Number(&a.Package, "package").Check(a.onlyOn(TabRules, func() bool { return a.Package > 0 })),
				command.Flag(&a.Own, "own").Check(a.onlyOn(TabRules, func() bool { return a.Own })).Check(a.ownAlone),
				command.Flag(&a.All, "all").Check(a.onlyOn(tabPackages, func() bool { return a.All })),
			}
		},
		Run:   d.scheme,
		View:  viewScheme,
		Sheet: d.schemeTabSheet,
	})
}

func (d deps) scheme(ctx context.Context, r *command.Request, a *schemeArgs) (schemeScreen, error) {
	at, err := d.findSchemeTab(ctx, r, a)
	if err != nil {
		return schemeScreen{}, err
	}
	c := schemeScreen{AnalysisScheme: at, tab: a.Tab, all: a.All}
	switch a.Tab {
	case TabLint:
		c.missing, err = command.Gather(ctx,
			command.Fetch("scheme.part_lint", &c.lint, func(ctx context.Context) (api.LintConf, error) { return r.TCA.LintConf(ctx, at.Ref()) }),
			command.Fetch("scheme.part_packages", &c.packages, func(ctx context.Context) (api.Page[api.CheckPackage], error) {
				return r.TCA.CheckPackages(ctx, at.Ref(), api.Window{Limit: maxLintPackages})
			}))
	case tabMetrics:
		c.metrics, err = r.TCA.MetricConf(ctx, at.Ref())
	case tabPaths:
		c.dirs, c.defaults, c.missing, err = pathsOf(ctx, r, at)
	case TabRules:
		if a.Own {
			c.own = new(api.Page[api.ProfileRule])
			*c.own, err = paged.FetchPage(ctx, r, ownRules(r, at))
			break
		}
		c.rules, err = paged.FetchPage(ctx, r, a.rules(r, at))
	case tabPackages:
		if a.All {
			c.packages, c.chosen, err = allPackages(ctx, r, at)
			break
		}
		c.packages, c.profile, c.missing, err = packagesOf(ctx, r, at)
	case tabBranches:
		c.branches, err = paged.FetchPage(ctx, r, branchesOf(r, at))
	default:
		c.tab = tabBasic // which needs only the scheme
	}
	return c, err
}

// findSchemeTab finds the scheme, and completes the tab: that of the pasted URL, or the rules when there are filters for
// them.
func (d deps) findSchemeTab(ctx context.Context, r *command.Request, a *schemeArgs) (target.AnalysisScheme, error) {
	page, ok, err := d.ReadPage(a.Scheme)
	if err != nil {
		return target.AnalysisScheme{}, err
	}
	if ok && a.Tab == "" {
		a.Tab = schemeTab(page.SchemeTab())
	}
	switch {
	case a.narrowsRules() || a.Own:
		a.Tab = TabRules
	case a.All:
		a.Tab = tabPackages
	}
	return d.Scheme(ctx, r, &a.Scheme, &a.Repo)
}

func (a *schemeArgs) narrowsRules() bool { return a.Name != "" || len(a.Severity) > 0 || a.Package > 0 }

// onlyOn rejects an argument, when it is given, on any tab but its own: the tab would have to be ignored, or the argument.
func (a *schemeArgs) onlyOn(tab schemeTab, given func() bool) func() error {
	return func() error {
		asked := a.Tab
		if asked == "" && (a.narrowsRules() || a.Own) {
			asked = TabRules
		}
		if !given() || asked == "" || asked == tab {
			return nil
		}
		return &command.UsageError{Reason: "scheme.other_tab", Data: []any{"Tab", string(tab), "Asked", string(asked)}}
	}
}

// ownAlone rejects filters of rules with --own: TCA cannot filter the scheme's own rules.
func (a *schemeArgs) ownAlone() error {
	if a.Own && a.narrowsRules() {
		return &command.UsageError{Reason: "usage.alone"}
	}
	return nil
}

func viewScheme(s command.Screen, d schemeScreen) kit.Message {
	switch d.tab {
	case TabLint:
		return d.card(s, d.viewLint(s), d.Site.SchemeLint(d.Ref()))
	case tabMetrics:
		return d.card(s, d.viewMetrics(s), d.Site.SchemeMetric(d.Ref()))
	case tabPaths:
		return d.viewPaths(s)
	case TabRules:
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
	return d.card(s, d.viewBasic(s), d.Site.Scheme(d.Ref()))
}
