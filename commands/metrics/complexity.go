package metrics

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type complexityArgs struct {
	Project                string
	State                  []api.FileState
	Change                 []api.ChangeType
	Author, Modifier, Path string
	Sum, Average, Count    int
	Scan, Fixed            int64
	Since                  command.Since
	Until                  command.Date
	Worse, New             bool
	Sort                   api.Order

	found target.Found // the scan that New or Since is about
}

type complexList struct {
	target.Branch
	page    api.Page[api.ComplexFile]
	names   []string // of the person who asks, if the list is about them
	now     api.Overview
	missing []locale.Key

	found    target.Found // the scan that decides what is new, where the list is about that
	unsorted bool         // there are too many to be sorted here
}

func complexity(d deps) command.Command {
	return paged.Define(paged.List[complexityArgs, target.Branch, api.ComplexFile, complexList]{
		Name:     "complexity",
		Access:   command.Linked,
		Personal: func(a *complexityArgs) bool { return command.IsMe(a.Author) || command.IsMe(a.Modifier) },
		Examples: []string{"complexity payments-api@master", "complexity payments-api@master author:me --worse", "complexity path:src/pay sum:20 sort:-count", "complexity payments-api@master --new"},
		Args: func(a *complexityArgs) command.Args {
			return command.Args{
				command.Text(&a.Project, "project").Optional(),
				command.SeveralOr(&a.State, "state", "file_state", command.Default[api.FileState]{Value: api.FileActive, Unless: a.pastFiles}, api.FileStates()...),
				command.Several(&a.Change, "change", "cc_change", api.ChangeTypes()...).Rare(),
				command.Value(&a.Author, "author", "me|name"),
				command.Value(&a.Modifier, "modifier", "me|name").Rare(),
				command.Value(&a.Path, "path", "part"),
				command.Number(&a.Sum, "sum").Rare(),
				command.Number(&a.Average, "avg").Rare(),
				command.Number(&a.Count, "count").Rare(),
				command.Number(&a.Scan, "scan").Rare(),
				command.Number(&a.Fixed, "fixed").Rare(),
				command.Flag(&a.New, "new").Check(a.oneScan),
				command.DayOrPin(&a.Since, "since").Rare(),
				command.Day(&a.Until, "until").Check(command.NotBefore(&a.Until, &a.Since.Day, "since")).Rare(),
				command.Flag(&a.Worse, "worse"),
				command.One(&a.Sort, "sort", "", api.OrderSum.Desc(), api.OrderAverage.Desc(), api.OrderCount.Desc(), api.OrderTime.Desc(), api.OrderTime, api.OrderPath),
			}
		},
		Find: func(ctx context.Context, r *command.Request, a *complexityArgs) (target.Branch, error) {
			at, err := d.Branch(ctx, r, &a.Project)
			if err == nil {
				a.found, err = d.complexFound(ctx, r, a, at)
			}
			return at, err
		},
		Fetch: fetchComplexity,
		Load: func(ctx context.Context, r *command.Request, a *complexityArgs, at target.Branch, fetch paged.Fetcher[api.ComplexFile]) (complexList, error) {
			var err error
			list := complexList{Branch: at, names: mineOf(r, a.Author, a.Modifier), found: a.found}
			list.page, list.missing, err = command.GatherWith(ctx,
				func(ctx context.Context) (page api.Page[api.ComplexFile], err error) {
					if a.Since.Pin == "" {
						return paged.FetchPage(ctx, r, fetch)
					}
					page, sorted, err := paged.SortedPage(ctx, r, fetch, filesInOrder(a.order()))
					list.unsorted = !sorted
					return page, err
				},
				command.Fetch("complexity.part_now", &list.now, func(ctx context.Context) (api.Overview, error) { return r.TCA.Overview(ctx, at.Ref, "") }))
			if err == nil && list.page.Total == 0 {
				err = target.CheckScans(ctx, r, at, target.ScanFilter{Name: "scan", Scan: a.Scan}, target.ScanFilter{Name: "fixed", Scan: a.Fixed})
			}
			return list, err
		},
		View: viewComplexity,
		File: complexityExport,
	})
}

// pastFiles reports whether the filters ask for files that may no longer be open: those of a scan, or deleted ones.
func (a *complexityArgs) pastFiles() bool {
	return a.Scan != 0 || a.Fixed != 0 || a.New || slices.Contains(a.Change, api.ChangeDeleted)
}

// fetchComplexity fetches windows of the files with complex functions, always sorted.
func fetchComplexity(r *command.Request, a *complexityArgs, at target.Branch) paged.Fetcher[api.ComplexFile] {
	f := api.ComplexFileFilter{
		State: a.State, Change: a.Change, Path: a.Path,
		ScanOpen: a.Scan, ScanClose: a.Fixed, Worse: a.Worse, After: a.Since.Day.Start(), Before: a.Until.End(),
		SumFrom: command.Bound(a.Sum), AvgFrom: command.Bound(a.Average), CountFrom: command.Bound(a.Count),
		Order: []api.Order{a.order()},
	}
	switch {
	case a.New && a.found.Scan == 0:
		return nothing[api.ComplexFile]
	case a.New:
		f.ScanOpen = a.found.Scan
	case a.found.Scan != 0: // TCA filters by one scan: these are the beginning of the list in the order of scans
		f.Order = []api.Order{api.OrderScan.Desc()}
	}
	return united(peopleOf(r, a.Author, a.Modifier), filesInOrder(f.Order[0]), func(p people) paged.Fetcher[api.ComplexFile] {
		f := f
		f.Author, f.LastModifier = p.first, p.second
		list := func(ctx context.Context, w api.Window) (api.Page[api.ComplexFile], error) {
			return r.TCA.ComplexFiles(ctx, at.Ref, f, w)
		}
		if a.found.Scan == 0 || a.New {
			return list
		}
		return paged.Leading(list, func(c api.ComplexFile) bool { return c.ScanOpen > a.found.Scan })
	})
}

