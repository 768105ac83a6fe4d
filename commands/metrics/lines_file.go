package metrics

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type linesFileArgs struct{ File, Project string }

type lineFileCard struct {
	target.Branch
	file api.LineFile
}

func linesFile(d deps) command.Command {
	return command.Define(command.Def[linesFileArgs, lineFileCard]{
		Name:     "lines-file",
		Access:   command.Linked,
		Examples: []string{"lines-file 1234", "lines-file 1234 payments-api@master"},
		Args: func(a *linesFileArgs) command.Args {
			return command.Args{command.Text(&a.File, "file"), command.Text(&a.Project, "project").Optional().About("arg.project_of")}
		},
		Run: func(ctx context.Context, r *command.Request, a *linesFileArgs) (lineFileCard, error) {
			n, err := d.ID(&a.File, &a.Project, target.PageNone, "file")
			if err != nil {
				return lineFileCard{}, err
			}
			at, err := d.Branch(ctx, r, &a.Project)
			if err != nil {
				return lineFileCard{}, err
			}
			file, err := r.TCA.LineFile(ctx, at.Ref, n)
			return lineFileCard{Branch: at, file: file}, err
		},
		View: viewLineFile,
	})
}

func viewLineFile(s command.Screen, d lineFileCard) kit.Message {
	f := d.file
	m := kit.Message{kit.Heading(s.Say("lines.title", "Name", screen.FileTitle(f.Path())))}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	var about screen.FactLine
	about.Add(kit.Code(kit.Tail(f.Path(), 200)))
	about.Add(kit.Text(kit.Name(f.Language, "?", 60)))
	about.FileChange(s, f.Change)
	row := func(lines, added, modified, deleted int, label locale.Key) []string {
		return []string{kit.Thousands(lines), kit.Thousands(added), kit.Thousands(modified), kit.Thousands(deleted), s.Say(label)}
	}
	return append(m, kit.Para(about.Line),
		kit.NewTable(s.Words, "head.lines", "head.added", "head.modified", "head.deleted", "").With(
			row(f.Code, f.AddedCode, f.ModifiedCode, f.DeletedCode, "lines.code"),
			row(f.Comment, f.AddedComment, f.ModifiedComment, f.DeletedComment, "lines.comment"),
			row(f.Blank, f.AddedBlank, f.ModifiedBlank, f.DeletedBlank, "lines.blank"),
			row(f.Total, f.AddedTotal, f.ModifiedTotal, f.DeletedTotal, "lines.all"),
		),
		kit.Note(kit.Phrase(s.Words, "lines.file_changes")),
		slices.Concat(
			kit.Buttons{screen.WebButton(s, d.Site.Lines(d.Ref))},
			line.OptionalButtons("same_file", s.Say("function.same_file_issues"), line.Issues(d.Ref).Containing("path", f.Path())),
			line.OptionalButtons("file_complexity", s.Say("goto.complexity"), line.Complexity(d.Ref).Containing("path", f.Path())),
			line.OptionalButtons("file_duplication", s.Say("goto.duplication"), line.Duplication(d.Ref).Containing("path", f.Path())),
		),
		append(line.OptionalButtons("up", s.Say("lines.file_dir"), lineDir(d.Branch, f.Dir)), screen.Navigation(s, d.Branch), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0)))
}
