package commands

import (
	"cmp"
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type linesFilesArgs struct {
	Project string
	Change  []api.FileChange
	Path    string
}

type lineFileList struct {
	place
	page   api.Page[api.LineFile]
	sorted bool // the longest first
}

func linesFiles(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[linesFilesArgs, lineFileList]{
		Name:     "lines-files",
		Access:   spec.Linked,
		Examples: []string{"lines-files payments-api@master", "lines-files payments-api@master change:added", "lines-files path:src/pay/refund.go"},
		Args: func(a *linesFilesArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Project, "project").Optional(),
				spec.Several(&a.Change, "change", "file_change", api.FileChanges()...),
				spec.Value(&a.Path, "path", "dir/|file"),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *linesFilesArgs) (lineFileList, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return lineFileList{}, err
			}
			list := lineFileList{place: at}
			list.page, list.sorted, err = sortedPage(ctx, r, a.fetch(r, at), func(a, b api.LineFile) int {
				return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Path(), b.Path()), cmp.Compare(a.ID, b.ID))
			})
			return list, err
		},
		View: viewLinesFiles,
		Sheet: func(ctx context.Context, r *spec.Request, a *linesFilesArgs) (spec.Sheet, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return spec.Sheet{}, err
			}
			head := heads(r.Words, append([]string{"path", "language", "cc_change"}, lineColumns...)...)
			return sheet(ctx, "files-"+at.fileName(), head, a.fetch(r, at), func(f api.LineFile) []string {
				return append([]string{f.Path(), f.Language, fileChange(r.Words, f.Change)}, lineCells(f.LineCounts)...)
			})
		},
	})
}

func (a *linesFilesArgs) fetch(r *spec.Request, at place) func(context.Context, api.Window) (api.Page[api.LineFile], error) {
	f := api.LineFileFilter{Change: a.Change, Path: a.Path}
	return func(ctx context.Context, w api.Window) (api.Page[api.LineFile], error) {
		return r.TCA.LineFiles(ctx, at.ref, f, w)
	}
}

func viewLinesFiles(s spec.Screen, d lineFileList) kit.Message {
	l := list{
		title:  s.Say("lines.files_title", "Repo", d.repoName()),
		lead:   append(crumb(s, d.place), narrowed(s)...),
		page:   bare(d.page),
		count:  len(d.page.Items),
		table:  kit.Table{Head: []string{s.Say("lines.total"), s.Say("lines.code"), s.Say("lines.change"), ""}},
		empty:  kit.Phrase(s.Words, "lines.none_files"),
		menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("lines.open_file")},
		where:  goTo(s, d.place),
		extra:  []kit.Control{runs("up", s.Say("lines.by_dir"), "lines "+d.word()), runs("languages", s.Say("lines.languages"), "lines-languages "+d.word())},
		web:    d.site.Lines(d.ref),
		unfold: unfiltered(s, d.page.Total, "lines-files "+d.word()),
	}
	if !d.sorted && l.count > 0 {
		l.lead = append(l.lead, kit.Note(kit.Phrase(s.Words, "lines.unsorted", "Most", kit.Thousands(maxSorted))))
	}
	for _, f := range d.page.Items {
		label := lineLabel(f.Path(), fileChange(s, f.Change))
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: pathName(f.Path(), f.ID, 70), Value: spec.State{Line: lineFileLine(d.place, f.ID)}.String(),
		})
		l.table.Rows = append(l.table.Rows, []string{kit.Thousands(f.Total), kit.Thousands(f.Code), signed(f.AddedTotal - f.DeletedTotal), label})
	}
	return l.view(s)
}
