package commands

import (
	"cmp"
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type functionsArgs struct {
	Project                string
	Status                 []api.FuncStatus
	Change                 []api.ChangeType
	Author, Modifier, Path string
	Min, Max               int
	Scan                   int64
}

type functionList struct {
	place
	scan   int64 // whose; 0 for what there is now
	page   api.Page[api.Function]
	sorted bool // the most complex first
}

func functions(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[functionsArgs, functionList]{
		Name:     "functions",
		Access:   spec.Linked,
		Personal: func(a *functionsArgs) bool { return isMe(a.Author) || isMe(a.Modifier) },
		Examples: []string{"functions payments-api@master", "functions author:me min:40", "functions payments-api@master scan:5022"},
		Args: func(a *functionsArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Project, "project").Optional(),
				spec.Several(&a.Status, "status", "func_status", api.FuncStatuses()...),
				spec.Several(&a.Change, "change", "cc_change", api.ChangeTypes()...),
				spec.Value(&a.Author, "author", "me|name"),
				spec.Value(&a.Modifier, "modifier", "me|name"),
				spec.Value(&a.Path, "path", "part"),
				spec.Number(&a.Min, "min"),
				spec.Number(&a.Max, "max").Check(spec.NotBelow(&a.Max, &a.Min, "min")),
				spec.Number(&a.Scan, "scan"),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *functionsArgs) (functionList, error) {
			at, err := d.findFunctions(ctx, r, a)
			if err != nil {
				return functionList{}, err
			}
			list := functionList{place: at, scan: a.Scan}
			list.page, list.sorted, err = sortedPage(ctx, r, a.fetch(r, at), func(a, b api.Function) int {
				return cmp.Or(cmp.Compare(b.Complexity, a.Complexity), cmp.Compare(a.ID, b.ID))
			})
			return list, err
		},
		View: viewFunctions,
		Sheet: func(ctx context.Context, r *spec.Request, a *functionsArgs) (spec.Sheet, error) {
			at, err := d.findFunctions(ctx, r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			return functionSheet(ctx, r, at, "functions-"+at.fileName(), a.fetch(r, at))
		},
	})
}

// findFunctions finds the branch. The functions of one scan are a list of its own, which cannot be narrowed.
func (d metricsDeps) findFunctions(ctx context.Context, r *spec.Request, a *functionsArgs) (place, error) {
	if a.Scan != 0 && (len(a.Status)+len(a.Change)+a.Min+a.Max > 0 || a.Author+a.Modifier+a.Path != "") {
		return place{}, &spec.UsageError{Reason: "usage.alone", Data: []any{"Name", "scan"}}
	}
	return d.findProject(ctx, r, &a.Project)
}

func (a *functionsArgs) fetch(r *spec.Request, at place) func(context.Context, api.Window) (api.Page[api.Function], error) {
	f := api.FunctionFilter{
		Status: a.Status, Change: a.Change, Author: whose(r, a.Author), LastModifier: whose(r, a.Modifier), Path: a.Path,
		From: given(a.Min), To: given(a.Max),
	}
	return func(ctx context.Context, w api.Window) (api.Page[api.Function], error) {
		if a.Scan != 0 {
			return r.TCA.FunctionHistory(ctx, at.ref, a.Scan, w)
		}
		return r.TCA.Functions(ctx, at.ref, f, w)
	}
}

