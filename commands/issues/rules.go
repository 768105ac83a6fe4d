package issues

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type rulesArgs struct{ Project string }

type ruleCounts struct {
	target.Branch
	page   api.Page[api.RuleCount]
	active int // open issues of all rules
	top    int // open issues of the topRules first
}

// topRules is how many rules the share in the summary is for.
const topRules = 3

func rules(d deps) command.Command {
	return paged.Define(paged.List[rulesArgs, target.Branch, api.RuleCount, ruleCounts]{
		Name:     "rules",
		Access:   command.Linked,
		Examples: []string{"rules payments-api@master", "rules"},
		Args: func(a *rulesArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional()}
		},
		Find: func(ctx context.Context, r *command.Request, a *rulesArgs) (target.Branch, error) {
			return d.Branch(ctx, r, &a.Project)
		},
		Fetch: fetchRules,
		Load:  loadRules,
		View:  viewRuleCounts,
		File: func(r *command.Request, at target.Branch) paged.File[api.RuleCount] {
			return paged.File[api.RuleCount]{
				Name: "rules-" + at.FileName(), Head: paged.ColumnNames(r.Words, "col.rule", "col.open_issues", "col.all_issues"),
				Row: func(c api.RuleCount) []string { return []string{c.RuleName, kit.Number(c.Active), kit.Number(c.Count)} },
			}
		},
	})
}

// fetchRules counts a branch's issues by rule, the rule with the most open ones first. TCA returns the whole list.
func fetchRules(r *command.Request, _ *rulesArgs, at target.Branch) paged.Fetcher[api.RuleCount] {
	return func(ctx context.Context, _ api.Window) (api.Page[api.RuleCount], error) {
		page, err := r.TCA.IssueRules(ctx, at.Ref)
		page.Items = slices.SortedStableFunc(slices.Values(page.Items), func(a, b api.RuleCount) int {
			return cmp.Or(b.Active-a.Active, strings.Compare(a.RuleName, b.RuleName))
		})
		return page, err
	}
}

// loadRules sums up the open issues of all rules and cuts out the requested page.
func loadRules(ctx context.Context, r *command.Request, _ *rulesArgs, at target.Branch, fetch paged.Fetcher[api.RuleCount]) (ruleCounts, error) {
	whole, err := fetch(ctx, api.Window{})
	c := ruleCounts{Branch: at}
	for i, one := range whole.Items {
		if c.active += one.Active; i < topRules {
			c.top += one.Active
		}
	}
	c.page = paged.SlicePage(r, whole)
	return c, err
}

func viewRuleCounts(s command.Screen, d ruleCounts) kit.Message {
	l := screen.List{
		Title: s.Say("rules.title", "Repo", d.RepoName()),
		Lead:  screen.Breadcrumb(s, d.Branch),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "rules.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("rules.issues")},
		Where: screen.Navigation(s, d.Branch),
		Web:   d.Site.Issues(d.Ref),
	}
	if d.active > 0 {
		sum := locale.Key("rules.sum")
		if d.page.Total <= topRules {
			sum = "rules.sum_few"
		}
		l.Lead = append(l.Lead, kit.Para(kit.Phrase(s.Words, sum, "Count", d.active, "Number", kit.Bold(kit.Thousands(d.active)), "Rules", d.page.Total,
			"Top", topRules, "Share", screen.Percent(screen.PercentOf(d.top, d.active)))))
	}
	t := kit.NewTable(s.Words, "head.open", "head.share", "head.total", "head.rule")
	for _, c := range d.page.Items {
		label := kit.Name(c.RuleName, "?", 80)
		t.Rows = append(t.Rows, []string{kit.Thousands(c.Active), screen.Percent(screen.PercentOf(c.Active, d.active)), kit.Thousands(c.Count), label})
		if found := issuesOf(d.Branch, c); !found.IsZero() {
			l.Menu.Options = append(l.Menu.Options, line.Option(kit.Thousands(c.Active)+" · "+label, found))
		}
	}
	if len(t.Rows) > 0 {
		l.Lead = append(l.Lead, t)
	}
	return l.View(s)
}

// issuesOf is the line that lists a rule's issues: the open ones, and when there are none, all.
func issuesOf(p target.Branch, c api.RuleCount) line.Line {
	all := line.Issues(p.Ref)
	if c.Active == 0 {
		all = all.With("state", "active,resolved,closed")
	}
	return all.ContainingInOption("rule", c.RuleName)
}
