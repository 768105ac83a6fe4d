package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func ruleCountsOf(at place, offset, total, active, top int, all ...api.RuleCount) ruleCounts {
	return ruleCounts{place: at, page: pageOf(offset, total, all...), active: active, top: top}
}

func worstCounts() []api.RuleCount {
	var all []api.RuleCount
	for i, name := range apitest.Hostile() {
		all = append(all, api.RuleCount{RuleName: name, Count: 12_345_678 + i, Active: 1_234_567 - i})
	}
	all[0].RuleName, all[1].RuleName = strings.Repeat("规则", 127), strings.Repeat(`it's "both"`, 20)
	return all[:PageSize]
}

func TestRulesViews(t *testing.T) {
	at, worst := somePlace(t, "payments-api", "master"), worstPlace(t)
	someScheme := schemePlace{repoPlace: someRepoPlace(t, "payments-api"), scheme: someSchemes()[2]}
	longScheme := schemePlace{repoPlace: worstRepoPlace(t), scheme: worstScheme()}
	usual := []api.RuleCount{
		{RuleName: "SQL 注入", Count: 71, Active: 58},
		{RuleName: "ErrCheck", Count: 40, Active: 31},
		{RuleName: "E501", Count: 33, Active: 31},
		{RuleName: "no-eval", Count: 4, Active: 3},
		{RuleName: "unused-variable", Count: 120},
	}
	card := func(r api.Rule) func(spec.Screen) kit.Message {
		return func(s spec.Screen) kit.Message { return viewRule(s, ruleCard{rule: r, project: &at}) }
	}
	line := func(name string) spec.Screen {
		return spec.Screen{Line: name + " K9fQ2mXz7Lp/bigteam#12/1200", Sheet: true}
	}
	checkScreens(t, []screenTest{
		{"rules_usual", line("rules"), func(s spec.Screen) kit.Message { return viewRuleCounts(s, ruleCountsOf(at, 0, 5, 123, 120, usual...)) }},
		{"rules_one", line("rules"), func(s spec.Screen) kit.Message {
			return viewRuleCounts(s, ruleCountsOf(at, 0, 1, 1, 1, api.RuleCount{RuleName: "E501", Count: 1, Active: 1}))
		}},
		{"rules_empty", line("rules"), func(s spec.Screen) kit.Message { return viewRuleCounts(s, ruleCountsOf(at, 0, 0, 0, 0)) }},
		{"rules_longest", line("rules"), func(s spec.Screen) kit.Message {
			return viewRuleCounts(s, ruleCountsOf(worst, 20, 8526, 98_765_432, 3_703_698, worstCounts()...))
		}},
		{"rule_usual", line("rule 7004"), card(someRules()[0])},
		{"rule_params", line("rule 3358"), card(someRules()[1])},
		{"rule_bare", line("rule 4526"), card(someRules()[2])},
		{"rule_of_scheme", spec.Screen{Line: "rule 7004 K9fQ2mXz7Lp/bigteam#137 scheme:1370"}, func(s spec.Screen) kit.Message {
			return viewRule(s, ruleCard{rule: someRules()[0], scheme: someScheme})
		}},
		{"rule_longest", line("rule 7004"), func(s spec.Screen) kit.Message { return viewRule(s, ruleCard{rule: worstRule(), project: &worst}) }},
		{"rule_fences", line("rule 7004"), func(s spec.Screen) kit.Message {
			u := someRules()[0]
			u.Text.Text, u.Solution = strings.Repeat("a```b```", 60), strings.Repeat("c\n```d\n```\n", 60)
			return viewRule(s, ruleCard{rule: u, project: &at})
		}},
		{"rule_of_scheme_longest", line("rule 7004"), func(s spec.Screen) kit.Message { return viewRule(s, ruleCard{rule: worstRule(), scheme: longScheme}) }},
		{"authors_usual", line("authors"), func(s spec.Screen) kit.Message {
			return viewAuthors(s, authorList{place: at, page: pageOf(0, 5, "a;b", "O'Neil <on@example.com>", "tca_member", "", "张伟"), me: "TCA_Member"})
		}},
		{"authors_shared", spec.Screen{Line: "authors K9fQ2mXz7Lp/bigteam#12/1200", By: "U0MEMBER01"}, func(s spec.Screen) kit.Message {
			return Shared(s.Words, viewAuthors(s, authorList{place: at, page: pageOf(0, 1, "tca_member"), me: "tca_member"}), s.By)
		}},
		{"authors_empty", line("authors"), func(s spec.Screen) kit.Message {
			return viewAuthors(s, authorList{place: at, page: pageOf[string](0, 0)})
		}},
		{"authors_longest", line("authors"), func(s spec.Screen) kit.Message {
			return viewAuthors(s, authorList{place: worst, page: pageOf(0, 1_000_000, repeated(strings.Repeat("作者", 128))...)})
		}},
		{"authors_hostile", line("authors"), func(s spec.Screen) kit.Message {
			return viewAuthors(s, authorList{place: at, page: pageOf(0, 10, apitest.Hostile()[:PageSize]...)})
		}},
	})
}

func BenchmarkViewRules(b *testing.B) {
	d := ruleCountsOf(worstPlace(b), 20, 8526, 98_765_432, 3_703_698, worstCounts()...)
	benchScreen(b, "rules K9fQ2mXz7Lp/bigteam#12/1200", func(s spec.Screen) kit.Message { return viewRuleCounts(s, d) })
}

func BenchmarkViewRule(b *testing.B) {
	at := worstPlace(b)
	d := ruleCard{rule: worstRule(), project: &at}
	benchScreen(b, "rule 7004 K9fQ2mXz7Lp/bigteam#12/1200", func(s spec.Screen) kit.Message { return viewRule(s, d) })
}

func BenchmarkViewAuthors(b *testing.B) {
	d := authorList{place: worstPlace(b), page: pageOf(0, 1000, repeated(strings.Repeat("作者", 128))...)}
	benchScreen(b, "authors K9fQ2mXz7Lp/bigteam#12/1200", func(s spec.Screen) kit.Message { return viewAuthors(s, d) })
}
