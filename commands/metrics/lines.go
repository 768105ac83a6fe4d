package metrics

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type linesArgs struct{ Project, Path string }

// lineLevel is a directory with its direct entries.
type lineLevel struct {
	target.Branch
	path  string // empty for the root
	sum   api.LineCounts
	page  api.Page[lineEntry]
	dirs  int // of the whole directory, not only of the page
	files int
}

// lineEntry is a directory or a file.
type lineEntry struct {
	api.LineCounts
	id       int64 // of a file
	path     string
	dir      bool
	files    int    // in a directory, recursively
	language string // of a file
	change   api.FileChange
}

func lines(d deps) command.Command {
	return paged.Define(paged.List[linesArgs, target.Branch, lineEntry, lineLevel]{
		Name:     "lines",
		Access:   command.Linked,
		Examples: []string{"lines payments-api@master", "lines payments-api@master path:src/pay"},
		Args: func(a *linesArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional(), command.Value(&a.Path, "path", "dir")}
		},
		Find: d.findLines,
		Fetch: func(r *command.Request, a *linesArgs, at target.Branch) paged.Fetcher[lineEntry] {
			return func(ctx context.Context, _ api.Window) (api.Page[lineEntry], error) {
				_, whole, err := wholeLevel(ctx, r, at, a.Path)
				return whole, err
			}
		},
		Load: func(ctx context.Context, r *command.Request, a *linesArgs, at target.Branch, _ paged.Fetcher[lineEntry]) (lineLevel, error) {
			level, whole, err := wholeLevel(ctx, r, at, a.Path)
			level.page = paged.SlicePage(r, whole)
			return level, err
		},
		View: viewLines,
		File: func(r *command.Request, at target.Branch) paged.File[lineEntry] {
			head := paged.ColumnNames(r.Words, append([]locale.Key{"col.path", "col.kind", "col.language", "col.loc_files", "col.change"}, lineColumns...)...)
			return paged.File[lineEntry]{Name: "lines-" + at.FileName(), Head: head, Row: func(e lineEntry) []string {
				kind, files := r.Words.Say("lines.kind_file"), ""
				if e.dir {
					kind, files = r.Words.Say("lines.kind_dir"), kit.Number(e.files)
				}
				return append([]string{e.path, kind, e.language, files, screen.FileChange(r.Words, e.change)}, lineCells(e.LineCounts)...)
			}}
		},
	})
}

// findLines finds the branch, and normalises the directory.
func (d deps) findLines(ctx context.Context, r *command.Request, a *linesArgs) (target.Branch, error) {
	at, err := d.Branch(ctx, r, &a.Project)
	if err != nil {
		return at, err
	}
	if a.Path = strings.Trim(strings.TrimPrefix(a.Path, "./"), "/ "); a.Path == "." {
		a.Path = ""
	}
	return at, nil
}

// wholeLevel gets all entries of a directory: its directories by size, then its files by size.
func wholeLevel(ctx context.Context, r *command.Request, at target.Branch, dir string) (level lineLevel, whole api.Page[lineEntry], err error) {
	all, err := r.TCA.LineDirs(ctx, at.Ref, dir)
	if err != nil {
		return level, whole, err
	}
	level = lineLevel{Branch: at, path: dir, sum: all.Sum.Counts(), dirs: len(all.Dirs.Items), files: len(all.Files.Items)}
	whole.At = all.At
	for _, one := range all.Dirs.Items {
		whole.Items = append(whole.Items, lineEntry{LineCounts: one.LineCounts, path: one.Path, dir: true, files: one.Files})
	}
	for _, one := range all.Files.Items {
		whole.Items = append(whole.Items, lineEntry{LineCounts: one.LineCounts, id: one.ID, path: one.Path(), language: one.Language, change: one.Change})
	}
	slices.SortStableFunc(whole.Items, func(a, b lineEntry) int {
		if a.dir != b.dir {
			return map[bool]int{true: -1, false: 1}[a.dir]
		}
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.path, b.path))
	})
	whole.Total = len(whole.Items)
	return level, whole, nil
}

func viewLines(s command.Screen, d lineLevel) kit.Message {
	l := screen.List{
		Title: s.Say("lines.title", "Name", d.RepoName()),
		Lead:  screen.Breadcrumb(s, d.Branch),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "lines.none"),
		Table: kit.NewTable(s.Words, "head.lines", "head.change", ""),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("lines.open")},
		Where: screen.Navigation(s, d.Branch),
		Web:   d.Site.Lines(d.Ref),
	}
	if d.path != "" {
		l.Title = s.Say("lines.title", "Name", screen.FileTitle(d.path)+"/")
		l.Lead = append(l.Lead, kit.Para{kit.Code(kit.Tail(d.path, 200) + "/")})
		l.Empty = kit.Phrase(s.Words, "lines.none_dir")
		up, _ := path.Split(d.path)
		l.Extra = append(l.Extra, line.OptionalButtons("up", s.Say("lines.up"), lineDir(d.Branch, strings.TrimSuffix(up, "/")))...)
	}
	if l.Count > 0 {
		if d.sum.Total > 0 {
			l.Lead = append(l.Lead, lineSums(s, d.sum)...)
		}
		l.Lead = append(l.Lead, kit.Note(kit.Phrase(s.Words, "lines.inside", "Dirs", s.Say("lines.dirs", "Count", d.dirs, "Number", kit.Thousands(d.dirs)),
			"Files", s.Say("lines.files", "Count", d.files, "Number", kit.Thousands(d.files)))))
	}
	for _, e := range d.page.Items {
		_, label := path.Split(e.path)
		after := screen.FileChange(s, e.change)
		if e.dir {
			label, after = label+"/", s.Say("lines.files", "Count", e.files, "Number", kit.Thousands(e.files))
			l = addDirectory(l, e.path, lineDir(d.Branch, e.path))
		} else {
			l.Menu.Options = append(l.Menu.Options, line.Option(kit.Name(label, "#"+kit.Number(e.id), 70), line.LinesFile(d.Ref, e.id)))
		}
		label = lineLabel(label, after)
		l.Table.Rows = append(l.Table.Rows, []string{kit.Thousands(e.Total), screen.Signed(e.AddedTotal - e.DeletedTotal), label})
	}
	l.Extra = append(l.Extra, line.Button("files", s.Say("lines.all_files"), line.LinesFiles(d.Ref)), line.Button("languages", s.Say("lines.languages"), line.LinesLanguages(d.Ref)))
	return l.View(s)
}

// addDirectory adds a control that opens a directory: a menu option, or a button where its path is too long for that; none
// for one that does not fit into a line.
func addDirectory(l screen.List, dir string, down line.Line) screen.List {
	switch {
	case down.IsZero():
	case down.FitsOption():
		l.Menu.Options = append(l.Menu.Options, line.Option(kit.Tail(dir, 69)+"/", down))
	default:
		l.Extra = append(l.Extra, line.Button("down"+kit.Number(len(l.Extra)), "▸ "+kit.Tail(dir, 30), down))
	}
	return l
}

// lineDir is the line that shows a directory; empty for one that does not fit into a line.
func lineDir(at target.Branch, dir string) line.Line {
	if dir == "" {
		return line.Lines(at.Ref)
	}
	return line.Lines(at.Ref).Exactly("path", dir)
}
