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

type duplicationArgs struct {
	Project               string
	State                 []api.DupState
	Change                []api.FileChange
	Owner, Modifier, Path string
	Min, Max              int // percent
	New                   bool
	Sort                  api.Order
}

type duplicateList struct {
	target.Branch
	page    api.Page[api.DuplicateFile]
	names   []string // of the person who asks, if the list is about them
	now     api.Overview
	change  *int // of duplicate lines; nil when it is not known
	missing []locale.Key
	added   bool // the list is of what the last scan found
}

func duplication(d deps) command.Command {
	return paged.Define(paged.List[duplicationArgs, target.Branch, api.DuplicateFile, duplicateList]{
		Name:     "duplication",
		Access:   command.Linked,
		Personal: func(a *duplicationArgs) bool { return command.IsMe(a.Owner) || command.IsMe(a.Modifier) },
		Examples: []string{"duplication payments-api@master", "duplication payments-api@master owner:me min:20", "duplication path:src/pay sort:path", "duplication payments-api@master --new"},
		Args: func(a *duplicationArgs) command.Args {
			return command.Args{
				command.Text(&a.Project, "project").Optional(),
				command.SeveralOr(&a.State, "state", "dup_state", command.Default[api.DupState]{Value: api.DupActive, Unless: a.pastFiles}, api.DupStates()...),
				command.Several(&a.Change, "change", "file_change", api.FileChanges()...).Nullable().Rare(),
				command.Value(&a.Owner, "owner", "me|name"),
				command.Value(&a.Modifier, "modifier", "me|name").Rare(),
				command.Value(&a.Path, "path", "part"),
				command.Number(&a.Min, "min").Check(command.NotAbove(&a.Min, 100)),
				command.Number(&a.Max, "max").Check(command.NotAbove(&a.Max, 100)).Check(command.NotBelow(&a.Max, &a.Min, "min")).Rare(),
				command.Flag(&a.New, "new").Check(a.oneChange),
				command.Refused("since", "duplication.no_since"),
				command.One(&a.Sort, "sort", "", api.OrderRate.Desc(), api.OrderRate, api.OrderPath, api.OrderID.Desc()),
			}
		},
		Find: func(ctx context.Context, r *command.Request, a *duplicationArgs) (target.Branch, error) {
			return d.Branch(ctx, r, &a.Project)
		},
		Fetch: fetchDuplication,
		Load: func(ctx context.Context, r *command.Request, a *duplicationArgs, at target.Branch, fetch paged.Fetcher[api.DuplicateFile]) (duplicateList, error) {
			var err error
			list := duplicateList{Branch: at, names: mineOf(r, a.Owner, a.Modifier), added: a.New}
			list.page, list.missing, err = command.GatherWith(ctx,
				func(ctx context.Context) (api.Page[api.DuplicateFile], error) {
					return paged.FetchPage(ctx, r, fetch)
				},
				command.Fetch("duplication.part_now", &list.now, func(ctx context.Context) (api.Overview, error) { return r.TCA.Overview(ctx, at.Ref, "") }))
			if err != nil {
				return list, err
			}
			change, missing := target.DuplicateChange(ctx, r, at.Ref, list.now.Duplicate)
			list.change, list.missing = change, append(list.missing, missing...)
			return list, nil
		},
		View: viewDuplication,
		File: duplicationExport,
	})
}

// pastFiles reports whether the filters ask for files that may no longer be open: deleted ones.
func (a *duplicationArgs) pastFiles() bool { return slices.Contains(a.Change, api.FileDeleted) }

// fetchDuplication fetches windows of the files with duplicate code, always sorted.
func fetchDuplication(r *command.Request, a *duplicationArgs, at target.Branch) paged.Fetcher[api.DuplicateFile] {
	f := api.DuplicateFileFilter{
		State: a.State, Change: a.Change, Path: a.Path,
		RateFrom: givenPercent(a.Min), RateTo: givenPercent(a.Max), Order: []api.Order{api.OrderRate.Desc()},
	}
	if a.New { // every file belongs to the last scan, which says how it changed
		f.Change = []api.FileChange{api.FileAdded}
	}
	if a.Sort != 0 {
		f.Order = []api.Order{a.Sort}
	}
	return united(peopleOf(r, a.Owner, a.Modifier), duplicatesInOrder(f.Order[0]), func(p people) paged.Fetcher[api.DuplicateFile] {
		f := f
		f.Owner, f.LastModifier = p.first, p.second
		return func(ctx context.Context, w api.Window) (api.Page[api.DuplicateFile], error) {
			return r.TCA.DuplicateFiles(ctx, at.Ref, f, w)
		}
	})
}

// oneChange refuses another kind of change beside what is new.
func (a *duplicationArgs) oneChange() error {
	if a.New && len(a.Change) > 0 {
		return &command.UsageError{Reason: "usage.not_both", Data: []any{"Other", "change"}}
	}
	return nil
}

func givenPercent(n int) *float64 {
	if n == 0 {
		return nil
	}
	return new(float64(n))
}

