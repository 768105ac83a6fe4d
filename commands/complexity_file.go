package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type complexFileArgs struct{ File, Project string }

type complexFileCard struct {
	place
	id      int64
	file    api.ComplexFile // its ID is 0 when it could not be had
	page    api.Page[api.Function]
	missing []string
}

func complexityFile(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[complexFileArgs, complexFileCard]{
		Name:     "complexity-file",
		Access:   spec.Linked,
		Examples: []string{"complexity-file 1234", "complexity-file 1234 payments-api@master"},
		Args: func(a *complexFileArgs) spec.Args {
			return spec.Args{spec.Text(&a.File, "file"), spec.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *complexFileArgs) (complexFileCard, error) {
			at, n, err := d.findComplexFile(ctx, r, a)
			if err != nil {
				return complexFileCard{}, err
			}
			card := complexFileCard{place: at, id: n}
			card.missing, err = gather(ctx,
				fetch("complexity.part_functions", &card.page, func(ctx context.Context) (api.Page[api.Function], error) {
					return fetchPage(ctx, r, fileFunctions(r, at, n))
				}),
				fetch("complexity.part_file", &card.file, func(ctx context.Context) (api.ComplexFile, error) { return r.TCA.ComplexFile(ctx, at.ref, n) }))
			return card, err
		},
		View: viewComplexFile,
		Sheet: func(ctx context.Context, r *spec.Request, a *complexFileArgs) (spec.Sheet, error) {
			at, n, err := d.findComplexFile(ctx, r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			return functionSheet(ctx, r, at, "functions-"+number(n), fileFunctions(r, at, n))
		},
	})
}

func (d metricsDeps) findComplexFile(ctx context.Context, r *spec.Request, a *complexFileArgs) (place, int64, error) {
	n, err := d.readID(&a.File, &a.Project, pageComplexFile, "file")
	if err != nil {
		return place{}, 0, err
	}
	at, err := d.findProject(ctx, r, &a.Project)
	return at, n, err
}

func fileFunctions(r *spec.Request, at place, file int64) func(context.Context, api.Window) (api.Page[api.Function], error) {
	return func(ctx context.Context, w api.Window) (api.Page[api.Function], error) {
		return r.TCA.FileFunctions(ctx, at.ref, file, w)
	}
}

func viewComplexFile(s spec.Screen, d complexFileCard) kit.Message {
	f := d.file
	l := list{
		title: s.Say("complexity.file_title", "File", s.Say("complexity.file_number", "ID", number(d.id))),
		lead:  append(crumb(s, d.place), lost(s, d.missing)...),
		page:  bare(d.page),
		count: len(d.page.Items),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("functions.open")},
		where: goTo(s, d.place),
		extra: []kit.Control{runs("up", s.Say("complexity.up"), "complexity "+d.word())},
		web:   d.site.ComplexFile(d.ref, d.id),
	}
	if f.ID != 0 {
		l.title = s.Say("complexity.file_title", "File", fileTitle(f.Path))
		l.lead = append(l.lead, kit.Para{kit.Code(tail(f.Path, 200))}, complexFigures(s, f))
		l.extra = append(l.extra, leads("same_file", s.Say("function.same_file_issues"), narrowToPart("issues", d.word(), "path", f.Path))...)
	}
	if !d.page.At.IsZero() {
		l.empty = kit.Phrase(s.Words, "complexity.file_none")
	}
	for _, fn := range d.page.Items {
		l.rows = append(l.rows, []kit.Line{functionName(d.place, fn), functionFacts(s, fn)})
		l.menu.Options = append(l.menu.Options, functionOption(d.place, fn))
	}
	return l.view(s)
}

// complexFigures is what TCA measured of a file, and whose it is.
func complexFigures(s spec.Screen, c api.ComplexFile) kit.Rows {
	f := facts{s: s}
	var state dotted
	state.add(kit.Bold(name(s, "file_state", c.State)))
	state.change(s, c.Change)
	if c.Worse {
		state.add(kit.Bold(s.Say("complexity.worse")))
	}
	f.add("complexity.threshold", kit.Phrase(s.Words, "complexity.over", "Count", c.Functions, "Number", kit.Bold(kit.Thousands(c.Functions)),
		"Excess", kit.Thousands(c.Excess), "Diff", since(s, c.ExcessDiff))...)
	f.add("complexity.together", kit.Text(s.Say("complexity.together_is", "Number", kit.Thousands(c.Complexity), "Diff", since(s, c.ComplexityDiff),
		"Average", kit.Thousands(c.Average), "AverageDiff", since(s, c.AverageDiff))))
	f.add("complexity.state", state.line...)
	f.add("complexity.people", whoseCode(s, c.Author, c.LastModifier, c.MainModifier)...)
	if !c.Committed.IsZero() || c.Revision != "" {
		f.add("issue.committed", kit.When(c.Committed.Time, s.Say("unknown")), kit.Text(" · "), kit.Code(kit.Cut(kit.Name(c.Revision, "?", 40), 12)))
	}
	return f.rows
}

// whoseCode tells whose code it is: who answers for it, who changed it last, who wrote the most of it.
func whoseCode(s spec.Screen, author, last, most string) kit.Line {
	var who dotted
	who.add(kit.Text(kit.Name(author, s.Say("nobody"), 60)))
	who.by(s, "modifier.last", last)
	if most != last {
		who.by(s, "modifier.most", most)
	}
	return who.line
}
