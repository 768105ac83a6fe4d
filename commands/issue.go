package commands

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// codeAround is how many lines of code are shown on either side of an issue's.
const codeAround = 4

// maxComments is how much of an issue's history is shown.
const maxComments = 3

type issueArgs struct{ Issue, Project string }

type issueCard struct {
	place
	issue    api.IssueDetail
	rule     api.Rule
	code     api.CodeFile
	comments api.Page[api.IssueComment]
	missing  []string
}

func issue(d issuesDeps) spec.Command {
	return spec.Define(spec.Def[issueArgs, issueCard]{
		Name:     "issue",
		Access:   spec.Linked,
		Examples: []string{"issue 1234", "issue 1234 payments-api@master"},
		Args: func(a *issueArgs) spec.Args {
			return spec.Args{spec.Text(&a.Issue, "issue"), spec.Text(&a.Project, "project").Optional()}
		},
		Run:  d.issue,
		View: viewIssue,
	})
}

func (d issuesDeps) issue(ctx context.Context, r *spec.Request, a *issueArgs) (issueCard, error) {
	n, err := d.readID(&a.Issue, &a.Project, pageIssue, "issue")
	if err != nil {
		return issueCard{}, err
	}
	at, err := d.findProject(ctx, r, &a.Project)
	if err != nil {
		return issueCard{}, err
	}
	card := issueCard{place: at}
	if card.issue, err = r.TCA.Issue(ctx, api.IssueRef{Project: at.ref, ID: n}); err != nil {
		return card, err
	}
	i := card.issue
	parts := []part{
		fetch("issue.part_comments", &card.comments, func(ctx context.Context) (api.Page[api.IssueComment], error) {
			return r.TCA.IssueComments(ctx, i.Ref(at.ref), api.Window{Limit: maxComments})
		}),
		fetch("issue.part_rule", &card.rule, func(ctx context.Context) (api.Rule, error) {
			rule, err := r.TCA.RuleByName(ctx, api.SchemeRef{Repo: at.ref.Repo, ID: at.project.Scheme.ID}, i.Tool, i.Rule)
			if errors.Is(err, api.ErrNotFound) {
				return rule, nil // a rule that is gone, which its issues outlive
			}
			return rule, err
		}),
	}
	if line := i.Line(); line > 0 && !i.External {
		parts = append(parts, fetch("issue.part_code", &card.code, func(ctx context.Context) (api.CodeFile, error) {
			return r.TCA.Code(ctx, at.ref, api.CodeRange{
				Path: i.Path, From: max(1, line-codeAround), To: line + codeAround, Revision: i.Places[0].Revision,
			})
		}))
	}
	card.missing, _ = gather(ctx, parts...) // the issue itself is there: the rest may be missing
	return card, nil
}

func viewIssue(s spec.Screen, d issueCard) kit.Message {
	i := d.issue
	m := kit.Message{kit.Heading(s.Say("issue.title", "ID", number(i.ID), "Repo", d.repoName()))}
	m = append(m, crumb(s, d.place)...)
	head := kit.Para{kit.Bold(severityMark(s, i.Severity))}
	if i.Category.Valid() {
		head = append(head, kit.Text(" · "+name(s, "category", i.Category)))
	}
	head = append(head, kit.Text(" · "), kit.Bold(name(s, "issue_state", i.State)))
	if i.Resolution != api.ResolutionNone {
		head = append(head, kit.Text(" · "+name(s, "resolution", i.Resolution)))
	}
	m = append(m, head,
		kit.Quote(kit.Name(i.Message, i.RuleTitle, 600)),
		d.facts(s))
	if len(d.code.Lines) > 0 {
		code := kit.Source{First: d.code.Lines[0].Number, Mark: i.Line()}
		for _, l := range d.code.Lines {
			code.Lines = append(code.Lines, l.Text)
		}
		m = append(m, code)
	}
	if help := ruleHelp(d.rule); help != "" {
		m = append(m, kit.Para{kit.Bold(s.Say("issue.help"))}, kit.Quote(kit.Cut(help, 500)))
	}
	for _, c := range d.comments.Items {
		m = append(m, kit.Note(kit.Phrase(s.Words, "issue.comment", "Person", kit.Text(kit.Name(c.Creator, "?", 40)),
			"Action", kit.Text(kit.Cut(c.Action+" "+c.Message, 150)), "When", kit.When(c.Created.Time, "?"))))
	}
	m = append(m, lost(s, d.missing)...)
	return append(m,
		slices.Concat(
			kit.Buttons{webButton(s, d.site.Issue(i.Ref(d.ref)))},
			leads("same_rule", s.Say("issue.same_rule"), narrowToPart("issues", d.word(), "rule", i.RuleName)),
			leads("same_file", s.Say("issue.same_file"), narrowToPart("issues", d.word(), "path", i.Path)),
		),
		kit.Buttons{runs("up", s.Say("issue.up"), "issues "+d.word()), goTo(s, d.place), refresh(s, 0, 0), share(s, 0, 0)})
}

func (d issueCard) facts(s spec.Screen) kit.Rows {
	i, f := d.issue, facts{s: s}
	spot := kit.Line{kit.Code(spotOf(i))}
	if more := len(i.Places) - 1; more > 0 {
		spot = append(spot, kit.Text(" "+s.Say("issue.more_places", "Count", more)))
	}
	f.add("issue.place", spot...)
	f.add("issue.rule", kit.Text(kit.Name(i.RuleName, kit.Name(i.Rule, "?", 80), 80)+" · "+kit.Name(i.Tool, "?", 40)))
	f.add("issue.author", kit.Text(kit.Name(i.Author, s.Say("nobody"), 80)))
	f.add("issue.committed", kit.When(i.Committed.Time, s.Say("unknown")), kit.Text(" · "), kit.Code(kit.Cut(kit.Name(i.Revision, "?", 40), 12)))
	if i.State == api.IssueClosed {
		f.add("issue.fixed", kit.When(i.Fixed.Time, s.Say("unknown")))
	}
	return f.rows
}

// spotOf writes where an issue is as editors take it: path:line.
func spotOf(i api.IssueDetail) string {
	path := i.Path
	if i.External {
		path = i.RealPath
	}
	if i.Line() > 0 {
		return tail(path, 200) + ":" + number(i.Line())
	}
	return kit.Name(tail(path, 200), "?", 200)
}

// ruleHelp is what a rule's authors say of it, and how they would mend it.
func ruleHelp(r api.Rule) string {
	help := r.Text.Text
	if r.Solution != "" && r.Solution != help {
		help += "\n" + r.Solution
	}
	return help
}
