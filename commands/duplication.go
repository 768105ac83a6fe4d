package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type duplicationArgs struct {
	Project               string
	State                 []api.DupState
	Change                []api.FileChange
	Owner, Modifier, Path string
	Min, Max              int // percent
	Sort                  api.Order
}

type duplicateList struct {
	place
	page    api.Page[api.DuplicateFile]
	now     api.Overview
	missing []string
}

func duplication(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[duplicationArgs, duplicateList]{
		Name:     "duplication",
		Access:   spec.Linked,
		Personal: func(a *duplicationArgs) bool { return isMe(a.Owner) || isMe(a.Modifier) },
		Examples: []string{"duplication payments-api@master", "duplication payments-api@master owner:me min:20", "duplication path:src/pay sort:path"},
		Args: func(a *duplicationArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Project, "project").Optional(),
				spec.Several(&a.State, "state", "dup_state", api.DupStates()...),
				spec.Several(&a.Change, "change", "file_change", api.FileChanges()...),
				spec.Value(&a.Owner, "owner", "me|name"),
				spec.Value(&a.Modifier, "modifier", "me|name"),
				spec.Value(&a.Path, "path", "part"),
				spec.Number(&a.Min, "min").Check(spec.NotAbove(&a.Min, 100)),
				spec.Number(&a.Max, "max").Check(spec.NotAbove(&a.Max, 100)).Check(spec.NotBelow(&a.Max, &a.Min, "min")),
				spec.One(&a.Sort, "sort", "", api.OrderRate.Desc(), api.OrderRate, api.OrderPath, api.OrderID.Desc()),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *duplicationArgs) (duplicateList, error) {
			at, err := d.findDuplication(ctx, r, a)
			if err != nil {
				return duplicateList{}, err
			}
			list := duplicateList{place: at}
			list.page, list.missing, err = beside(ctx, func(ctx context.Context) (api.Page[api.DuplicateFile], error) {
				return fetchPage(ctx, r, a.fetch(r, at))
			},
				fetch("duplication.part_now", &list.now, func(ctx context.Context) (api.Overview, error) { return r.TCA.Overview(ctx, at.ref, "") }))
			return list, err
		},
		View: viewDuplication,
		Sheet: func(ctx context.Context, r *spec.Request, a *duplicationArgs) (spec.Sheet, error) {
			at, err := d.findDuplication(ctx, r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			return duplicateSheet(ctx, r, at, a.fetch(r, at))
		},
	})
}

// findDuplication finds the branch, and completes the arguments: the active ones are what there is to do.
func (d metricsDeps) findDuplication(ctx context.Context, r *spec.Request, a *duplicationArgs) (place, error) {
	at, err := d.findProject(ctx, r, &a.Project)
	if err == nil && len(a.State) == 0 {
		a.State = []api.DupState{api.DupActive}
	}
	return at, err
}

func (a *duplicationArgs) fetch(r *spec.Request, at place) func(context.Context, api.Window) (api.Page[api.DuplicateFile], error) {
	f := api.DuplicateFileFilter{
		State: a.State, Owner: whose(r, a.Owner), Change: a.Change, LastModifier: whose(r, a.Modifier), Path: a.Path,
		RateFrom: givenPercent(a.Min), RateTo: givenPercent(a.Max), Order: []api.Order{api.OrderRate.Desc()},
	}
	if a.Sort != 0 {
		f.Order = []api.Order{a.Sort}
	}
	return func(ctx context.Context, w api.Window) (api.Page[api.DuplicateFile], error) {
		return r.TCA.DuplicateFiles(ctx, at.ref, f, w)
	}
}

func givenPercent(n int) *float64 {
	if n == 0 {
		return nil
	}
	return new(float64(n))
}

