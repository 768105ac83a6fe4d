package metrics

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type functionsArgs struct {
	Project                string
	Status                 []api.FuncStatus
	Change                 []api.ChangeType
	Author, Modifier, Path string
	Min, Max               int
	Scan                   int64
	New                    bool

	found target.Found // the scan that New is about
}

type functionList struct {
	target.Branch
	scan   int64 // the scan to list; 0 for the current functions
	page   api.Page[api.Function]
	names  []string     // of the person who asks, if the list is about them
	sorted bool         // the most complex first
	found  target.Found // the last scan, where the list is what that found
}

func functions(d deps) command.Command {
	return paged.Define(paged.List[functionsArgs, target.Branch, api.Function, functionList]{
		Name:     "functions",
		Access:   command.Linked,
		Personal: func(a *functionsArgs) bool { return command.IsMe(a.Author) || command.IsMe(a.Modifier) },
		Examples: []string{"functions payments-api@master", "functions author:me min:40", "functions payments-api@master scan:5022", "functions payments-api@master --new"},
		Args: func(a *functionsArgs) command.Args {
			return command.Args{
				command.Text(&a.Project, "project").Optional(),
				command.Several(&a.Status, "status", "func_status", api.FuncStatuses()...).About("arg.states"),
				command.Several(&a.Change, "change", "cc_change", api.ChangeTypes()...).Rare(),
				command.Value(&a.Author, "author", "me|name"),
				command.Value(&a.Modifier, "modifier", "me|name").Rare(),
				command.Value(&a.Path, "path", "part"),
				command.Number(&a.Min, "min"),
				command.Number(&a.Max, "max").Check(command.NotBelow(&a.Max, &a.Min, "min")).Rare(),
				command.Number(&a.Scan, "scan").Rare(),
				command.Flag(&a.New, "new"),
				command.Refused("since", "functions.no_since"),
			}
		},
		Find:  d.findFunctions,
		Fetch: fetchFunctions,
		Load: func(ctx context.Context, r *command.Request, a *functionsArgs, at target.Branch, fetch paged.Fetcher[api.Function]) (functionList, error) {
			var err error
			list := functionList{Branch: at, scan: a.Scan, found: a.found, names: mineOf(r, a.Author, a.Modifier)}
			list.page, list.sorted, err = paged.SortedPage(ctx, r, fetch, worstFirst)
			if err == nil && list.page.Total == 0 {
				err = target.CheckScans(ctx, r, at, target.ScanFilter{Name: "scan", Scan: a.Scan})
			}
			return list, err
		},
		View: viewFunctions,
		File: func(r *command.Request, at target.Branch) paged.File[api.Function] {
			return functionFile(r, at, "functions-"+at.FileName())
		},
	})
}

// findFunctions finds the branch. The functions of one scan are a list without filters.
func (d deps) findFunctions(ctx context.Context, r *command.Request, a *functionsArgs) (target.Branch, error) {
	filtered := len(a.Status)+len(a.Change)+a.Min+a.Max > 0 || a.Author+a.Modifier+a.Path != ""
	switch {
	case a.Scan != 0 && (filtered || a.New):
		return target.Branch{}, &command.UsageError{Reason: "usage.alone", Data: []any{"Name", "scan"}}
	case a.New && filtered:
		return target.Branch{}, &command.UsageError{Reason: "usage.alone", Data: []any{"Name", "new"}}
	}
	at, err := d.Branch(ctx, r, &a.Project)
	if err == nil && a.New {
		a.found, err = lastMeasured(ctx, r, at)
	}
	return at, err
}

// fetchFunctions fetches windows of a branch's complex functions: the current ones or those of a scan.
func fetchFunctions(r *command.Request, a *functionsArgs, at target.Branch) paged.Fetcher[api.Function] {
	f := api.FunctionFilter{
		Status: a.Status, Change: a.Change, Path: a.Path,
		From: command.Bound(a.Min), To: command.Bound(a.Max),
	}
	return united(peopleOf(r, a.Author, a.Modifier), worstFirst, func(p people) paged.Fetcher[api.Function] {
		f := f
		f.Author, f.LastModifier = p.first, p.second
		return func(ctx context.Context, w api.Window) (api.Page[api.Function], error) {
			switch {
			case a.Scan != 0:
				return r.TCA.FunctionHistory(ctx, at.Ref, a.Scan, w)
			case a.New && a.found.Scan == 0:
				return nothing[api.Function](ctx, w)
			case a.New:
				return r.TCA.FunctionHistory(ctx, at.Ref, a.found.Scan, w)
			}
			return r.TCA.Functions(ctx, at.Ref, f, w)
		}
	})
}

