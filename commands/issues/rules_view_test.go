package issues

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

func ruleCountsOf(at target.Branch, offset, total, active, top int, all ...api.RuleCount) ruleCounts {
	return ruleCounts{Branch: at, page: screentest.PageOf(offset, total, all...), active: active, top: top}
}

func worstCounts() []api.RuleCount {
	var all []api.RuleCount
	for i, name := range apitest.Hostile() {
		all = append(all, api.RuleCount{RuleName: name, Count: 12_345_678 + i, Active: 1_234_567 - i})
	}
	all[0].RuleName, all[1].RuleName = strings.Repeat("规则", 127), strings.Repeat(`it's "both"`, 20)
	return all[:paged.PageSize]
}

func TestRulesViews(t *testing.T) {
	at, worst := screentest.SomePlace(t, "payments-api", "master"), screentest.WorstPlace(t)
	someScheme := target.AnalysisScheme{Repository: screentest.SomeRepoPlace(t, "payments-api"), Scheme: screentest.SomeSchemes()[2]}
	longScheme := target.AnalysisScheme{Repository: screentest.WorstRepoPlace(t), Scheme: screentest.WorstScheme()}
	usual := []api.RuleCount{
		{RuleName: "SQL 注入", Count: 71, Active: 58},
		{RuleName: "ErrCheck", Count: 40, Active: 31},
		{RuleName: "E501", Count: 33, Active: 31},
		{RuleName: "no-eval", Count: 4, Active: 3},
		{RuleName: "unused-variable", Count: 120},
	}
	card := func(r api.Rule) func(command.Screen) kit.Message {
		return func(s command.Screen) kit.Message { return viewRule(s, ruleCard{rule: r, project: &at}) }
	}
	line := func(name string) command.Screen {
		return command.Screen{Line: name + " K9fQ2mXz7Lp/bigteam#12/1200", Sheet: true}
	}
	screentest.Check(t, []screentest.Case{
		{Name: "rules/usual", Screen: line("rules"), View: func(s command.Screen) kit.Message {
			return viewRuleCounts(s, ruleCountsOf(at, 0, 5, 123, 120, usual...))
		}},
		{Name: "rules/one", Screen: line("rules"), View: func(s command.Screen) kit.Message {
			return viewRuleCounts(s, ruleCountsOf(at, 0, 1, 1, 1, api.RuleCount{RuleName: "E501", Count: 1, Active: 1}))
		}},
		{Name: "rules/empty", Screen: line("rules"), View: func(s command.Screen) kit.Message { return viewRuleCounts(s, ruleCountsOf(at, 0, 0, 0, 0)) }},
		{Name: "rules/longest", Screen: line("rules"), View: func(s command.Screen) kit.Message {
			return viewRuleCounts(s, ruleCountsOf(worst, 20, 8526, 98_765_432, 3_703_698, worstCounts()...))
		}},
		{Name: "rule/usual", Screen: line("rule 7004"), View: card(screentest.SomeRules()[0])},
		{Name: "rule/params", Screen: line("rule 3358"), View: card(screentest.SomeRules()[1])},
		{Name: "rule/bare", Screen: line("rule 4526"), View: card(screentest.SomeRules()[2])},
		{Name: "rule/of_scheme", Screen: command.Screen{Line: "rule 7004 K9fQ2mXz7Lp/bigteam#137 scheme:1370"}, View: func(s command.Screen) kit.Message {
			return viewRule(s, ruleCard{rule: screentest.SomeRules()[0], scheme: someScheme})
		}},
		{Name: "rule/longest", Screen: line("rule 7004"), View: func(s command.Screen) kit.Message {
			return viewRule(s, ruleCard{rule: screentest.WorstRule(), project: &worst})
		}},
		{Name: "rule/fences", Screen: line("rule 7004"), View: func(s command.Screen) kit.Message {
			u := screentest.SomeRules()[0]
			u.Text.Text, u.Solution = strings.Repeat("a```b```", 60), strings.Repeat("c\n```d\n```\n", 60)
			return viewRule(s, ruleCard{rule: u, project: &at})
		}},
		{Name: "rule/of_scheme_longest", Screen: line("rule 7004"), View: func(s command.Screen) kit.Message {
			return viewRule(s, ruleCard{rule: screentest.WorstRule(), scheme: longScheme})
		}},
		{Name: "authors/usual", Screen: line("authors"), View: func(s command.Screen) kit.Message {
			return viewAuthors(s, authorList{Branch: at, page: screentest.PageOf(0, 5, "a;b", "O'Neil <on@example.com>", "tca_member", "", "张伟"), me: "TCA_Member", open: map[string]int{"a;b": 1, "tca_member": 1204, "张伟": 0}})
		}},
		{Name: "authors/shared", Screen: command.Screen{Line: "authors K9fQ2mXz7Lp/bigteam#12/1200", By: "U0MEMBER01"}, View: func(s command.Screen) kit.Message {
			return screen.Shared(s.Words, viewAuthors(s, authorList{Branch: at, page: screentest.PageOf(0, 1, "tca_member"), me: "tca_member", missing: []locale.Key{"authors.part_counts"}}), s.By)
		}},
		{Name: "authors/empty", Screen: line("authors"), View: func(s command.Screen) kit.Message {
			return viewAuthors(s, authorList{Branch: at, page: screentest.PageOf[string](0, 0)})
		}},
		{Name: "authors/longest", Screen: line("authors"), View: func(s command.Screen) kit.Message {
			return viewAuthors(s, authorList{Branch: worst, page: screentest.PageOf(0, 1_000_000, screentest.Repeated(strings.Repeat("作者", 128))...)})
		}},
		{Name: "authors/hostile", Screen: line("authors"), View: func(s command.Screen) kit.Message {
			return viewAuthors(s, authorList{Branch: at, page: screentest.PageOf(0, 10, apitest.Hostile()[:paged.PageSize]...)})
		}},
	})
}

func BenchmarkViewRules(b *testing.B) {
	d := ruleCountsOf(screentest.WorstPlace(b), 20, 8526, 98_765_432, 3_703_698, worstCounts()...)
	screentest.BenchScreen(b, "rules K9fQ2mXz7Lp/bigteam#12/1200", func(s command.Screen) kit.Message { return viewRuleCounts(s, d) })
}

func BenchmarkViewRule(b *testing.B) {
	at := screentest.WorstPlace(b)
	d := ruleCard{rule: screentest.WorstRule(), project: &at}
	screentest.BenchScreen(b, "rule 7004 K9fQ2mXz7Lp/bigteam#12/1200", func(s command.Screen) kit.Message { return viewRule(s, d) })
}

func BenchmarkViewAuthors(b *testing.B) {
	d := authorList{Branch: screentest.WorstPlace(b), page: screentest.PageOf(0, 1000, screentest.Repeated(strings.Repeat("作者", 128))...)}
	screentest.BenchScreen(b, "authors K9fQ2mXz7Lp/bigteam#12/1200", func(s command.Screen) kit.Message { return viewAuthors(s, d) })
}
