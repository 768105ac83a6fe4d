package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func somePackages() []api.CheckPackage {
	return []api.CheckPackage{
		{ID: 46, Name: "【Python】基础规则包", Description: "Python官方基础规则包，提供常见代码问题扫描。", Languages: []string{"python"}, Labels: []string{"基础"}, RuleCount: 18, Type: api.PackageOfficial},
		{ID: 52, Name: "依赖漏洞规则包", Languages: []string{"cpp", "cs", "Go", "java", "js", "php", "python", "ruby", "scala", "ts"}, Labels: []string{"安全", "增强"}, RuleCount: 3},
		{ID: 7, Name: "Log4j <漏洞>", RuleCount: 1_204},
	}
}

func someRules() []api.Rule {
	return []api.Rule{
		{
			ID: 7004, Name: "no-eval", Display: "no-eval", Title: "禁止使用 eval", Severity: api.SeverityFatal, Category: api.CategorySecurity, Languages: []string{"js", "ts"},
			Tool: api.RuleTool{Name: "Eslint"}, Text: api.RuleText{Text: "执行用户输入的代码。\n\n```js\neval(input)  // BAD\n```"}, Solution: "用 `JSON.parse`。", Selected: api.RuleChosen,
		},
		{
			ID: 3358, Name: "AbbreviationAsWordInName", Display: "AbbreviationAsWordInName", Title: "验证缩写长度", Severity: api.SeverityWarning, Category: api.CategoryConvention,
			Languages: []string{"java"}, Tool: api.RuleTool{Name: "CheckStyle", Builds: true}, Params: "ignoreFinal=false\r\nallowedAbbreviationLength=1",
		},
		{ID: 4526, Name: "real-name", Display: "显示名", Severity: api.SeverityInfo, Tool: api.RuleTool{Name: "Clang"}, Disabled: true},
	}
}

func worstRule() api.Rule {
	r := someRules()[0]
	r.ID, r.Display, r.Name, r.Title, r.Text.Text, r.Solution = 123_456_789, strings.Repeat("规", 254), strings.Repeat("r", 254), worstText, worstText+worstText, worstText
	r.Tool.Name, r.Params, r.Tool.Builds = strings.Repeat("T", 128), strings.Repeat(strings.Repeat("p", 300)+"=1\n", 30), true
	r.Languages = worstScheme().Languages
	return r
}

func schemeOn(p repoPlace, c api.Scheme, tab schemeTab) schemeScreen {
	return schemeScreen{schemePlace: schemePlace{repoPlace: p, scheme: c}, tab: tab}
}

