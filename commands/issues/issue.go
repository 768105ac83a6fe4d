package issues

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// codeAround is how many lines of code are shown on either side of an issue's.
const codeAround = 4

// maxComments is how much of an issue's history is shown.
const maxComments = 3

type issueArgs struct{ Issue, Project string }

type issueCard struct {
	target.Branch
	Issue    api.IssueDetail
	Rule     api.Rule
	Code     screen.Code
	Comments api.Page[api.IssueComment]
	Missing  []locale.Key
}

func issue(d deps) command.Command {
	return command.Define(command.Def[issueArgs, issueCard]{
		Name:     "issue",
		Access:   command.Linked,
		Examples: []string{"issue 1234", "issue 1234 payments-api@master"},
		Args: func(a *issueArgs) command.Args {
			return command.Args{command.Text(&a.Issue, "issue"), command.Text(&a.Project, "project").Optional().About("arg.project_of")}
		},
		Run:  d.issue,
		View: viewIssue,
	})
}

func (d deps) issue(ctx context.Context, r *command.Request, a *issueArgs) (issueCard, error) {
	n, err := d.ID(&a.Issue, &a.Project, target.PageIssue, "issue")
	if err != nil {
		return issueCard{}, err
	}
	at, err := d.Branch(ctx, r, &a.Project)
	if err != nil {
		return issueCard{}, err
	}
	card := issueCard{Branch: at}
	if card.Issue, err = r.TCA.Issue(ctx, api.IssueRef{Project: at.Ref, ID: n}); err != nil {
		return card, err
	}
	i := card.Issue
	parts := []command.Part{
		command.Fetch("issue.part_comments", &card.Comments, func(ctx context.Context) (api.Page[api.IssueComment], error) {
			return r.TCA.IssueComments(ctx, i.Ref(at.Ref), api.Window{Limit: maxComments})
		}),
		command.Fetch("issue.part_rule", &card.Rule, func(ctx context.Context) (api.Rule, error) {
			rule, err := r.TCA.RuleByName(ctx, api.SchemeRef{Repo: at.Ref.Repo, ID: at.Project.Scheme.ID}, i.Tool, i.Rule)
			if errors.Is(err, api.ErrNotFound) {
				return rule, nil // the rule was deleted, but its issues remain
			}
			return rule, err
		}),
	}
	if line := i.Line(); line > 0 && !i.External {
		parts = append(parts, screen.CodePart(r, at.Ref, &card.Code, api.CodeRange{
			Path: i.Path, From: max(1, line-codeAround), To: line + codeAround, Revision: i.Places[0].Revision,
		})...)
	}
	card.Missing, _ = command.Gather(ctx, parts...) // the issue itself is there: the rest may be missing
	return card, nil
}

// maxTitle is how much of an issue's message its heading shows.
const maxTitle = 140

func viewIssue(s command.Screen, d issueCard) kit.Message {
	i := d.Issue
	said := kit.Name(i.Message, kit.Name(i.RuleTitle, kit.Name(i.RuleName, kit.Name(i.Rule, s.Say("issue.title", "ID", kit.Number(i.ID)), 600), 600), 600), 600)
	title := kit.Cut(said, maxTitle)
	m := kit.Message{kit.Heading(title)}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	head := kit.Para{kit.Bold(screen.SeverityMark(s, i.Severity))}
	if i.Category.Valid() {
		head = append(head, kit.Text(" · "+screen.Name(s, "category", i.Category)))
	}
	head = append(head, kit.Text(" · "), kit.Bold(screen.Name(s, "issue_state", i.State)))
	if i.Resolution != api.ResolutionNone {
		head = append(head, kit.Text(" · "+screen.Name(s, "resolution", i.Resolution)))
	}
	m = append(m, append(head, kit.Text(" · #"+kit.Number(i.ID))))
	if title != said {
		m = append(m, kit.Quote(said))
	}
	m = append(m, d.facts(s))
	m = append(m, d.help(s)...)
	m = append(m, d.Code.View(s, i.Line())...)
	for _, c := range d.Comments.Items {
		m = append(m, kit.Note(kit.Phrase(s.Words, "issue.comment", "Person", kit.Text(kit.Name(c.Creator, "?", 40)),
			"Action", kit.Text(kit.Cut(c.Action+" "+c.Message, 150)), "When", kit.When(c.Created.Time, "?"))))
	}
	m = append(m, screen.Missing(s, d.Missing)...)
	return append(m,
		actions(s, d.Ref, i.Issue),
		slices.Concat(
			kit.Buttons{screen.WebButton(s, d.Site.Issue(i.Ref(d.Ref)))},
			line.OptionalButtons("same_rule", s.Say("issue.same_rule"), line.Issues(d.Ref).Containing("rule", i.RuleName)),
			line.OptionalButtons("same_file", s.Say("issue.same_file"), line.Issues(d.Ref).Containing("path", i.Path)),
		),
		kit.Buttons{line.Button("up", s.Say("issue.up"), line.Issues(d.Ref)), screen.Navigation(s, d.Branch), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0)})
}

// help is what the rule says: why it matters, and how to mend it.
func (d issueCard) help(s command.Screen) kit.Message {
	var m kit.Message
	for _, text := range ruleHelp(d.Rule) {
		m = append(m, kit.Markdown(text, 500)...)
	}
	if len(m) == 0 {
		return nil
	}
	return append(kit.Message{kit.Para{kit.Bold(s.Say("issue.help"))}}, m...)
}

func (d issueCard) facts(s command.Screen) kit.Rows {
	i, f := d.Issue, screen.Facts{Screen: s}
	spot := kit.Line{kit.Code(spotOf(i))}
	if more := len(i.Places) - 1; more > 0 {
		spot = append(spot, kit.Text(" "+s.Say("issue.more_places", "Count", more)))
	}
	f.Add("fact.place", spot...)
	if i.External {
		f.Add("issue.submodule", kit.Phrase(s.Words, "issue.submodule_is", "Path", kit.Code(kit.Name(kit.Tail(i.RealPath, 200), "?", 200)),
			"Repo", kit.Text(kit.Name(i.RepoURL, s.Say("unknown"), 200)))...)
	}
	f.Add("issue.rule", kit.Text(kit.Name(i.RuleName, kit.Name(i.Rule, "?", 80), 80)+" · "+kit.Name(i.Tool, "?", 40)))
	f.Add("issue.author", kit.Text(kit.Name(i.Author, s.Say("nobody"), 80)))
	f.Add("issue.introduced", kit.When(i.Committed.Time, s.Say("unknown")), kit.Text(" · "), kit.Code(kit.Cut(kit.Name(i.Revision, "?", 40), 12)))
	if i.State == api.IssueClosed {
		f.Add("issue.fixed", kit.When(i.Fixed.Time, s.Say("unknown")))
	}
	return f.Rows
}

// spotOf formats the location of an issue for editors: path:line. The path begins in the repository that was scanned, also
// for files of a submodule.
func spotOf(i api.IssueDetail) string {
	if i.Line() > 0 {
		return kit.Tail(i.Path, 200) + ":" + kit.Number(i.Line())
	}
	return kit.Name(kit.Tail(i.Path, 200), "?", 200)
}

// ruleHelp is the description and the solution of a rule, as far as there is anything to read.
func ruleHelp(r api.Rule) (help []string) {
	for _, text := range []string{r.Text.Text, r.Solution} {
		if text = strings.TrimSpace(text); !kit.Blank(text) && !slices.Contains(help, text) {
			help = append(help, text)
		}
	}
	return help
}
