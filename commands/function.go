package commands

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// maxFunctionCode is how many lines of a function are shown.
const maxFunctionCode = 30

type functionArgs struct{ Function, Project string }

type functionCard struct {
	place
	function api.Function
	code     api.CodeFile
	missing  []string
}

func function(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[functionArgs, functionCard]{
		Name:     "function",
		Access:   spec.Linked,
		Examples: []string{"function 1234", "function 1234 payments-api@master"},
		Args: func(a *functionArgs) spec.Args {
			return spec.Args{spec.Text(&a.Function, "function"), spec.Text(&a.Project, "project").Optional()}
		},
		Run:  d.function,
		View: viewFunction,
	})
}

func (d metricsDeps) function(ctx context.Context, r *spec.Request, a *functionArgs) (functionCard, error) {
	n, err := d.readID(&a.Function, &a.Project, pageFunction, "function")
	if err != nil {
		return functionCard{}, err
	}
	at, err := d.findProject(ctx, r, &a.Project)
	if err != nil {
		return functionCard{}, err
	}
	card := functionCard{place: at}
	if card.function, err = r.TCA.Function(ctx, at.ref, n); err != nil {
		return card, err
	}
	f := card.function
	card.missing, _ = gather(ctx, codePart("function.part_code", r, at, &card.code, api.CodeRange{
		Path: f.Path, From: f.Start, To: min(f.End, f.Start+maxFunctionCode-1), Revision: f.ScanRevision,
	})...)
	return card, nil
}

// codePart is the part of a screen that shows lines of a file. Without their numbers it is none.
func codePart(name string, r *spec.Request, at place, into *api.CodeFile, lines api.CodeRange) []part {
	if lines.From < 1 || lines.To < lines.From || lines.Path == "" {
		return nil
	}
	return []part{fetch(name, into, func(ctx context.Context) (api.CodeFile, error) { return r.TCA.Code(ctx, at.ref, lines) })}
}

// sourceOf shows lines of code, and says where the last one is when it is not shown.
func sourceOf(s spec.Screen, c api.CodeFile, last int) kit.Message {
	if len(c.Lines) == 0 {
		return nil
	}
	source := kit.Source{First: c.Lines[0].Number}
	for _, l := range c.Lines {
		source.Lines = append(source.Lines, l.Text)
	}
	m := kit.Message{source}
	if last > c.Lines[len(c.Lines)-1].Number {
		m = append(m, kit.Note(kit.Phrase(s.Words, "span.goes_on", "To", last)))
	}
	return m
}

func viewFunction(s spec.Screen, d functionCard) kit.Message {
	f := d.function
	m := kit.Message{kit.Heading(s.Say("function.title", "Name", functionTitle(f, 100)))}
	m = append(m, crumb(s, d.place)...)
	var now dotted
	now.add(kit.Phrase(s.Words, "function.ccn", "Number", kit.Bold(kit.Thousands(f.Complexity)))...)
	if f.Diff != nil && *f.Diff != 0 {
		now.add(kit.Phrase(s.Words, "function.diff", "Diff", signed(*f.Diff))...)
	}
	now.change(s, f.Change)
	if f.Status.Valid() {
		now.add(kit.Bold(name(s, "func_status", f.Status)))
	}
	m = append(m, kit.Para(now.line), d.facts(s))
	m = append(m, sourceOf(s, d.code, f.End)...)
	m = append(m, lost(s, d.missing)...)
	first := slices.Concat(
		kit.Buttons{webButton(s, d.site.Function(d.ref, f.ID))},
		leads("file", s.Say("function.file"), narrowToPart("complexity", d.word(), "path", f.Path)),
		leads("same_file", s.Say("function.same_file_issues"), narrowToPart("issues", d.word(), "path", f.Path)),
		leads("same_author", s.Say("function.same_author"), narrowTo("functions", d.word(), "author", f.Author)),
	)
	return append(m, first, kit.Buttons{runs("up", s.Say("function.up"), "functions "+d.word()), goTo(s, d.place), refresh(s, 0, 0), share(s, 0, 0)})
}

func (d functionCard) facts(s spec.Screen) kit.Rows {
	fn, f := d.function, facts{s: s}
	spot := tail(fn.Path, 200)
	if fn.Start > 0 {
		spot += ":" + number(fn.Start)
	}
	f.add("function.place", kit.Code(spot))
	if long := kit.Name(fn.LongName, "", 200); long != "" && long != kit.Name(fn.Name, "", 200) {
		f.add("function.signature", kit.Code(long))
	}
	var size dotted
	if fn.Start > 0 {
		size.add(kit.Text(lineSpan(s, fn.Start, fn.End)))
	}
	if fn.CodeLines > 0 {
		size.add(kit.Text(s.Say("function.code_lines", "Count", fn.CodeLines, "Number", kit.Thousands(fn.CodeLines))))
	}
	size.add(kit.Text(s.Say("function.parameters", "Count", fn.Parameters)))
	f.add("function.size", size.line...)
	f.add("complexity.people", whoseCode(s, fn.Author, fn.LastModifier, fn.MainModifier)...)
	if !fn.Committed.IsZero() || fn.Revision != "" {
		f.add("issue.committed", kit.When(fn.Committed.Time, s.Say("unknown")), kit.Text(" · "), kit.Code(kit.Cut(kit.Name(fn.Revision, "?", 40), 12)))
	}
	return f.rows
}
