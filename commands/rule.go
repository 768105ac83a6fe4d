package commands

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type ruleArgs struct{ Rule, Project, Tool, Scheme string }

type ruleCard struct {
	rule    api.Rule
	project *place      // whose rule it is; nil when a scheme was named instead
	scheme  schemePlace // that scheme
}

func rule(d issuesDeps) spec.Command {
	return spec.Define(spec.Def[ruleArgs, ruleCard]{
		Name:     "rule",
		Access:   spec.Linked,
		Examples: []string{"rule no-eval web-console@main", "rule 3413", "rule errcheck payments-api@master tool:golangcilint"},
		Args: func(a *ruleArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Rule, "rule"),
				spec.Text(&a.Project, "project").Optional(),
				spec.Value(&a.Tool, "tool", "name"),
				spec.Value(&a.Scheme, "scheme", "name"),
			}
		},
		Run:  d.rule,
		View: viewRule,
	})
}

func (d issuesDeps) rule(ctx context.Context, r *spec.Request, a *ruleArgs) (ruleCard, error) {
	var c ruleCard
	var ref api.SchemeRef
	var err error
	if a.Scheme != "" {
		c.scheme, err = d.findScheme(ctx, r, &a.Scheme, &a.Project)
		ref = c.scheme.ref()
	} else {
		var at place
		at, err = d.findProject(ctx, r, &a.Project)
		c.project, ref = &at, api.SchemeRef{Repo: at.ref.Repo, ID: at.project.Scheme.ID}
	}
	if err != nil {
		return c, err
	}
	c.rule, err = d.findRule(ctx, r, a, ref, c.project)
	return c, err
}

func viewRule(s spec.Screen, d ruleCard) kit.Message {
	u := d.rule
	m := kit.Message{kit.Heading(s.Say("rule.title", "Rule", ruleName(u)))}
	if d.project != nil {
		m = append(m, crumb(s, *d.project)...)
	} else {
		m = append(m, kit.Para(append(repoCrumb(d.scheme.repoPlace), kit.Text(" › "), kit.Link(d.scheme.site.SchemeLint(d.scheme.ref()), schemeName(d.scheme.scheme)))))
	}
	m = append(m, kit.Para{
		kit.Bold(severityMark(s, u.Severity)), kit.Text(" · " + name(s, "category", u.Category) + " · "), kit.Bold(kit.Name(u.Tool.Name, "?", 60)),
	})
	if u.Disabled {
		m = append(m, kit.Para{kit.Italic(s.Say("rule.disabled"))})
	}
	if title := kit.Name(u.Title, "", 200); title != "" && title != ruleName(u) {
		m = append(m, kit.Para{kit.Bold(title)})
	}
	m = append(m, helpText(u.Text.Text, 900)...)
	if solution := strings.TrimSpace(u.Solution); solution != "" && solution != strings.TrimSpace(u.Text.Text) {
		m = append(append(m, kit.Para{kit.Bold(s.Say("rule.solution"))}), helpText(solution, 500)...)
	}
	if strings.TrimSpace(u.Params) != "" {
		m = append(m, kit.Para{kit.Bold(s.Say("rule.params"))}, kit.Source{Lines: firstLines(u.Params, 8)})
	}
	f := facts{s: s}
	if u.Name != u.Display {
		f.add("rule.name", kit.Code(kit.Name(u.Name, "?", 100)))
	}
	if len(u.Languages) > 0 {
		f.add("rule.languages", kit.Text(kit.Cut(languages(u.Languages), 200)))
	}
	if u.Tool.Builds {
		f.add("rule.builds", kit.Text(s.Say("rule.builds_why")))
	}
	f.add("rule.number", kit.Text(number(u.ID)))
	return append(append(m, f.rows), d.ways(s)...)
}

// helpText shows what a rule's authors wrote, cut after so many runes: their words as a quotation, and what they fenced
// off as code. What follows the first few such pieces is quoted as it is.
func helpText(text string, most int) kit.Message {
	var m kit.Message
	for i, piece := range strings.SplitN(kit.Cut(strings.TrimSpace(text), most), "```", maxPieces) {
		switch {
		case strings.TrimSpace(piece) == "":
		case i%2 == 0:
			m = append(m, kit.Quote(piece))
		default:
			if first, rest, ok := strings.Cut(piece, "\n"); ok && !strings.Contains(strings.TrimSpace(first), " ") {
				piece = rest // without the name of its language
			}
			m = append(m, kit.Source{Lines: firstLines(piece, 12)})
		}
	}
	return m
}

// maxPieces is how many pieces the text of a rule is cut into, words and code in turn: an odd number, so that the last is
// words.
const maxPieces = 9

// ways lead from a rule to its issues and to where it is chosen.
func (d ruleCard) ways(s spec.Screen) kit.Message {
	if d.project == nil {
		at := d.scheme
		return kit.Message{kit.Buttons{
			runs("up", s.Say("rule.all_of_scheme"), at.line("tab:"+string(tabRules))), repoGoTo(s, at.repoPlace), refresh(s, 0, 0), share(s, 0, 0),
			webButton(s, at.site.SchemeLint(at.ref())),
		}}
	}
	at, u := d.project, d.rule
	ref := api.SchemeRef{Repo: at.ref.Repo, ID: at.project.Scheme.ID}
	var row kit.Buttons
	if found := narrowToPart("issues", at.word(), "rule", u.Display); found != "" {
		show := runs("issues", s.Say("rule.issues"), found)
		show.Main = true
		row = append(row, show)
	}
	row = append(row, runs("scheme", s.Say("project.show_scheme"), spec.Join([]string{"scheme", number(ref.ID), repoWord(ref.Repo), "tab:" + string(tabLint)})))
	return kit.Message{row, kit.Buttons{
		runs("up", s.Say("rule.up"), "rules "+at.word()), goTo(s, *at), refresh(s, 0, 0), share(s, 0, 0), webButton(s, at.site.SchemeLint(ref)),
	}}
}
