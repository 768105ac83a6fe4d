package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type complexityArgs struct {
	Project                string
	State                  []api.FileState
	Change                 []api.ChangeType
	Author, Modifier, Path string
	Sum, Average, Count    int
	Scan, Fixed            int64
	Since, Until           spec.Date
	Worse                  bool
	Sort                   api.Order
}

type complexList struct {
	place
	page    api.Page[api.ComplexFile]
	now     api.Overview
	missing []string
}

func complexity(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[complexityArgs, complexList]{
		Name:     "complexity",
		Access:   spec.Linked,
		Personal: func(a *complexityArgs) bool { return isMe(a.Author) || isMe(a.Modifier) },
		Examples: []string{"complexity payments-api@master", "complexity payments-api@master author:me --worse", "complexity path:src/pay sum:20 sort:-count"},
		Args: func(a *complexityArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Project, "project").Optional(),
				spec.Several(&a.State, "state", "file_state", api.FileStates()...),
				spec.Several(&a.Change, "change", "cc_change", api.ChangeTypes()...),
				spec.Value(&a.Author, "author", "me|name"),
				spec.Value(&a.Modifier, "modifier", "me|name"),
				spec.Value(&a.Path, "path", "part"),
				spec.Number(&a.Sum, "sum"),
				spec.Number(&a.Average, "avg"),
				spec.Number(&a.Count, "count"),
				spec.Number(&a.Scan, "scan"),
				spec.Number(&a.Fixed, "fixed"),
				spec.Day(&a.Since, "since"),
				spec.Day(&a.Until, "until").Check(spec.NotBefore(&a.Until, &a.Since, "since")),
				spec.Flag(&a.Worse, "worse"),
				spec.One(&a.Sort, "sort", "", api.OrderSum.Desc(), api.OrderAverage.Desc(), api.OrderCount.Desc(), api.OrderTime.Desc(), api.OrderTime, api.OrderPath),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *complexityArgs) (complexList, error) {
			at, err := d.findComplexity(ctx, r, a)
			if err != nil {
				return complexList{}, err
			}
			list := complexList{place: at}
			list.page, list.missing, err = beside(ctx, func(ctx context.Context) (api.Page[api.ComplexFile], error) { return fetchPage(ctx, r, a.fetch(r, at)) },
				fetch("complexity.part_now", &list.now, func(ctx context.Context) (api.Overview, error) { return r.TCA.Overview(ctx, at.ref, "") }))
			return list, err
		},
		View: viewComplexity,
		Sheet: func(ctx context.Context, r *spec.Request, a *complexityArgs) (spec.Sheet, error) {
			at, err := d.findComplexity(ctx, r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			return complexSheet(ctx, r, at, a.fetch(r, at))
		},
	})
}

// findComplexity finds the branch, and completes the arguments: the active ones are what there is to do.
func (d metricsDeps) findComplexity(ctx context.Context, r *spec.Request, a *complexityArgs) (place, error) {
	at, err := d.findProject(ctx, r, &a.Project)
	if err != nil {
		return at, err
	}
	if len(a.State) == 0 && a.Scan == 0 && a.Fixed == 0 {
		a.State = []api.FileState{api.FileActive}
	}
	return at, nil
}

func (a *complexityArgs) fetch(r *spec.Request, at place) func(context.Context, api.Window) (api.Page[api.ComplexFile], error) {
	f := api.ComplexFileFilter{
		State: a.State, Change: a.Change, Author: whose(r, a.Author), LastModifier: whose(r, a.Modifier), Path: a.Path,
		ScanOpen: a.Scan, ScanClose: a.Fixed, Worse: a.Worse, After: a.Since.Start(), Before: a.Until.End(),
		SumFrom: given(a.Sum), AvgFrom: given(a.Average), CountFrom: given(a.Count),
		Order: []api.Order{api.OrderSum.Desc()},
	}
	if a.Sort != 0 {
		f.Order = []api.Order{a.Sort}
	}
	return func(ctx context.Context, w api.Window) (api.Page[api.ComplexFile], error) {
		return r.TCA.ComplexFiles(ctx, at.ref, f, w)
	}
}