func viewFunctions(s command.Screen, d functionList) kit.Message {
	l := screen.List{
		Title:  s.Say("functions.title", "Repo", d.RepoName()),
		Lead:   append(append(screen.Breadcrumb(s, d.Branch), screen.Narrowed(s)...), screen.FoundNote(s, d.found)...),
		Page:   screen.PagePosition(d.page),
		Count:  len(d.page.Items),
		Legend: kit.Phrase(s.Words, "functions.legend"),
		Empty:  kit.Phrase(s.Words, "functions.none"),
		Menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("functions.open")},
		Where:  screen.Navigation(s, d.Branch),
		Extra:  []kit.Control{line.Button("up", s.Say("complexity.up"), line.Complexity(d.Ref))},
		Web:    d.Site.ComplexFiles(d.Ref),
		Widen:  screen.Unfiltered(s, d.page.Total, line.Functions(d.Ref)),
	}
	if d.scan != 0 {
		l.Title = s.Say("functions.title_scan", "Repo", d.RepoName(), "Scan", kit.Number(d.scan))
		l.Empty = kit.Phrase(s.Words, "functions.none_scan", "Scan", kit.Number(d.scan))
	}
	if !d.sorted && l.Count > 0 {
		l.Lead = append(l.Lead, kit.Note(kit.Phrase(s.Words, "functions.unsorted", "Most", kit.Thousands(paged.MaxSorted))))
	}
	for _, f := range d.page.Items {
		facts := append(kit.Line{kit.Code(kit.Tail(f.Path, 50)), kit.Text(" · ")}, functionFacts(s, f)...)
		l.Rows = append(l.Rows, []kit.Line{functionName(s, d.Branch, f), facts})
		l.Menu.Options = append(l.Menu.Options, functionOption(d.Branch, f, f.Path))
	}
	return withNames(s, l, d.names).View(s)
}

// functionName is the first line of a function: complexity, its change, and the name.
func functionName(s command.Screen, at target.Branch, f api.Function) kit.Line {
	line := kit.Line{kit.Bold(kit.Thousands(f.Complexity))}
	if f.Diff != nil {
		line = append(line, kit.Text(screen.Since(s, *f.Diff)))
	}
	return append(line, kit.Text("  "), kit.Link(at.Site.Function(at.Ref, f.ID), functionTitle(f, 70)))
}

// functionTitle is the name of a function; some have none.
func functionTitle(f api.Function, most int) string {
	return kit.Name(f.Name, kit.Name(f.LongName, "#"+kit.Number(f.ID), most), most)
}

// functionFacts is the line under a function's name: its lines, its change, its author, and whether it is ignored.
func functionFacts(s command.Screen, f api.Function) kit.Line {
	var facts screen.FactLine
	if f.Start > 0 {
		facts.Add(kit.Text(screen.BareSpan(f.Start, f.End)))
	}
	facts.Change(s, f.Change)
	facts.Person(f.Author)
	if f.Status == api.FuncIgnored {
		facts.Add(kit.Italic(screen.Name(s, "func_status", f.Status)))
	}
	if len(facts.Line) == 0 {
		facts.Add(kit.Text(kit.Name(f.Language, "?", 40)))
	}
	return facts.Line
}

// functionOption is a function in a menu, with the file where that is not the same for all.
func functionOption(at target.Branch, f api.Function, path string) kit.Option {
	return line.Option(kit.Thousands(f.Complexity)+"  "+screen.MenuFile(path)+functionTitle(f, 60), line.Function(at.Ref, f.ID))
}

// functionFile writes functions to a file, one per row.
func functionFile(r *command.Request, at target.Branch, name string) paged.File[api.Function] {
	w := r.Words
	head := paged.ColumnNames(w, "col.id", "col.cc_ccn", "col.cc_ccn_diff", "col.cc_name", "col.cc_long_name", "col.path", "col.cc_start", "col.cc_end", "col.cc_lines", "col.code_lines", "col.cc_tokens",
		"col.cc_parameters", "col.change", "col.status", "col.author", "col.cc_last_modifier", "col.cc_main_modifier", "col.cc_related_modifiers", "col.language", "col.committed",
		"col.revision", "col.url")
	return paged.File[api.Function]{Name: name, Head: head, Row: func(f api.Function) []string {
		diff := ""
		if f.Diff != nil {
			diff = kit.Number(*f.Diff)
		}
		return []string{
			kit.Number(f.ID), kit.Number(f.Complexity), diff, f.Name, f.LongName, f.Path, kit.Number(f.Start), kit.Number(f.End), kit.Number(f.Lines), kit.Number(f.CodeLines),
			kit.Number(f.Tokens), kit.Number(f.Parameters), screen.Name(w, "cc_change", f.Change), screen.Name(w, "func_status", f.Status), f.Author, f.LastModifier,
			f.MainModifier, f.RelatedModifiers, f.Language, paged.Timestamp(f.Committed, r), f.Revision, at.Site.Function(at.Ref, f.ID),
		}
	}}
}