func viewDuplication(s command.Screen, d duplicateList) kit.Message {
	l := screen.List{
		Title:  s.Say("duplication.title", "Repo", d.RepoName()),
		Lead:   append(screen.Breadcrumb(s, d.Branch), screen.Missing(s, d.missing)...),
		Page:   screen.PagePosition(d.page),
		Count:  len(d.page.Items),
		Legend: kit.Phrase(s.Words, "duplication.legend"),
		Empty:  kit.Phrase(s.Words, "metrics.no_files"),
		Menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("metrics.open_file")},
		Where:  screen.Navigation(s, d.Branch),
		Web:    d.Site.DuplicateFiles(d.Ref),
		Widen:  screen.Unfiltered(s, d.page.Total, line.Duplication(d.Ref).With("state", "all")),
	}
	switch {
	case d.now.Duplicate != nil:
		l.Lead = append(l.Lead, kit.Para(duplicationNow(s, *d.now.Duplicate, d.change)))
		if d.added {
			l.Lead = append(l.Lead, screen.FoundNote(s, target.Found{Scan: d.now.Duplicate.Scan, At: d.now.Duplicate.Time.Time})...)
		}
	case l.Count == 0 && !slices.Contains(d.missing, "duplication.part_now"):
		l.Empty = kit.Phrase(s.Words, "duplication.never")
	}
	risks := risksOf(d.now.Duplicate)
	if slices.Contains(d.missing, "duplication.part_now") {
		l.Lead = append(l.Lead, kit.Note(kit.Phrase(s.Words, "duplication.own_levels", "VeryHigh", screen.Percent(risks.veryHigh), "High", screen.Percent(risks.high),
			"Middle", screen.Percent(risks.middle))))
	}
	l.Lead = append(l.Lead, screen.Narrowed(s)...)
	for _, f := range d.page.Items {
		l.Rows = append(l.Rows, []kit.Line{
			{kit.Bold(screen.Percent(f.Rate)), kit.Text("  "), kit.Link(d.Site.DuplicateFile(d.Ref, f.ID), screen.PathName(f.Path, f.ID, 70))},
			duplicateFacts(s, f, risks),
		})
		l.Menu.Options = append(l.Menu.Options, line.Option(screen.Percent(f.Rate)+"  "+screen.PathName(f.Path, f.ID, 60), line.Duplicate(d.Ref, f.ID)))
	}
	return withNames(s, l, d.names).View(s)
}

// duplicationNow sums up the whole branch.
func duplicationNow(s command.Screen, u api.DuplicateScan, change *int) kit.Line {
	return kit.Phrase(s.Words, "duplication.now", "Rate", kit.Bold(screen.Percent(u.Rate)), "Changed", screen.DuplicateChange(s, change), "Count", u.Files,
		"Number", kit.Thousands(u.Files), "Blocks", kit.Thousands(u.Blocks))
}

// duplicateFacts is the line under a file with duplicate code: risk, duplicate lines, blocks, change, owner and state.
func duplicateFacts(s command.Screen, f api.DuplicateFile, risks riskBounds) kit.Line {
	var facts screen.FactLine
	facts.Add(kit.Text(riskMark(s, risks.of(f.Rate))))
	facts.Add(kit.Text(kit.Thousands(f.DuplicateLines) + "/" + kit.Thousands(f.Lines)))
	facts.Add(kit.Text(kit.Thousands(f.BlockCount)))
	facts.FileChange(s, f.Change)
	facts.Person(f.Issue.Owner)
	if f.Issue.State.Valid() && f.Issue.State != api.DupActive {
		facts.Add(kit.Italic(screen.Name(s, "dup_state", f.Issue.State)))
	}
	return facts.Line
}

// duplicationExport writes files with duplicate code to a file, one per row.
func duplicationExport(r *command.Request, at target.Branch) paged.File[api.DuplicateFile] {
	w := r.Words
	head := paged.ColumnNames(w, "col.id", "col.dup_rate", "col.path", "col.dup_file_lines", "col.dup_lines", "col.dup_blocks", "col.dup_distinct", "col.state", "col.dup_owner", "col.change",
		"col.cc_last_modifier", "col.revision", "col.url")
	return paged.File[api.DuplicateFile]{Name: "duplication-" + at.FileName(), Head: head, Row: func(f api.DuplicateFile) []string {
		return []string{
			kit.Number(f.ID), screen.PlainRate(f.Rate), f.Path, kit.Number(f.Lines), kit.Number(f.DuplicateLines), kit.Number(f.BlockCount), kit.Number(f.DistinctCount),
			dupState(w, f.Issue.State), f.Issue.Owner, screen.FileChange(w, f.Change), f.LastModifier, f.Revision, at.Site.DuplicateFile(at.Ref, f.ID),
		}
	}}
}

// dupState is the state of duplicate code; files of old scans may have none.
func dupState(w locale.Sayer, v api.DupState) string {
	if v == 0 {
		return ""
	}
	return screen.Name(w, "dup_state", v)
}
