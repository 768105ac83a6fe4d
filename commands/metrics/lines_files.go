package metrics

import (
	"cmp"
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
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
	return command.Define(command.Def[linesFilesArgs, lineFileList]{
		Name:     "lines-files",
		Access:   command.Linked,
		Examples: []string{"lines-files payments-api@master", "lines-files payments-api@master change:added", "lines-files path:src/pay/refund.go"},
		Args: func(a *linesFilesArgs) command.Args {
			return command.Args{
				command.Text(&a.Project, "project").Optional(),
				command.Several(&a.Change, "change", "file_change", api.FileChanges()...),
				command.Value(&a.Path, "path", "dir/|file"),
			}
		},
		Run: func(ctx context.Context, r *command.Request, a *linesFilesArgs) (lineFileList, error) {
			at, err := d.Branch(ctx, r, &a.Project)
			if err != nil {
				return lineFileList{}, err
			}
			list := lineFileList{Branch: at}
			list.page, list.sorted, err = command.SortedPage(ctx, r, a.fetch(r, at), func(a, b api.LineFile) int {
				return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Path(), b.Path()), cmp.Compare(a.ID, b.ID))
			})
			return list, err
		},
		View: viewLinesFiles,
		Sheet: func(ctx context.Context, r *command.Request, a *linesFilesArgs) (command.Sheet, error) {
			at, err := d.Branch(ctx, r, &a.Project)
			if err != nil {
				return command.Sheet{}, err
			}
			head := command.Heads(r.Words, append([]string{"path", "language", "cc_change"}, lineColumns...)...)
			return command.NewSheet(ctx, "files-"+at.FileName(), head, a.fetch(r, at), func(f api.LineFile) []string {
				return append([]string{f.Path(), f.Language, screen.FileChange(r.Words, f.Change)}, lineCells(f.LineCounts)...)
			})
		},
	})
}

func (a *linesFilesArgs) fetch(r *command.Request, at target.Branch) func(context.Context, api.Window) (api.Page[api.LineFile], error) {
	f := api.LineFileFilter{Change: a.Change, Path: a.Path}
	return func(ctx context.Context, w api.Window) (api.Page[api.LineFile], error) {
		return r.TCA.LineFiles(ctx, at.Ref, f, w)
	}
}

func viewLinesFiles(s command.Screen, d lineFileList) kit.Message {
	l := screen.List{
		Title:  s.Say("lines.files_title", "Repo", d.RepoName()),
		Lead:   append(screen.Crumb(s, d.Branch), screen.Narrowed(s)...),
		Page:   screen.Bare(d.page),
		Count:  len(d.page.Items),
		Table:  kit.Table{Head: []string{s.Say("lines.total"), s.Say("lines.code"), s.Say("lines.change"), ""}},
		Empty:  kit.Phrase(s.Words, "lines.none_files"),
		Menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("lines.open_file")},
		Where:  screen.GoTo(s, d.Branch),
		Extra:  []kit.Control{line.Button("up", s.Say("lines.by_dir"), line.Lines(d.Ref)), line.Button("languages", s.Say("lines.languages"), line.LinesLanguages(d.Ref))},
		Web:    d.Site.Lines(d.Ref),
		Unfold: screen.Unfiltered(s, d.page.Total, line.LinesFiles(d.Ref)),
	}
	if !d.sorted && l.Count > 0 {
		l.Lead = append(l.Lead, kit.Note(kit.Phrase(s.Words, "lines.unsorted", "Most", kit.Thousands(command.MaxSorted))))
	}
	for _, f := range d.page.Items {
		label := lineLabel(f.Path(), screen.FileChange(s, f.Change))
		l.Menu.Options = append(l.Menu.Options, line.Option(screen.PathName(f.Path(), f.ID, 70), line.LinesFile(d.Ref, f.ID)))
		l.Table.Rows = append(l.Table.Rows, []string{kit.Thousands(f.Total), kit.Thousands(f.Code), screen.Signed(f.AddedTotal - f.DeletedTotal), label})
	}
	return l.View(s)
}
