package schemes

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

func somePackages() []api.CheckPackage {
	return []api.CheckPackage{
		{ID: 46, Name: "【Python】基础规则包", Description: "Python官方基础规则包，提供常见代码问题扫描。", Languages: []string{"python"}, Labels: []string{"基础"}, RuleCount: 18, Type: api.PackageOfficial},
		{ID: 52, Name: "依赖漏洞规则包", Languages: []string{"cpp", "cs", "Go", "java", "js", "php", "python", "ruby", "scala", "ts"}, Labels: []string{"安全", "增强"}, RuleCount: 3},
		{ID: 7, Name: "Log4j <漏洞>", RuleCount: 1_204},
	}
}

func schemeOn(p target.Repository, c api.Scheme, tab schemeTab) schemeScreen {
	return schemeScreen{AnalysisScheme: target.AnalysisScheme{Repository: p, Scheme: c}, tab: tab}
}

func TestSchemesViews(t *testing.T) {
	usual, worst := screentest.SomeRepoPlace(t, "payments-api"), screentest.WorstRepoPlace(t)
	screentest.Check(t, []screentest.Case{
		{Name: "schemes/usual", Screen: command.Screen{Line: "schemes K9fQ2mXz7Lp/bigteam#137", Sheet: true}, View: func(s command.Screen) kit.Message {
			return viewSchemes(s, schemeList{Repository: usual, page: screentest.PageOf(0, 3, screentest.SomeSchemes()...)})
		}},
		{Name: "schemes/filtered", Screen: command.Screen{Line: "schemes K9fQ2mXz7Lp/bigteam#137 old status:disused", Sheet: true}, View: func(s command.Screen) kit.Message {
			return viewSchemes(s, schemeList{Repository: usual, search: "old", page: screentest.PageOf(0, 1, screentest.SomeSchemes()[1])})
		}},
		{Name: "schemes/empty", Screen: command.Screen{Line: "schemes K9fQ2mXz7Lp/bigteam#137"}, View: func(s command.Screen) kit.Message {
			return viewSchemes(s, schemeList{Repository: usual, page: screentest.PageOf[api.Scheme](0, 0)})
		}},
		{Name: "schemes/longest", Screen: command.Screen{Line: "schemes " + strings.Repeat("x", 500), Sheet: true}, View: func(s command.Screen) kit.Message {
			return viewSchemes(s, schemeList{Repository: worst, page: screentest.PageOf(10, 1_000_000, screentest.Repeated(screentest.WorstScheme())...)})
		}},
		{Name: "templates/usual", Screen: command.Screen{Line: "templates K9fQ2mXz7Lp", Sheet: true}, View: func(s command.Screen) kit.Message {
			all := screentest.SomeSchemes()
			all[1].Status, all[2].Default = 0, false
			return viewTemplates(s, templateList{org: api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>"}, page: screentest.PageOf(0, 3, all...), site: usual.Site})
		}},
		{Name: "templates/empty", Screen: command.Screen{Line: "templates K9fQ2mXz7Lp"}, View: func(s command.Screen) kit.Message {
			return viewTemplates(s, templateList{org: api.Org{SID: "K9fQ2mXz7Lp", Name: "示例"}, page: screentest.PageOf[api.Scheme](0, 0), site: usual.Site})
		}},
		{Name: "templates/longest", Screen: command.Screen{Line: "templates K9fQ2mXz7Lp", Sheet: true}, View: func(s command.Screen) kit.Message {
			org := api.Org{SID: "K9fQ2mXz7Lp", Name: strings.Repeat("团", 255)}
			return viewTemplates(s, templateList{org: org, page: screentest.PageOf(0, 11, screentest.Repeated(screentest.WorstScheme())...), site: usual.Site})
		}},
	})
}

func TestSchemeViews(t *testing.T) {
	usual, worst := screentest.SomeRepoPlace(t, "payments-api"), screentest.WorstRepoPlace(t)
	all := screentest.SomeSchemes()
	most := 500
	basic, lint, metrics := schemeOn(usual, all[0], tabBasic), schemeOn(usual, all[2], TabLint), schemeOn(usual, all[2], tabMetrics)
	lint.lint = api.LintConf{ID: 1, Enabled: true, Envs: "GOFLAGS=-mod=mod\nexport TOKEN=s3cr3t\n# note\n", PreCmd: "make deps", BuildCmd: "go build ./...\ngo vet ./..."}
	lint.lint.Profile.Custom.RuleCount = 12
	lint.packages = screentest.PageOf(0, 11, somePackages()...)
	lintOff, lintPart, lintOther := schemeOn(usual, all[1], TabLint), lint, lint
	lintOff.lint = api.LintConf{ID: 1}
	lintOff.packages = screentest.PageOf[api.CheckPackage](0, 0)
	lintPart.packages, lintPart.missing = api.Page[api.CheckPackage]{}, []locale.Key{"scheme.part_packages"}
	lintOther.lint, lintOther.missing = api.LintConf{}, []locale.Key{"scheme.part_lint"}
	metrics.metrics = api.MetricConf{
		Complexity: true, MinCCN: 20, Duplication: true, MinBlock: 120, MinTimes: 2, MediumRate: 5, HighRate: 11, ExtremeRate: 20, MaxDupIssues: 1000, CountingLines: true,
	}
	metricsOff, metricsBounded := metrics, metrics
	metricsOff.metrics = api.MetricConf{}
	metricsBounded.metrics.MaxBlock, metricsBounded.metrics.MaxTimes, metricsBounded.metrics.MaxDupIssues = &most, &most, 1
	long := func(tab schemeTab) schemeScreen { return schemeOn(worst, screentest.WorstScheme(), tab) }
	longLint := long(TabLint)
	longLint.lint = lint.lint
	longLint.lint.Envs = strings.Repeat(strings.Repeat("E", 90)+"=1\n", 50)
	longLint.lint.PreCmd, longLint.lint.BuildCmd = strings.Repeat(screentest.WorstText, 3), strings.Repeat("go build ./...\n", 40)
	longLint.packages = screentest.PageOf(0, 60, screentest.Repeated(api.CheckPackage{ID: 5, Name: strings.Repeat("包", 128), RuleCount: 1_234_567})[:8]...)
	view := func(d schemeScreen) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewScheme(s, d) }
	}
	at := func(tab string) command.Screen {
		return command.Screen{Line: "scheme 1370 K9fQ2mXz7Lp/bigteam#137" + tab, Sheet: true}
	}
	screentest.Check(t, []screentest.Case{
		{Name: "scheme/basic", Screen: at(""), View: view(basic)},
		{Name: "scheme/basic_disused", Screen: at(""), View: view(schemeOn(usual, all[1], tabBasic))},
		{Name: "scheme/basic_longest", Screen: at(""), View: view(long(tabBasic))},
		{Name: "scheme/lint", Screen: at(" tab:lint"), View: view(lint)},
		{Name: "scheme/lint_off", Screen: at(" tab:lint"), View: view(lintOff)},
		{Name: "scheme/lint_no_packages", Screen: at(" tab:lint"), View: view(lintPart)},
		{Name: "scheme/lint_no_conf", Screen: at(" tab:lint"), View: view(lintOther)},
		{Name: "scheme/lint_longest", Screen: at(" tab:lint"), View: view(longLint)},
		{Name: "scheme/metrics", Screen: at(" tab:metrics"), View: view(metrics)},
		{Name: "scheme/metrics_off", Screen: at(" tab:metrics"), View: view(metricsOff)},
		{Name: "scheme/metrics_bounded", Screen: at(" tab:metrics"), View: view(metricsBounded)},
	})
}