func viewDuplication(s spec.Screen, d duplicateList) kit.Message {
	l := list{
		title:  s.Say("duplication.title", "Repo", d.repoName()),
		lead:   append(crumb(s, d.place), lost(s, d.missing)...),
		page:   bare(d.page),
		count:  len(d.page.Items),
		empty:  kit.Phrase(s.Words, "duplication.none"),
		menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("duplication.open")},
		where:  goTo(s, d.place),
		web:    d.site.DuplicateFiles(d.ref),
		unfold: unfiltered(s, d.page.Total, "duplication "+d.word()+" state:active,ignorable,closed"),
	}
	switch {
	case d.now.Duplicate != nil:
		l.lead = append(l.lead, kit.Para(duplicationNow(s, *d.now.Duplicate)))
	case l.count == 0 && len(d.missing) == 0:
		l.empty = kit.Phrase(s.Words, "duplication.never")
	}
	risks := risksOf(d.now.Duplicate)
	if len(d.missing) > 0 {
		l.lead = append(l.lead, kit.Note(kit.Phrase(s.Words, "duplication.own_levels", "VeryHigh", percent(risks.veryHigh), "High", percent(risks.high),
			"Middle", percent(risks.middle))))
	}
	l.lead = append(l.lead, narrowed(s)...)
	for _, f := range d.page.Items {
		l.rows = append(l.rows, []kit.Line{
			{kit.Bold(percent(f.Rate)), kit.Text("  "), kit.Link(d.site.DuplicateFile(d.ref, f.ID), pathName(f.Path, f.ID, 70))},
			duplicateFacts(s, f, risks),
		})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: percent(f.Rate) + "  " + pathName(f.Path, f.ID, 60), Value: spec.State{Line: "duplicate " + number(f.ID) + " " + d.word()}.String(),
		})
	}
	return l.view(s)
}

// duplicationNow says how the whole branch stands.
func duplicationNow(s spec.Screen, u api.DuplicateScan) kit.Line {
	return kit.Phrase(s.Words, "duplication.now", "Rate", kit.Bold(percent(u.Rate)), "Diff", signed(u.LinesDiff), "Count", u.Files,
		"Number", kit.Thousands(u.Files), "Blocks", kit.Thousands(u.Blocks))
}

// duplicateFacts is the line under a duplicated file: how bad that is, how much of it, whose, and what became of it.
func duplicateFacts(s spec.Screen, f api.DuplicateFile, risks riskBounds) kit.Line {
	var facts dotted
	facts.add(kit.Text(riskMark(s, risks.of(f.Rate))))
	facts.add(kit.Text(s.Say("duplication.size", "Count", f.Lines, "Duplicate", kit.Thousands(f.DuplicateLines), "Number", kit.Thousands(f.Lines))))
	facts.add(kit.Text(s.Say("duplication.blocks", "Count", f.BlockCount, "Number", kit.Thousands(f.BlockCount))))
	facts.fileChange(s, f.Change)
	facts.by(s, "duplication.owner", f.Issue.Owner)
	if f.Issue.State.Valid() && f.Issue.State != api.DupActive {
		facts.add(kit.Italic(name(s, "dup_state", f.Issue.State)))
	}
	return facts.line
}

// duplicateSheet is all of a list's duplicated files, one a row.
func duplicateSheet(ctx context.Context, r *spec.Request, at place, fetch func(context.Context, api.Window) (api.Page[api.DuplicateFile], error)) (spec.Sheet, error) {
	w := r.Words
	head := heads(w, "id", "dup_rate", "path", "dup_file_lines", "dup_lines", "dup_blocks", "dup_distinct", "state", "dup_owner", "cc_change",
		"cc_last_modifier", "revision", "url")
	return sheet(ctx, "duplication-"+at.fileName(), head, fetch, func(f api.DuplicateFile) []string {
		return []string{
			number(f.ID), plainRate(f.Rate), f.Path, number(f.Lines), number(f.DuplicateLines), number(f.BlockCount), number(f.DistinctCount),
			dupState(w, f.Issue.State), f.Issue.Owner, fileChange(w, f.Change), f.LastModifier, f.Revision, at.site.DuplicateFile(at.ref, f.ID),
		}
	})
}

// dupState is the word for what has become of duplicate code; files of old scans may have none.
func dupState(w sayer, v api.DupState) string {
	if v == 0 {
		return ""
	}
	return name(w, "dup_state", v)
}
