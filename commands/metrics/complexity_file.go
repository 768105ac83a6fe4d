package metrics

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type complexFileArgs struct{ File, Project string }

type complexFileCard struct {
	target.Branch
	id      int64
	file    api.ComplexFile // its ID is 0 when TCA did not return it
	page    api.Page[api.Function]
	missing []locale.Key
}

func complexityFile(d deps) command.Command {
	return paged.Define(paged.List[complexFileArgs, fileOf, api.Function, complexFileCard]{
		Name:     "complexity-file",
		Access:   command.Linked,
		Examples: []string{"complexity-file 1234", "complexity-file 1234 payments-api@master"},
		Args: func(a *complexFileArgs) command.Args {
			return command.Args{command.Text(&a.File, "file"), command.Text(&a.Project, "project").Optional().About("arg.project_of")}
		},
		Find: d.findComplexFile,
		Fetch: func(r *command.Request, _ *complexFileArgs, of fileOf) paged.Fetcher[api.Function] {
			return func(ctx context.Context, w api.Window) (api.Page[api.Function], error) {
				return r.TCA.FileFunctions(ctx, of.Ref, of.id, w)
			}
		},
		Load: func(ctx context.Context, r *command.Request, _ *complexFileArgs, of fileOf, fetch paged.Fetcher[api.Function]) (complexFileCard, error) {
			var err error
			card := complexFileCard{Branch: of.Branch, id: of.id}
			card.missing, err = command.Gather(ctx,
				command.Fetch("complexity.part_functions", &card.page, func(ctx context.Context) (api.Page[api.Function], error) {
					return paged.FetchPage(ctx, r, fetch)
				}),
				command.Fetch("complexity.part_file", &card.file, func(ctx context.Context) (api.ComplexFile, error) { return r.TCA.ComplexFile(ctx, of.Ref, of.id) }))
			return card, err
		},
		View: viewComplexFile,
		File: func(r *command.Request, of fileOf) paged.File[api.Function] {
			return functionFile(r, of.Branch, "functions-"+kit.Number(of.id))
		},
	})
}

// fileOf is the file that a list is about.
type fileOf struct {
	target.Branch
	id int64
}

func (d deps) findComplexFile(ctx context.Context, r *command.Request, a *complexFileArgs) (fileOf, error) {
	n, err := d.ID(&a.File, &a.Project, target.PageComplexFile, "file")
	if err != nil {
		return fileOf{}, err
	}
	at, err := d.Branch(ctx, r, &a.Project)
	return fileOf{Branch: at, id: n}, err
}

func viewComplexFile(s command.Screen, d complexFileCard) kit.Message {
	f := d.file
	l := screen.List{
		Title:  s.Say("complexity.file_title", "File", s.Say("complexity.file_number", "ID", kit.Number(d.id))),
		Lead:   append(screen.Breadcrumb(s, d.Branch), screen.Missing(s, d.missing)...),
		Page:   screen.PagePosition(d.page),
		Count:  len(d.page.Items),
		Legend: kit.Phrase(s.Words, "functions.legend_file"),
		Menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("functions.open")},
		Where:  screen.Navigation(s, d.Branch),
		Extra:  []kit.Control{line.Button("up", s.Say("complexity.up"), line.Complexity(d.Ref))},
		Web:    d.Site.ComplexFile(d.Ref, d.id),
	}
	if f.ID != 0 {
		l.Title = s.Say("complexity.file_title", "File", screen.FileTitle(f.Path))
		l.Lead = append(l.Lead, kit.Para{kit.Code(kit.Tail(f.Path, 200))}, complexFigures(s, f))
		l.Extra = append(l.Extra, line.OptionalButtons("same_file", s.Say("function.same_file_issues"), line.Issues(d.Ref).Containing("path", f.Path))...)
	}
	if !d.page.At.IsZero() {
		l.Empty = kit.Phrase(s.Words, "complexity.file_none")
	}
	for _, fn := range d.page.Items {
		l.Rows = append(l.Rows, []kit.Line{functionName(s, d.Branch, fn), functionFacts(s, fn)})
		l.Menu.Options = append(l.Menu.Options, functionOption(d.Branch, fn, ""))
	}
	return l.View(s)
}

// complexFigures are the metrics of a file, and its people.
func complexFigures(s command.Screen, c api.ComplexFile) kit.Rows {
	f := screen.Facts{Screen: s}
	var state screen.FactLine
	state.Add(kit.Bold(screen.Name(s, "file_state", c.State)))
	state.Change(s, c.Change)
	if c.Worse {
		state.Add(kit.Bold(s.Say("complexity.worse")))
	}
	f.Add("complexity.threshold", kit.Phrase(s.Words, "complexity.over", "Count", c.Functions, "Number", kit.Bold(kit.Thousands(c.Functions)),
		"Excess", kit.Thousands(c.Excess), "Diff", screen.Since(s, c.ExcessDiff))...)
	f.Add("fact.complexity", kit.Text(s.Say("complexity.together_is", "Number", kit.Thousands(c.Complexity), "Diff", screen.Since(s, c.ComplexityDiff),
		"Average", kit.Thousands(c.Average), "AverageDiff", screen.Since(s, c.AverageDiff))))
	f.Add("complexity.state", state.Line...)
	f.Add("complexity.people", whoseCode(s, c.Author, c.LastModifier, c.MainModifier)...)
	if !c.Committed.IsZero() || c.Revision != "" {
		f.Add("function.committed", kit.When(c.Committed.Time, s.Say("unknown")), kit.Text(" · "), kit.Code(kit.Cut(kit.Name(c.Revision, "?", 40), 12)))
	}
	return f.Rows
}

// whoseCode lists the people of a piece of code: author, last modifier, main modifier.
func whoseCode(s command.Screen, author, last, most string) kit.Line {
	var who screen.FactLine
	who.Add(kit.Text(kit.Name(author, s.Say("nobody"), 60)))
	who.By(s, "modifier.last", last)
	if most != last {
		who.By(s, "modifier.most", most)
	}
	return who.Line
}