func TestSchemeListViews(t *testing.T) {
	usual, worst := screentest.SomeRepoPlace(t, "payments-api"), screentest.WorstRepoPlace(t)
	on := func(tab schemeTab, change func(*schemeScreen)) func(command.Screen) kit.Message {
		d := schemeOn(usual, screentest.SomeSchemes()[2], tab)
		change(&d)
		return func(s command.Screen) kit.Message { return viewScheme(s, d) }
	}
	long := func(tab schemeTab, change func(*schemeScreen)) func(command.Screen) kit.Message {
		d := schemeOn(worst, screentest.WorstScheme(), tab)
		change(&d)
		return func(s command.Screen) kit.Message { return viewScheme(s, d) }
	}
	dirs := []api.ScanDir{
		{ID: 3, Path: "gen/*", PathType: api.PathWildcard, Type: api.ScanExclude},
		{ID: 2, Path: "src/支付/*", PathType: api.PathWildcard, Type: api.ScanInclude},
		{ID: 1, Path: `^third_party/.*\.c$`, PathType: api.PathRegexp, Type: api.ScanExclude},
		{ID: 4, Path: "", PathType: 9, Type: api.ScanNothing},
	}
	worstDir := api.ScanDir{ID: 1, Path: strings.Repeat("路径/", 170), PathType: api.PathRegexp, Type: api.ScanExclude}
	own := []api.ProfileRule{
		{ID: 1, Rule: screentest.SomeRules()[0], Tool: api.RuleTool{Name: "Eslint"}, State: api.RuleEnabled},
		{ID: 2, Rule: screentest.SomeRules()[1], Tool: api.RuleTool{Name: "CheckStyle"}, Severity: api.SeverityFatal, State: api.RuleBlocked},
	}
	at := func(tab string) command.Screen {
		return command.Screen{Line: "scheme 1370 K9fQ2mXz7Lp/bigteam#137" + tab, Sheet: true}
	}
	screentest.Check(t, []screentest.Case{
		{Name: "scheme/paths", Screen: at(" tab:paths"), View: on(tabPaths, func(d *schemeScreen) { d.dirs, d.defaults.Total = screentest.PageOf(10, 14, dirs...), 102 })},
		{Name: "scheme/paths_none", Screen: at(" tab:paths"), View: on(tabPaths, func(d *schemeScreen) { d.dirs, d.defaults.Total = screentest.PageOf[api.ScanDir](0, 0), 1 })},
		{Name: "scheme/paths_part", Screen: at(" tab:paths"), View: on(tabPaths, func(d *schemeScreen) {
			d.dirs, d.missing = screentest.PageOf(0, 1, dirs[0]), []locale.Key{"scheme.part_defaults"}
		})},
		{Name: "scheme/paths_longest", Screen: at(" tab:paths"), View: long(tabPaths, func(d *schemeScreen) { d.dirs = screentest.PageOf(0, 1_000_000, screentest.Repeated(worstDir)...) })},
		{Name: "scheme/rules", Screen: at(" tab:rules"), View: on(TabRules, func(d *schemeScreen) { d.rules = screentest.PageOf(0, 8526, screentest.SomeRules()...) })},
		{Name: "scheme/rules_filtered", Screen: at(" tab:rules name:eval severity:fatal"), View: on(TabRules, func(d *schemeScreen) { d.rules = screentest.PageOf(0, 1, screentest.SomeRules()[0]) })},
		{Name: "scheme/rules_none", Screen: at(" tab:rules name:zzz"), View: on(TabRules, func(d *schemeScreen) { d.rules = screentest.PageOf[api.Rule](0, 0) })},
		{Name: "scheme/rules_longest", Screen: at(" tab:rules"), View: long(TabRules, func(d *schemeScreen) {
			d.rules = screentest.PageOf(0, 1_000_000, screentest.Repeated(screentest.WorstRule())...)
		})},
		{Name: "scheme/own", Screen: at(" tab:rules --own"), View: on(TabRules, func(d *schemeScreen) { d.own = new(screentest.PageOf(0, 2, own...)) })},
		{Name: "scheme/own_none", Screen: at(" tab:rules --own"), View: on(TabRules, func(d *schemeScreen) { d.own = new(screentest.PageOf[api.ProfileRule](0, 0)) })},
		{Name: "scheme/packages", Screen: at(" tab:packages"), View: on(tabPackages, func(d *schemeScreen) {
			d.packages, d.profile.Custom.RuleCount = screentest.PageOf(0, 3, somePackages()...), 12
		})},
		{Name: "scheme/packages_all", Screen: at(" tab:packages --all"), View: on(tabPackages, func(d *schemeScreen) {
			d.packages, d.all, d.chosen = screentest.PageOf(0, 56, somePackages()...), true, []int64{46, 7}
		})},
		{Name: "scheme/packages_none", Screen: at(" tab:packages"), View: on(tabPackages, func(d *schemeScreen) {
			d.packages, d.missing = screentest.PageOf[api.CheckPackage](0, 0), []locale.Key{"scheme.part_own"}
		})},
		{Name: "scheme/packages_longest", Screen: at(" tab:packages"), View: long(tabPackages, func(d *schemeScreen) {
			d.packages = screentest.PageOf(0, 999, screentest.Repeated(api.CheckPackage{
				ID: 123_456, Name: strings.Repeat("包", 128), RuleCount: 1_234_567, Languages: screentest.WorstScheme().Languages, Labels: []string{strings.Repeat("标", 64)},
			})...)
		})},
		{Name: "scheme/branches", Screen: at(" tab:branches"), View: on(tabBranches, func(d *schemeScreen) { d.branches = screentest.PageOf(0, 3, screentest.SomeProjects()...) })},
		{Name: "scheme/branches_none", Screen: at(" tab:branches"), View: on(tabBranches, func(d *schemeScreen) { d.branches = screentest.PageOf[api.Project](0, 0) })},
		{Name: "scheme/branches_longest", Screen: at(" tab:branches"), View: long(tabBranches, func(d *schemeScreen) { d.branches = screentest.PageOf(0, 1_000, screentest.WorstProjects()...) })},
	})
}

