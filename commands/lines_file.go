package commands

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type linesFileArgs struct{ File, Project string }

type lineFileCard struct {
	place
	file api.LineFile
}

func linesFile(d metricsDeps) spec.Command {
	return spec.Define(spec.Def[linesFileArgs, lineFileCard]{
		Name:     "lines-file",
		Access:   spec.Linked,
		Examples: []string{"lines-file 1234", "lines-file 1234 payments-api@master"},
		Args: func(a *linesFileArgs) spec.Args {
			return spec.Args{spec.Text(&a.File, "file"), spec.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *linesFileArgs) (lineFileCard, error) {
			n, err := d.readID(&a.File, &a.Project, pageNone, "file")
			if err != nil {
				return lineFileCard{}, err
			}
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return lineFileCard{}, err
			}
			file, err := r.TCA.LineFile(ctx, at.ref, n)
			return lineFileCard{place: at, file: file}, err
		},
		View: viewLineFile,
	})
}

func viewLineFile(s spec.Screen, d lineFileCard) kit.Message {
	f, word := d.file, d.word()
	m := kit.Message{kit.Heading(s.Say("lines.title", "Name", fileTitle(f.Path())))}
	m = append(m, crumb(s, d.place)...)
	var about dotted
	about.add(kit.Code(tail(f.Path(), 200)))
	about.add(kit.Text(kit.Name(f.Language, "?", 60)))
	about.fileChange(s, f.Change)
	row := func(lines, added, modified, deleted int, label string) []string {
		return []string{kit.Thousands(lines), signed(added), kit.Thousands(modified), signed(-deleted), s.Say(label)}
	}
	return append(m, kit.Para(about.line),
		kit.Table{
			Head: []string{s.Say("lines.total"), s.Say("lines.added"), s.Say("lines.modified"), s.Say("lines.deleted"), ""},
			Rows: [][]string{
				row(f.Code, f.AddedCode, f.ModifiedCode, f.DeletedCode, "lines.code"),
				row(f.Comment, f.AddedComment, f.ModifiedComment, f.DeletedComment, "lines.comment"),
				row(f.Blank, f.AddedBlank, f.ModifiedBlank, f.DeletedBlank, "lines.blank"),
				row(f.Total, f.AddedTotal, f.ModifiedTotal, f.DeletedTotal, "lines.all"),
			},
		},
		kit.Note(kit.Phrase(s.Words, "lines.file_changes")),
		slices.Concat(
			kit.Buttons{webButton(s, d.site.Lines(d.ref))},
			leads("same_file", s.Say("function.same_file_issues"), narrowToPart("issues", word, "path", f.Path())),
			leads("file_complexity", s.Say("goto.complexity"), narrowToPart("complexity", word, "path", f.Path())),
			leads("file_duplication", s.Say("goto.duplication"), narrowToPart("duplication", word, "path", f.Path())),
		),
		append(leads("up", s.Say("lines.file_dir"), lineDir(word, f.Dir)), goTo(s, d.place), refresh(s, 0, 0), share(s, 0, 0)))
}

// lineFileLine is the line that shows one counted file.
func lineFileLine(at place, file int64) string { return "lines-file " + number(file) + " " + at.word() }
