package commands

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type linesArgs struct{ Project, Path string }

// lineLevel is one directory with what is directly in it.
type lineLevel struct {
	place
	path  string // empty for the top
	sum   api.LineCounts
	page  api.Page[lineEntry]
	dirs  int // of all its pages
	files int
}

// lineEntry is a directory or a file.
type lineEntry struct {
	api.LineCounts
	id       int64 // of a file
	path     string
	dir      bool
	files    int    // in a directory, with everything below it
	language string // of a file
	change   api.FileChange
}

func lines(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[linesArgs, lineLevel]{
		Name:     "lines",
		Access:   spec.Linked,
		Examples: []string{"lines payments-api@master", "lines payments-api@master path:src/pay"},
		Args: func(a *linesArgs) spec.Args {
			return spec.Args{spec.Text(&a.Project, "project").Optional(), spec.Value(&a.Path, "path", "dir")}
		},
		Run: func(ctx context.Context, r *spec.Request, a *linesArgs) (lineLevel, error) {
			level, whole, err := d.lineLevel(ctx, r, a)
			level.page = cutPage(r, whole)
			return level, err
		},
		View: viewLines,
		Sheet: func(ctx context.Context, r *spec.Request, a *linesArgs) (spec.Sheet, error) {
			level, whole, err := d.lineLevel(api.Passing(ctx), r, a)
			if err != nil {
				return spec.Sheet{}, err
			}
			head := heads(r.Words, append([]string{"path", "loc_kind", "language", "loc_files", "cc_change"}, lineColumns...)...)
			whole.Total = len(whole.Items)
			return sheet(ctx, "lines-"+level.fileName(), head, func(context.Context, api.Window) (api.Page[lineEntry], error) { return whole, nil },
				func(e lineEntry) []string {
					kind, files := r.Words.Say("lines.kind_file"), ""
					if e.dir {
						kind, files = r.Words.Say("lines.kind_dir"), number(e.files)
					}
					return append([]string{e.path, kind, e.language, files, fileChange(r.Words, e.change)}, lineCells(e.LineCounts)...)
				})
		},
	})
}

// lineLevel gets a directory whole, as TCA gives it: its directories by size, then its files by size.
func (d metricsDeps) lineLevel(ctx context.Context, r *spec.Request, a *linesArgs) (level lineLevel, whole api.Page[lineEntry], err error) {
	at, err := d.findProject(ctx, r, &a.Project)
	if err != nil {
		return level, whole, err
	}
	a.Path = strings.Trim(strings.TrimPrefix(a.Path, "./"), "/ ")
	if a.Path == "." {
		a.Path = ""
	}
	all, err := r.TCA.LineDirs(ctx, at.ref, a.Path)
	if err != nil {
		return level, whole, err
	}
	level = lineLevel{place: at, path: a.Path, sum: all.Sum.Counts(), dirs: len(all.Dirs.Items), files: len(all.Files.Items)}
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
	return level, whole, nil
}

func viewLines(s spec.Screen, d lineLevel) kit.Message {
	word := d.word()
	l := list{
		title: s.Say("lines.title", "Name", d.repoName()),
		lead:  crumb(s, d.place),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "lines.none"),
		table: kit.Table{Head: []string{s.Say("lines.total"), s.Say("lines.change"), ""}},
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("lines.open")},
		where: goTo(s, d.place),
		web:   d.site.Lines(d.ref),
	}
	if d.path != "" {
		l.title = s.Say("lines.title", "Name", fileTitle(d.path)+"/")
		l.lead = append(l.lead, kit.Para{kit.Code(tail(d.path, 200) + "/")})
		l.empty = kit.Phrase(s.Words, "lines.none_dir")
		up, _ := path.Split(d.path)
		l.extra = append(l.extra, leads("up", s.Say("lines.up"), lineDir(word, strings.TrimSuffix(up, "/")))...)
	}
	if l.count > 0 {
		if d.sum.Total > 0 {
			l.lead = append(l.lead, lineSums(s, d.sum)...)
		}
		l.lead = append(l.lead, kit.Note(kit.Phrase(s.Words, "lines.inside", "Dirs", s.Say("lines.dirs", "Count", d.dirs, "Number", kit.Thousands(d.dirs)),
			"Files", s.Say("lines.files", "Count", d.files, "Number", kit.Thousands(d.files)))))
	}
	for _, e := range d.page.Items {
		_, label := path.Split(e.path)
		after := fileChange(s, e.change)
		if e.dir {
			label, after = label+"/", s.Say("lines.files", "Count", e.files, "Number", kit.Thousands(e.files))
			l = way(l, e.path, lineDir(word, e.path))
		} else {
			l.menu.Options = append(l.menu.Options, kit.Option{Label: kit.Name(label, "#"+number(e.id), 70), Value: spec.State{Line: lineFileLine(d.place, e.id)}.String()})
		}
		label = lineLabel(label, after)
		l.table.Rows = append(l.table.Rows, []string{kit.Thousands(e.Total), signed(e.AddedTotal - e.DeletedTotal), label})
	}
	l.extra = append(l.extra, runs("files", s.Say("lines.all_files"), "lines-files "+word), runs("languages", s.Say("lines.languages"), "lines-languages "+word))
	return l.view(s)
}

// way adds the way down to a directory: in the menu, or as a button where its name is too long for that. There is none to
// one that no line can name.
func way(l list, dir, down string) list {
	value := spec.State{Line: down}.String()
	switch {
	case down == "":
	case len(value) <= maxOptionValue:
		l.menu.Options = append(l.menu.Options, kit.Option{Label: tail(dir, 69) + "/", Value: value})
	default:
		l.extra = append(l.extra, runs("down"+number(len(l.extra)), "▸ "+tail(dir, 30), down))
	}
	return l
}

// maxOptionValue is how long the value of a menu's option may be, in bytes.
const maxOptionValue = 150

// lineDir is the line that shows a directory; empty for one that no line can name.
func lineDir(project, dir string) string {
	if dir == "" {
		return "lines " + project
	}
	return narrowTo("lines", project, "path", dir)
}
