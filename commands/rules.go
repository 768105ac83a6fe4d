package commands

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type rulesArgs struct{ Project string }

type ruleCounts struct {
	place
	page   api.Page[api.RuleCount]
	active int // open issues of all rules
	top    int // open issues of the topRules first
}

// topRules is how many rules are told to make up so and so much of a branch's issues.
const topRules = 3

func rules(d issuesDeps) spec.Command {
	return spec.Define(spec.Def[rulesArgs, ruleCounts]{
		Name:     "rules",
		Access:   spec.Linked,
		Examples: []string{"rules payments-api@master", "rules"},
		Args: func(a *rulesArgs) spec.Args {
			return spec.Args{spec.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *rulesArgs) (ruleCounts, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return ruleCounts{}, err
			}
			whole, err := rulesOf(ctx, r, at)
			c := ruleCounts{place: at}
			for i, one := range whole.Items {
				if c.active += one.Active; i < topRules {
					c.top += one.Active
				}
			}
			c.page = cutPage(r, whole)
			return c, err
		},
		View: viewRuleCounts,
		Sheet: func(ctx context.Context, r *spec.Request, a *rulesArgs) (spec.Sheet, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return spec.Sheet{}, err
			}
			return sheet(ctx, "rules-"+at.fileName(), heads(r.Words, "rule", "open_issues", "all_issues"),
				func(ctx context.Context, _ api.Window) (api.Page[api.RuleCount], error) { return rulesOf(ctx, r, at) },
				func(c api.RuleCount) []string { return []string{c.RuleName, number(c.Active), number(c.Count)} })
		},
	})
}

// rulesOf counts a branch's issues by rule, the rule with the most open ones first.
func rulesOf(ctx context.Context, r *spec.Request, at place) (api.Page[api.RuleCount], error) {
	page, err := r.TCA.IssueRules(ctx, at.ref)
	page.Items = slices.SortedStableFunc(slices.Values(page.Items), func(a, b api.RuleCount) int {
		return cmp.Or(b.Active-a.Active, strings.Compare(a.RuleName, b.RuleName))
	})
	return page, err
}

func viewRuleCounts(s spec.Screen, d ruleCounts) kit.Message {
	l := list{
		title: s.Say("rules.title", "Repo", d.repoName()),
		lead:  crumb(s, d.place),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "rules.none"),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("rules.issues")},
		where: goTo(s, d.place),
		web:   d.site.Issues(d.ref),
	}
	if d.active > 0 {
		sum := "rules.sum"
		if d.page.Total <= topRules {
			sum = "rules.sum_few"
		}
		l.lead = append(l.lead, kit.Para(kit.Phrase(s.Words, sum, "Count", d.active, "Number", kit.Bold(kit.Thousands(d.active)), "Rules", d.page.Total,
			"Top", topRules, "Share", percent(share100(d.top, d.active)))))
	}
	t := kit.Table{Head: []string{s.Say("rules.open_head"), s.Say("rules.share_head"), s.Say("rules.all_head"), s.Say("rules.rule_head")}}
	for _, c := range d.page.Items {
		label := kit.Name(c.RuleName, "?", 80)
		t.Rows = append(t.Rows, []string{kit.Thousands(c.Active), percent(share100(c.Active, d.active)), kit.Thousands(c.Count), label})
		if line := issuesOf(d.place, c); line != "" {
			l.menu.Options = append(l.menu.Options, kit.Option{Label: kit.Thousands(c.Active) + " · " + label, Value: spec.State{Line: line}.String()})
		}
	}
	if len(t.Rows) > 0 {
		l.lead = append(l.lead, t)
	}
	return l.view(s)
}

// issuesOf is the line that lists a rule's issues: the open ones, and when there are none, all.
func issuesOf(p place, c api.RuleCount) string {
	words := []string{"issues", p.word()}
	if c.Active == 0 {
		words = append(words, "state:active,resolved,closed")
	}
	all := spec.Join(words)
	rule := carried(c.RuleName, maxOptionLine-len(all)-len(" rule:"))
	if rule == "" {
		return ""
	}
	return all + " " + spec.Join([]string{"rule:" + rule})
}
