package metrics

import (
	"cmp"
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

type linesFilesArgs struct {
	Project string
	Change  []api.FileChange
	Path    string
}

type lineFileList struct {
	target.Branch
	page   api.Page[api.LineFile]
	sorted bool // the longest first
}

func linesFiles(d deps) command.Command {
	return paged.Define(paged.List[linesFilesArgs, target.Branch, api.LineFile, lineFileList]{
		Name:     "lines-files",
		Access:   command.Linked,
		Examples: []string{"lines-files payments-api@master", "lines-files payments-api@master change:added", "lines-files path:src/pay/refund.go"},
		Args: func(a *linesFilesArgs) command.Args {
			return command.Args{
				command.Text(&a.Project, "project").Optional(),
				command.Several(&a.Change, "change", "file_change", api.FileChanges()...).Nullable(),
				command.Value(&a.Path, "path", "dir/|file"),
			}
		},
		Find: func(ctx context.Context, r *command.Request, a *linesFilesArgs) (target.Branch, error) {
			return d.Branch(ctx, r, &a.Project)
		},
		Fetch: fetchLineFiles,
		Load: func(ctx context.Context, r *command.Request, _ *linesFilesArgs, at target.Branch, fetch paged.Fetcher[api.LineFile]) (lineFileList, error) {
			var err error
			list := lineFileList{Branch: at}
			list.page, list.sorted, err = paged.SortedPage(ctx, r, fetch, func(a, b api.LineFile) int {
				return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Path(), b.Path()), cmp.Compare(a.ID, b.ID))
			})
			return list, err
		},
		View: viewLinesFiles,
		File: func(r *command.Request, at target.Branch) paged.File[api.LineFile] {
			head := paged.ColumnNames(r.Words, append([]locale.Key{"col.path", "col.language", "col.change"}, lineColumns...)...)
			return paged.File[api.LineFile]{Name: "files-" + at.FileName(), Head: head, Row: func(f api.LineFile) []string {
				return append([]string{f.Path(), f.Language, screen.FileChange(r.Words, f.Change)}, lineCells(f.LineCounts)...)
			}}
		},
	})
}

// fetchLineFiles fetches windows of a branch's files, in TCA's order.
func fetchLineFiles(r *command.Request, a *linesFilesArgs, at target.Branch) paged.Fetcher[api.LineFile] {
	f := api.LineFileFilter{Change: a.Change, Path: a.Path}
	return func(ctx context.Context, w api.Window) (api.Page[api.LineFile], error) {
		return r.TCA.LineFiles(ctx, at.Ref, f, w)
	}
}

func viewLinesFiles(s command.Screen, d lineFileList) kit.Message {
	l := screen.List{
		Title: s.Say("lines.files_title", "Repo", d.RepoName()),
		Lead:  append(screen.Breadcrumb(s, d.Branch), screen.Narrowed(s)...),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Table: kit.NewTable(s.Words, "head.lines", "lines.code", "head.change", ""),
		Empty: kit.Phrase(s.Words, "lines.none_files"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("metrics.open_file")},
		Where: screen.Navigation(s, d.Branch),
		Extra: []kit.Control{line.Button("up", s.Say("lines.by_dir"), line.Lines(d.Ref)), line.Button("languages", s.Say("lines.languages"), line.LinesLanguages(d.Ref))},
		Web:   d.Site.Lines(d.Ref),
		Widen: screen.Unfiltered(s, d.page.Total, line.LinesFiles(d.Ref)),
	}
	if !d.sorted && l.Count > 0 {
		l.Lead = append(l.Lead, kit.Note(kit.Phrase(s.Words, "lines.unsorted", "Most", kit.Thousands(paged.MaxSorted))))
	}
	for _, f := range d.page.Items {
		label := lineLabel(f.Path(), screen.FileChange(s, f.Change))
		l.Menu.Options = append(l.Menu.Options, line.Option(screen.PathName(f.Path(), f.ID, 70), line.LinesFile(d.Ref, f.ID)))
		l.Table.Rows = append(l.Table.Rows, []string{kit.Thousands(f.Total), kit.Thousands(f.Code), screen.Signed(f.AddedTotal - f.DeletedTotal), label})
	}
	return l.View(s)
}