func viewComplexity(s command.Screen, d complexList) kit.Message {
	l := screen.List{
		Title:  s.Say("complexity.title", "Repo", d.RepoName()),
		Lead:   append(screen.Breadcrumb(s, d.Branch), screen.Missing(s, d.missing)...),
		Page:   screen.PagePosition(d.page),
		Count:  len(d.page.Items),
		Legend: kit.Phrase(s.Words, "complexity.legend"),
		Empty:  kit.Phrase(s.Words, "metrics.no_files"),
		Menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("metrics.open_file")},
		Where:  screen.Navigation(s, d.Branch),
		Extra:  []kit.Control{line.Button("functions", s.Say("complexity.functions"), line.Functions(d.Ref))},
		Web:    d.Site.ComplexFiles(d.Ref),
		Widen:  screen.Unfiltered(s, d.page.Total, line.Complexity(d.Ref).With("state", "all")),
	}
	switch {
	case d.now.Complexity != nil:
		l.Lead = append(l.Lead, kit.Para(complexityNow(s, *d.now.Complexity)))
	case l.Count == 0 && len(d.missing) == 0:
		l.Empty = kit.Phrase(s.Words, "complexity.never")
	}
	l.Lead = append(append(l.Lead, screen.Narrowed(s)...), screen.FoundNote(s, d.found)...)
	if d.unsorted {
		l.Lead = append(l.Lead, kit.Note(kit.Phrase(s.Words, "complexity.unsorted", "Most", kit.Thousands(paged.MaxSorted))))
	}
	for _, f := range d.page.Items {
		row := []kit.Line{append(complexSize(s, f), kit.Text("  "), kit.Link(d.Site.ComplexFile(d.Ref, f.ID), screen.PathName(f.Path, f.ID, 70)))}
		if facts := complexFacts(s, f); len(facts) > 0 {
			row = append(row, facts)
		}
		l.Rows = append(l.Rows, row)
		l.Menu.Options = append(l.Menu.Options, line.Option(screen.PathName(f.Path, f.ID, 70), line.ComplexityFile(d.Ref, f.ID)))
	}
	return withNames(s, l, d.names).View(s)
}

// complexityNow sums up the whole branch.
func complexityNow(s command.Screen, c api.ComplexityScan) kit.Line {
	sum := c.Summary()
	line := kit.Phrase(s.Words, "complexity.now", "Count", sum.Over, "Number", kit.Bold(kit.Thousands(sum.Over)), "Threshold", sum.Threshold,
		"Since", screen.SincePrevious(s, sum.OverDiff))
	if c.Worse > 0 {
		line = append(line, kit.Text(" · "))
		line = append(line, kit.Phrase(s.Words, "complexity.now_worse", "Count", c.Worse, "Number", kit.Thousands(c.Worse))...)
	}
	return line
}

// complexSize is how many functions of a file are over the threshold, and by how much in total.
func complexSize(s command.Screen, f api.ComplexFile) kit.Line {
	return kit.Line{kit.Bold(kit.Thousands(f.Functions)), kit.Text(" · " + kit.Thousands(f.Excess) + screen.Since(s, f.ExcessDiff))}
}

// complexFacts is the line under a complex file: whether it got worse, its change, who made it, and its state.
func complexFacts(s command.Screen, f api.ComplexFile) kit.Line {
	var facts screen.FactLine
	if f.Worse {
		facts.Add(kit.Bold(s.Say("complexity.worse")))
	}
	facts.Change(s, f.Change)
	facts.Person(f.LastModifier)
	if f.State != api.FileActive {
		facts.Add(kit.Italic(screen.Name(s, "file_state", f.State)))
	}
	return facts.Line
}

// complexityExport writes complex files to a file, one per row.
func complexityExport(r *command.Request, at target.Branch) paged.File[api.ComplexFile] {
	w := r.Words
	head := paged.ColumnNames(w, "col.id", "col.path", "col.language", "col.state", "col.change", "col.cc_worse", "col.complex_functions", "col.cc_functions_diff", "col.cc_complexity", "col.cc_complexity_diff",
		"col.cc_excess", "col.cc_excess_diff", "col.cc_average", "col.cc_average_diff", "col.author", "col.cc_last_modifier", "col.cc_main_modifier", "col.cc_related_modifiers",
		"col.committed", "col.revision", "col.url")
	return paged.File[api.ComplexFile]{Name: "complexity-" + at.FileName(), Head: head, Row: func(f api.ComplexFile) []string {
		worse := ""
		if f.Worse {
			worse = w.Say("word.yes")
		}
		return []string{
			kit.Number(f.ID), f.Path, f.Language, screen.Name(w, "file_state", f.State), screen.Name(w, "cc_change", f.Change), worse,
			kit.Number(f.Functions), kit.Number(f.FunctionsDiff), kit.Number(f.Complexity), kit.Number(f.ComplexityDiff),
			kit.Number(f.Excess), kit.Number(f.ExcessDiff), kit.Number(f.Average), kit.Number(f.AverageDiff), f.Author, f.LastModifier, f.MainModifier, f.RelatedModifiers,
			paged.Timestamp(f.Committed, r), f.Revision, at.Site.ComplexFile(at.Ref, f.ID),
		}
	}}
}
