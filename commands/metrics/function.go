package metrics

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// maxFunctionCode is how many lines of a function are shown.
const maxFunctionCode = 30

type functionArgs struct{ Function, Project string }

type functionCard struct {
	target.Branch
	function api.Function
	code     screen.Code
	missing  []locale.Key
}

func function(d deps) command.Command {
	return command.Define(command.Def[functionArgs, functionCard]{
		Name:     "function",
		Access:   command.Linked,
		Examples: []string{"function 1234", "function 1234 payments-api@master"},
		Args: func(a *functionArgs) command.Args {
			return command.Args{command.Text(&a.Function, "function"), command.Text(&a.Project, "project").Optional().About("arg.project_of")}
		},
		Run:  d.function,
		View: viewFunction,
	})
}

func (d deps) function(ctx context.Context, r *command.Request, a *functionArgs) (functionCard, error) {
	n, err := d.ID(&a.Function, &a.Project, target.PageFunction, "function")
	if err != nil {
		return functionCard{}, err
	}
	at, err := d.Branch(ctx, r, &a.Project)
	if err != nil {
		return functionCard{}, err
	}
	card := functionCard{Branch: at}
	if card.function, err = r.TCA.Function(ctx, at.Ref, n); err != nil {
		return card, err
	}
	f := card.function
	card.missing, _ = command.Gather(ctx, screen.CodePart(r, at.Ref, &card.code, api.CodeRange{
		Path: f.Path, From: f.Start, To: min(f.End, f.Start+maxFunctionCode-1), Revision: f.ScanRevision,
	})...)
	return card, nil
}

// sourceOf shows lines of code, and says where the code ends when it is cut.
func sourceOf(s command.Screen, c screen.Code, last int) kit.Message {
	m := c.View(s, 0)
	if len(c.Lines) > 0 && last > c.Lines[len(c.Lines)-1].Number {
		m = append(m, kit.Note(kit.Phrase(s.Words, "span.goes_on", "To", last)))
	}
	return m
}

func viewFunction(s command.Screen, d functionCard) kit.Message {
	f := d.function
	m := kit.Message{kit.Heading(s.Say("function.title", "Name", functionTitle(f, 100)))}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	if !f.Latest {
		m = append(m, kit.Para(kit.Phrase(s.Words, "function.old", "Revision", kit.Code(kit.Name(f.ScanRevision, "?", 12)))))
	}
	var now screen.FactLine
	now.Add(kit.Phrase(s.Words, "function.ccn", "Number", kit.Bold(kit.Thousands(f.Complexity)))...)
	if f.Diff != nil && *f.Diff != 0 {
		now.Add(kit.Phrase(s.Words, "function.diff", "Diff", screen.Signed(*f.Diff))...)
	}
	now.Change(s, f.Change)
	if f.Status.Valid() {
		now.Add(kit.Bold(screen.Name(s, "func_status", f.Status)))
	}
	m = append(m, kit.Para(now.Line), d.facts(s))
	m = append(m, sourceOf(s, d.code, f.End)...)
	m = append(m, screen.Missing(s, d.missing)...)
	first := slices.Concat(
		kit.Buttons{screen.WebButton(s, d.Site.Function(d.Ref, f.ID))},
		line.OptionalButtons("file", s.Say("function.file"), line.Complexity(d.Ref).Containing("path", f.Path)),
		line.OptionalButtons("same_file", s.Say("function.same_file_issues"), line.Issues(d.Ref).Containing("path", f.Path)),
		line.OptionalButtons("same_author", s.Say("function.same_author"), line.Functions(d.Ref).Exactly("author", f.Author)),
	)
	return append(m, functionActions(s, d.Ref, f), first, kit.Buttons{line.Button("up", s.Say("complexity.functions"), line.Functions(d.Ref)), screen.Navigation(s, d.Branch), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0)})
}

func (d functionCard) facts(s command.Screen) kit.Rows {
	fn, f := d.function, screen.Facts{Screen: s}
	spot := kit.Tail(fn.Path, 200)
	if fn.Start > 0 {
		spot += ":" + kit.Number(fn.Start)
	}
	f.Add("fact.place", kit.Code(spot))
	if long := kit.Name(fn.LongName, "", 200); long != "" && long != kit.Name(fn.Name, "", 200) {
		f.Add("function.signature", kit.Code(long))
	}
	var size screen.FactLine
	if fn.Start > 0 {
		size.Add(kit.Text(screen.LineSpan(s, fn.Start, fn.End)))
	}
	if fn.CodeLines > 0 {
		size.Add(kit.Text(s.Say("count.code_lines", "Count", fn.CodeLines, "Number", kit.Thousands(fn.CodeLines))))
	}
	size.Add(kit.Text(s.Say("function.parameters", "Count", fn.Parameters)))
	f.Add("function.size", size.Line...)
	f.Add("complexity.people", whoseCode(s, fn.Author, fn.LastModifier, fn.MainModifier)...)
	if !fn.Committed.IsZero() || fn.Revision != "" {
		f.Add("function.committed", kit.When(fn.Committed.Time, s.Say("unknown")), kit.Text(" · "), kit.Code(kit.Cut(kit.Name(fn.Revision, "?", 40), 12)))
	}
	return f.Rows
}
