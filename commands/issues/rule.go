package issues

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/schemes"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type ruleArgs struct{ Rule, Project, Tool, Scheme string }

type ruleCard struct {
	rule    api.Rule
	project *target.Branch        // the branch that uses the rule; nil when a scheme was named instead
	scheme  target.AnalysisScheme // that scheme
}

func rule(d deps) command.Command {
	return command.Define(command.Def[ruleArgs, ruleCard]{
		Name:     "rule",
		Access:   command.Linked,
		Examples: []string{"rule no-eval web-console@main", "rule 3413", "rule errcheck payments-api@master tool:golangcilint"},
		Args: func(a *ruleArgs) command.Args {
			return command.Args{
				command.Text(&a.Rule, "rule"),
				command.Text(&a.Project, "project").Optional(),
				command.Value(&a.Tool, "tool", "name"),
				command.Value(&a.Scheme, "scheme", "name"),
			}
		},
		Run:  d.rule,
		View: viewRule,
	})
}

func (d deps) rule(ctx context.Context, r *command.Request, a *ruleArgs) (ruleCard, error) {
	var c ruleCard
	var ref api.SchemeRef
	var err error
	if a.Scheme != "" {
		c.scheme, err = d.Scheme(ctx, r, &a.Scheme, &a.Project)
		ref = c.scheme.Ref()
	} else {
		var at target.Branch
		at, err = d.Branch(ctx, r, &a.Project)
		c.project, ref = &at, api.SchemeRef{Repo: at.Ref.Repo, ID: at.Project.Scheme.ID}
	}
	if err != nil {
		return c, err
	}
	c.rule, err = d.findRule(ctx, r, a, ref, c.project)
	return c, err
}

func viewRule(s command.Screen, d ruleCard) kit.Message {
	u := d.rule
	m := kit.Message{kit.Heading(s.Say("rule.title", "Rule", target.RuleName(u)))}
	if d.project != nil {
		m = append(m, screen.Breadcrumb(s, *d.project)...)
	} else {
		m = append(m, kit.Para(append(screen.RepoBreadcrumb(d.scheme.Repository), kit.Text(" › "), kit.Link(d.scheme.Site.SchemeLint(d.scheme.Ref()), target.SchemeName(d.scheme.Scheme)))))
	}
	m = append(m, kit.Para{
		kit.Bold(screen.SeverityMark(s, u.Severity)), kit.Text(" · " + screen.Name(s, "category", u.Category) + " · "), kit.Bold(kit.Name(u.Tool.Name, "?", 60)),
	})
	if u.Disabled {
		m = append(m, kit.Para{kit.Italic(s.Say("rule.disabled"))})
	}
	if title := kit.Name(u.Title, "", 200); title != "" && title != target.RuleName(u) {
		m = append(m, kit.Para{kit.Bold(title)})
	}
	m = append(m, kit.Markdown(u.Text.Text, 900)...)
	if solution := strings.TrimSpace(u.Solution); !kit.Blank(solution) && solution != strings.TrimSpace(u.Text.Text) {
		m = append(append(m, kit.Para{kit.Bold(s.Say("rule.solution"))}), kit.Markdown(solution, 500)...)
	}
	if !kit.Blank(u.Params) {
		m = append(m, kit.Para{kit.Bold(s.Say("rule.params"))}, kit.Source{Lines: schemes.FirstLines(u.Params, 8)})
	}
	f := screen.Facts{Screen: s}
	if u.Name != u.Display {
		f.Add("rule.name", kit.Code(kit.Name(u.Name, "?", 100)))
	}
	if len(u.Languages) > 0 {
		f.Add("rule.languages", kit.Text(kit.Cut(screen.Languages(s, u.Languages), 200)))
	}
	if u.Tool.Builds {
		f.Add("rule.builds", kit.Text(s.Say("rule.builds_why")))
	}
	f.Add("rule.number", kit.Text(kit.Number(u.ID)))
	return append(append(m, f.Rows), d.ways(s)...)
}

// ways are the controls that open the rule's issues and its scheme.
func (d ruleCard) ways(s command.Screen) kit.Message {
	if d.project == nil {
		at := d.scheme
		return kit.Message{kit.Buttons{
			line.Button("up", s.Say("rule.all_of_scheme"), at.Line().With("tab", string(schemes.TabRules))), screen.RepoNavigation(s, at.Repository), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0),
			screen.WebButton(s, at.Site.SchemeLint(at.Ref())),
		}}
	}
	at, u := d.project, d.rule
	ref := api.SchemeRef{Repo: at.Ref.Repo, ID: at.Project.Scheme.ID}
	var row kit.Buttons
	if found := line.Issues(at.Ref).Containing("rule", u.Display); !found.IsZero() {
		show := line.Button("issues", s.Say("rule.issues"), found)
		show.Main = true
		row = append(row, show)
	}
	row = append(row, line.Button("scheme", s.Say("project.scheme"), line.Scheme(ref).With("tab", string(schemes.TabLint))))
	return kit.Message{row, kit.Buttons{
		line.Button("up", s.Say("goto.rules"), line.Rules(at.Ref)), screen.Navigation(s, *at), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0), screen.WebButton(s, at.Site.SchemeLint(ref)),
	}}
}