func viewFunctions(s spec.Screen, d functionList) kit.Message {
	l := list{
		title:  s.Say("functions.title", "Repo", d.repoName()),
		lead:   append(crumb(s, d.place), narrowed(s)...),
		page:   bare(d.page),
		count:  len(d.page.Items),
		empty:  kit.Phrase(s.Words, "functions.none"),
		menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("functions.open")},
		where:  goTo(s, d.place),
		extra:  []kit.Control{runs("up", s.Say("complexity.up"), "complexity "+d.word())},
		web:    d.site.ComplexFiles(d.ref),
		unfold: unfiltered(s, d.page.Total, "functions "+d.word()),
	}
	if d.scan != 0 {
		l.title = s.Say("functions.title_scan", "Repo", d.repoName(), "Scan", number(d.scan))
		l.empty = kit.Phrase(s.Words, "functions.none_scan", "Scan", number(d.scan))
	}
	if !d.sorted && l.count > 0 {
		l.lead = append(l.lead, kit.Note(kit.Phrase(s.Words, "functions.unsorted", "Most", kit.Thousands(maxSorted))))
	}
	for _, f := range d.page.Items {
		facts := dotted{kit.Line{kit.Code(tail(f.Path, 50))}}
		facts.line = append(facts.line, kit.Text(" · "))
		l.rows = append(l.rows, []kit.Line{functionName(d.place, f), append(facts.line, functionFacts(s, f)...)})
		l.menu.Options = append(l.menu.Options, functionOption(d.place, f))
	}
	return l.view(s)
}

// functionName is the line that names a function: how complex it is, and by how much more than before.
func functionName(at place, f api.Function) kit.Line {
	line := kit.Line{kit.Bold(kit.Thousands(f.Complexity))}
	if f.Diff != nil && *f.Diff != 0 {
		line = append(line, kit.Text(" ("+signed(*f.Diff)+")"))
	}
	return append(line, kit.Text("  "), kit.Link(at.site.Function(at.ref, f.ID), functionTitle(f, 70)))
}

// functionTitle is what a function is called; some have no name.
func functionTitle(f api.Function, most int) string {
	return kit.Name(f.Name, kit.Name(f.LongName, "#"+number(f.ID), most), most)
}

// functionFacts is the line under a function's name.
func functionFacts(s spec.Screen, f api.Function) kit.Line {
	var facts dotted
	if f.Start > 0 {
		facts.add(kit.Text(lineSpan(s, f.Start, f.End)))
	}
	facts.change(s, f.Change)
	if author := kit.Name(f.Author, "", 40); author != "" {
		facts.add(kit.Text(author))
	}
	if f.Status == api.FuncIgnored {
		facts.add(kit.Italic(name(s, "func_status", f.Status)))
	}
	if len(facts.line) == 0 {
		facts.add(kit.Text(kit.Name(f.Language, "?", 40)))
	}
	return facts.line
}

func functionOption(at place, f api.Function) kit.Option {
	return kit.Option{
		Label: kit.Thousands(f.Complexity) + "  " + functionTitle(f, 60),
		Value: spec.State{Line: "function " + number(f.ID) + " " + at.word()}.String(),
	}
}

// functionSheet is all of a list's functions, one a row.
func functionSheet(
	ctx context.Context, r *spec.Request, at place, file string, fetch func(context.Context, api.Window) (api.Page[api.Function], error),
) (spec.Sheet, error) {
	w := r.Words
	head := heads(w, "id", "cc_ccn", "cc_ccn_diff", "cc_name", "cc_long_name", "path", "cc_start", "cc_end", "cc_lines", "cc_code_lines", "cc_tokens",
		"cc_parameters", "cc_change", "cc_status", "author", "cc_last_modifier", "cc_main_modifier", "cc_related_modifiers", "language", "committed",
		"revision", "url")
	return sheet(ctx, file, head, fetch, func(f api.Function) []string {
		diff := ""
		if f.Diff != nil {
			diff = number(*f.Diff)
		}
		return []string{
			number(f.ID), number(f.Complexity), diff, f.Name, f.LongName, f.Path, number(f.Start), number(f.End), number(f.Lines), number(f.CodeLines),
			number(f.Tokens), number(f.Parameters), name(w, "cc_change", f.Change), name(w, "func_status", f.Status), f.Author, f.LastModifier,
			f.MainModifier, f.RelatedModifiers, f.Language, moment(f.Committed, r), f.Revision, at.site.Function(at.ref, f.ID),
		}
	})
}