func viewComplexity(s spec.Screen, d complexList) kit.Message {
	l := list{
		title:  s.Say("complexity.title", "Repo", d.repoName()),
		lead:   append(crumb(s, d.place), lost(s, d.missing)...),
		page:   bare(d.page),
		count:  len(d.page.Items),
		empty:  kit.Phrase(s.Words, "complexity.none"),
		menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("complexity.open")},
		where:  goTo(s, d.place),
		extra:  []kit.Control{runs("functions", s.Say("complexity.functions"), "functions "+d.word())},
		web:    d.site.ComplexFiles(d.ref),
		unfold: unfiltered(s, d.page.Total, "complexity "+d.word()+" state:active,resolved,closed"),
	}
	switch {
	case d.now.Complexity != nil:
		l.lead = append(l.lead, kit.Para(complexityNow(s, *d.now.Complexity)))
	case l.count == 0 && len(d.missing) == 0:
		l.empty = kit.Phrase(s.Words, "complexity.never")
	}
	l.lead = append(l.lead, narrowed(s)...)
	for _, f := range d.page.Items {
		l.rows = append(l.rows, []kit.Line{{kit.Link(d.site.ComplexFile(d.ref, f.ID), pathName(f.Path, f.ID, 70))}, complexFacts(s, f)})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: pathName(f.Path, f.ID, 70), Value: spec.State{Line: "complexity-file " + number(f.ID) + " " + d.word()}.String(),
		})
	}
	return l.view(s)
}

// complexityNow says how the whole branch stands.
func complexityNow(s spec.Screen, c api.ComplexityScan) kit.Line {
	sum := c.Summary()
	line := kit.Phrase(s.Words, "complexity.now", "Count", sum.Over, "Number", kit.Bold(kit.Thousands(sum.Over)), "Threshold", sum.Threshold,
		"Diff", signed(sum.OverDiff))
	if c.Worse > 0 {
		line = append(line, kit.Text(" · "))
		line = append(line, kit.Phrase(s.Words, "complexity.now_worse", "Count", c.Worse, "Number", kit.Thousands(c.Worse))...)
	}
	return line
}

// complexFacts is the line under a complex file: how much is over the threshold, what changed, and who was there last.
func complexFacts(s spec.Screen, f api.ComplexFile) kit.Line {
	var facts dotted
	if f.Worse {
		facts.add(kit.Bold(s.Say("complexity.worse")))
	}
	facts.add(kit.Phrase(s.Words, "complexity.over", "Count", f.Functions, "Number", kit.Bold(kit.Thousands(f.Functions)),
		"Excess", kit.Thousands(f.Excess), "Diff", since(s, f.ExcessDiff))...)
	facts.change(s, f.Change)
	facts.by(s, "modifier.last", f.LastModifier)
	if f.State != api.FileActive {
		facts.add(kit.Italic(name(s, "file_state", f.State)))
	}
	return facts.line
}

// complexSheet is all of a list's complex files, one a row.
func complexSheet(ctx context.Context, r *spec.Request, at place, fetch func(context.Context, api.Window) (api.Page[api.ComplexFile], error)) (spec.Sheet, error) {
	w := r.Words
	head := heads(w, "id", "path", "language", "state", "cc_change", "cc_worse", "cc_functions", "cc_functions_diff", "cc_complexity", "cc_complexity_diff",
		"cc_excess", "cc_excess_diff", "cc_average", "cc_average_diff", "author", "cc_last_modifier", "cc_main_modifier", "cc_related_modifiers",
		"committed", "revision", "url")
	return sheet(ctx, "complexity-"+at.fileName(), head, fetch, func(f api.ComplexFile) []string {
		worse := ""
		if f.Worse {
			worse = w.Say("complexity.yes")
		}
		return []string{
			number(f.ID), f.Path, f.Language, name(w, "file_state", f.State), name(w, "cc_change", f.Change), worse,
			number(f.Functions), number(f.FunctionsDiff), number(f.Complexity), number(f.ComplexityDiff),
			number(f.Excess), number(f.ExcessDiff), number(f.Average), number(f.AverageDiff), f.Author, f.LastModifier, f.MainModifier, f.RelatedModifiers,
			moment(f.Committed, r), f.Revision, at.site.ComplexFile(at.ref, f.ID),
		}
	})
}