func BenchmarkViewSchemes(b *testing.B) {
	d := schemeList{Repository: screentest.WorstRepoPlace(b), page: screentest.PageOf(20, 1000, screentest.Repeated(screentest.WorstScheme())...)}
	screentest.BenchScreen(b, "schemes K9fQ2mXz7Lp/bigteam#137", func(s command.Screen) kit.Message { return viewSchemes(s, d) })
}

func BenchmarkViewScheme(b *testing.B) {
	d := schemeOn(screentest.WorstRepoPlace(b), screentest.WorstScheme(), TabRules)
	d.rules = screentest.PageOf(20, 8526, screentest.Repeated(screentest.WorstRule())...)
	screentest.BenchScreen(b, "scheme 1370 K9fQ2mXz7Lp/bigteam#137 tab:rules", func(s command.Screen) kit.Message { return viewScheme(s, d) })
}

func BenchmarkViewTemplates(b *testing.B) {
	d := templateList{org: api.Org{SID: "K9fQ2mXz7Lp"}, page: screentest.PageOf(0, 1000, screentest.Repeated(screentest.WorstScheme())...), site: screentest.SomeRepoPlace(b, "x").Site}
	screentest.BenchScreen(b, "templates K9fQ2mXz7Lp", func(s command.Screen) kit.Message { return viewTemplates(s, d) })
}