func TestSchemesViews(t *testing.T) {
	usual, worst := someRepoPlace(t, "payments-api"), worstRepoPlace(t)
	checkScreens(t, []screenTest{
		{"schemes_usual", spec.Screen{Line: "schemes K9fQ2mXz7Lp/bigteam#137", Sheet: true}, func(s spec.Screen) kit.Message {
			return viewSchemes(s, schemeList{repoPlace: usual, page: pageOf(0, 3, someSchemes()...)})
		}},
		{"schemes_filtered", spec.Screen{Line: "schemes K9fQ2mXz7Lp/bigteam#137 old status:disused", Sheet: true}, func(s spec.Screen) kit.Message {
			return viewSchemes(s, schemeList{repoPlace: usual, search: "old", page: pageOf(0, 1, someSchemes()[1])})
		}},
		{"schemes_empty", spec.Screen{Line: "schemes K9fQ2mXz7Lp/bigteam#137"}, func(s spec.Screen) kit.Message {
			return viewSchemes(s, schemeList{repoPlace: usual, page: pageOf[api.Scheme](0, 0)})
		}},
		{"schemes_longest", spec.Screen{Line: "schemes " + strings.Repeat("x", 500), Sheet: true}, func(s spec.Screen) kit.Message {
			return viewSchemes(s, schemeList{repoPlace: worst, page: pageOf(10, 1_000_000, repeated(worstScheme())...)})
		}},
		{"templates_usual", spec.Screen{Line: "templates K9fQ2mXz7Lp", Sheet: true}, func(s spec.Screen) kit.Message {
			all := someSchemes()
			all[1].Status, all[2].Default = 0, false
			return viewTemplates(s, templateList{org: api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>"}, page: pageOf(0, 3, all...), site: usual.site})
		}},
		{"templates_empty", spec.Screen{Line: "templates K9fQ2mXz7Lp"}, func(s spec.Screen) kit.Message {
			return viewTemplates(s, templateList{org: api.Org{SID: "K9fQ2mXz7Lp", Name: "示例"}, page: pageOf[api.Scheme](0, 0), site: usual.site})
		}},
		{"templates_longest", spec.Screen{Line: "templates K9fQ2mXz7Lp", Sheet: true}, func(s spec.Screen) kit.Message {
			org := api.Org{SID: "K9fQ2mXz7Lp", Name: strings.Repeat("团", 255)}
			return viewTemplates(s, templateList{org: org, page: pageOf(0, 11, repeated(worstScheme())...), site: usual.site})
		}},
	})
}

func TestSchemeViews(t *testing.T) {
	usual, worst := someRepoPlace(t, "payments-api"), worstRepoPlace(t)
	all := someSchemes()
	most := 500
	basic, lint, metrics := schemeOn(usual, all[0], tabBasic), schemeOn(usual, all[2], tabLint), schemeOn(usual, all[2], tabMetrics)
	lint.lint = api.LintConf{ID: 1, Enabled: true, Envs: "GOFLAGS=-mod=mod\nexport TOKEN=s3cr3t\n# note\n", PreCmd: "make deps", BuildCmd: "go build ./...\ngo vet ./..."}
	lint.lint.Profile.Custom.RuleCount = 12
	lint.packages = pageOf(0, 11, somePackages()...)
	lintOff, lintPart, lintOther := schemeOn(usual, all[1], tabLint), lint, lint
	lintOff.lint = api.LintConf{ID: 1}
	lintOff.packages = pageOf[api.CheckPackage](0, 0)
	lintPart.packages, lintPart.missing = api.Page[api.CheckPackage]{}, []string{"scheme.part_packages"}
	lintOther.lint, lintOther.missing = api.LintConf{}, []string{"scheme.part_lint"}
	metrics.metrics = api.MetricConf{
		Complexity: true, MinCCN: 20, Duplication: true, MinBlock: 120, MinTimes: 2, MediumRate: 5, HighRate: 11, ExtremeRate: 20, MaxDupIssues: 1000, CountingLines: true,
	}
	metricsOff, metricsBounded := metrics, metrics
	metricsOff.metrics = api.MetricConf{}
	metricsBounded.metrics.MaxBlock, metricsBounded.metrics.MaxTimes, metricsBounded.metrics.MaxDupIssues = &most, &most, 1
	long := func(tab schemeTab) schemeScreen { return schemeOn(worst, worstScheme(), tab) }
	longLint := long(tabLint)
	longLint.lint = lint.lint
	longLint.lint.Envs = strings.Repeat(strings.Repeat("E", 90)+"=1\n", 50)
	longLint.lint.PreCmd, longLint.lint.BuildCmd = strings.Repeat(worstText, 3), strings.Repeat("go build ./...\n", 40)
	longLint.packages = pageOf(0, 60, repeated(api.CheckPackage{ID: 5, Name: strings.Repeat("包", 128), RuleCount: 1_234_567})[:8]...)
	view := func(d schemeScreen) func(spec.Screen) kit.Message {
		return func(s spec.Screen) kit.Message { return viewScheme(s, d) }
	}
	at := func(tab string) spec.Screen {
		return spec.Screen{Line: "scheme 1370 K9fQ2mXz7Lp/bigteam#137" + tab, Sheet: true}
	}
	checkScreens(t, []screenTest{
		{"scheme_basic", at(""), view(basic)},
		{"scheme_basic_disused", at(""), view(schemeOn(usual, all[1], tabBasic))},
		{"scheme_basic_longest", at(""), view(long(tabBasic))},
		{"scheme_lint", at(" tab:lint"), view(lint)},
		{"scheme_lint_off", at(" tab:lint"), view(lintOff)},
		{"scheme_lint_no_packages", at(" tab:lint"), view(lintPart)},
		{"scheme_lint_no_conf", at(" tab:lint"), view(lintOther)},
		{"scheme_lint_longest", at(" tab:lint"), view(longLint)},
		{"scheme_metrics", at(" tab:metrics"), view(metrics)},
		{"scheme_metrics_off", at(" tab:metrics"), view(metricsOff)},
		{"scheme_metrics_bounded", at(" tab:metrics"), view(metricsBounded)},
	})
}

func TestSchemeListViews(t *testing.T) {
	usual, worst := someRepoPlace(t, "payments-api"), worstRepoPlace(t)
	on := func(tab schemeTab, change func(*schemeScreen)) func(spec.Screen) kit.Message {
		d := schemeOn(usual, someSchemes()[2], tab)
		change(&d)
		return func(s spec.Screen) kit.Message { return viewScheme(s, d) }
	}
	long := func(tab schemeTab, change func(*schemeScreen)) func(spec.Screen) kit.Message {
		d := schemeOn(worst, worstScheme(), tab)
		change(&d)
		return func(s spec.Screen) kit.Message { return viewScheme(s, d) }
	}
	dirs := []api.ScanDir{
		{ID: 3, Path: "gen/*", PathType: api.PathWildcard, Type: api.ScanExclude},
		{ID: 2, Path: "src/支付/*", PathType: api.PathWildcard, Type: api.ScanInclude},
		{ID: 1, Path: `^third_party/.*\.c$`, PathType: api.PathRegexp, Type: api.ScanExclude},
		{ID: 4, Path: "", PathType: 9, Type: api.ScanNothing},
	}
	worstDir := api.ScanDir{ID: 1, Path: strings.Repeat("路径/", 170), PathType: api.PathRegexp, Type: api.ScanExclude}
	own := []api.ProfileRule{
		{ID: 1, Rule: someRules()[0], Tool: api.RuleTool{Name: "Eslint"}, State: api.RuleEnabled},
		{ID: 2, Rule: someRules()[1], Tool: api.RuleTool{Name: "CheckStyle"}, Severity: api.SeverityFatal, State: api.RuleBlocked},
	}
	at := func(tab string) spec.Screen {
		return spec.Screen{Line: "scheme 1370 K9fQ2mXz7Lp/bigteam#137" + tab, Sheet: true}
	}
	checkScreens(t, []screenTest{
		{"scheme_paths", at(" tab:paths"), on(tabPaths, func(d *schemeScreen) { d.dirs, d.defaults.Total = pageOf(10, 14, dirs...), 102 })},
		{"scheme_paths_none", at(" tab:paths"), on(tabPaths, func(d *schemeScreen) { d.dirs, d.defaults.Total = pageOf[api.ScanDir](0, 0), 1 })},
		{"scheme_paths_part", at(" tab:paths"), on(tabPaths, func(d *schemeScreen) { d.dirs, d.missing = pageOf(0, 1, dirs[0]), []string{"scheme.part_defaults"} })},
		{"scheme_paths_longest", at(" tab:paths"), long(tabPaths, func(d *schemeScreen) { d.dirs = pageOf(0, 1_000_000, repeated(worstDir)...) })},
		{"scheme_rules", at(" tab:rules"), on(tabRules, func(d *schemeScreen) { d.rules = pageOf(0, 8526, someRules()...) })},
		{"scheme_rules_filtered", at(" tab:rules name:eval severity:fatal"), on(tabRules, func(d *schemeScreen) { d.rules = pageOf(0, 1, someRules()[0]) })},
		{"scheme_rules_none", at(" tab:rules name:zzz"), on(tabRules, func(d *schemeScreen) { d.rules = pageOf[api.Rule](0, 0) })},
		{"scheme_rules_longest", at(" tab:rules"), long(tabRules, func(d *schemeScreen) { d.rules = pageOf(0, 1_000_000, repeated(worstRule())...) })},
		{"scheme_own", at(" tab:rules --own"), on(tabRules, func(d *schemeScreen) { d.own = new(pageOf(0, 2, own...)) })},
		{"scheme_own_none", at(" tab:rules --own"), on(tabRules, func(d *schemeScreen) { d.own = new(pageOf[api.ProfileRule](0, 0)) })},
		{"scheme_packages", at(" tab:packages"), on(tabPackages, func(d *schemeScreen) {
			d.packages, d.profile.Custom.RuleCount = pageOf(0, 3, somePackages()...), 12
		})},
		{"scheme_packages_all", at(" tab:packages --all"), on(tabPackages, func(d *schemeScreen) {
			d.packages, d.all, d.chosen = pageOf(0, 56, somePackages()...), true, []int64{46, 7}
		})},
		{"scheme_packages_none", at(" tab:packages"), on(tabPackages, func(d *schemeScreen) {
			d.packages, d.missing = pageOf[api.CheckPackage](0, 0), []string{"scheme.part_own"}
		})},
		{"scheme_packages_longest", at(" tab:packages"), long(tabPackages, func(d *schemeScreen) {
			d.packages = pageOf(0, 999, repeated(api.CheckPackage{
				ID: 123_456, Name: strings.Repeat("包", 128), RuleCount: 1_234_567, Languages: worstScheme().Languages, Labels: []string{strings.Repeat("标", 64)},
			})...)
		})},
		{"scheme_branches", at(" tab:branches"), on(tabBranches, func(d *schemeScreen) { d.branches = pageOf(0, 3, someProjects()...) })},
		{"scheme_branches_none", at(" tab:branches"), on(tabBranches, func(d *schemeScreen) { d.branches = pageOf[api.Project](0, 0) })},
		{"scheme_branches_longest", at(" tab:branches"), long(tabBranches, func(d *schemeScreen) { d.branches = pageOf(0, 1_000, worstProjects()...) })},
	})
}

func BenchmarkViewSchemes(b *testing.B) {
	d := schemeList{repoPlace: worstRepoPlace(b), page: pageOf(20, 1000, repeated(worstScheme())...)}
	benchScreen(b, "schemes K9fQ2mXz7Lp/bigteam#137", func(s spec.Screen) kit.Message { return viewSchemes(s, d) })
}

func BenchmarkViewScheme(b *testing.B) {
	d := schemeOn(worstRepoPlace(b), worstScheme(), tabRules)
	d.rules = pageOf(20, 8526, repeated(worstRule())...)
	benchScreen(b, "scheme 1370 K9fQ2mXz7Lp/bigteam#137 tab:rules", func(s spec.Screen) kit.Message { return viewScheme(s, d) })
}

func BenchmarkViewTemplates(b *testing.B) {
	d := templateList{org: api.Org{SID: "K9fQ2mXz7Lp"}, page: pageOf(0, 1000, repeated(worstScheme())...), site: someRepoPlace(b, "x").site}
	benchScreen(b, "templates K9fQ2mXz7Lp", func(s spec.Screen) kit.Message { return viewTemplates(s, d) })
}
