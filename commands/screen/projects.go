package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/paged"
	"tcabot/commands/target"
)

// ProjectRows are the rows of a list of analysed branches, and the options of its menu.
func ProjectRows(s command.Screen, p target.Repository, all []api.Project, withScheme bool) (kit.Rows, []kit.Option) {
	var rows kit.Rows
	var options []kit.Option
	for _, b := range all {
		ref := api.ProjectRef{Repo: p.Repo.Ref(), ID: b.ID}
		first := kit.Line{kit.Link(p.Site.Project(ref.Repo, b.ID), kit.Name(b.Branch, "#"+kit.Number(b.ID), 80))}
		if b.Status != api.ProjectActive {
			first = append(first, kit.Text("  "), kit.Bold(Name(s, "project_status", b.Status)))
		}
		var about kit.Line
		if withScheme {
			about = append(about, kit.Text(kit.Name(b.Scheme.Name, "?", 60)), kit.Text(" · "))
		}
		if !b.WholeRepo() {
			about = append(about, kit.Code(kit.Tail(b.ScanPath, 60)), kit.Text(" · "))
		}
		rows = append(rows, []kit.Line{first, append(about, CreatedLine(s, b.Created, b.Creator)...)})
		options = append(options, line.Option(target.ProjectName(b), line.Overview(ref)))
	}
	return rows, options
}

// ProjectFile writes a list of analysed branches, one a row, to a file whose name begins with the given word.
func ProjectFile(r *command.Request, p target.Repository, name string) paged.File[api.Project] {
	head := paged.ColumnNames(r.Words, "col.id", "col.branch", "col.scheme", "col.path", "col.status", "col.created_at", "col.created_by", "col.url")
	return paged.File[api.Project]{Name: name + "-" + paged.FileName(target.RepoName(p.Repo)), Head: head, Row: func(b api.Project) []string {
		return []string{
			kit.Number(b.ID), b.Branch, b.Scheme.Name, b.ScanPath, Name(r.Words, "project_status", b.Status), paged.Timestamp(b.Created, r),
			target.PersonName(b.Creator.Nickname, b.Creator.Username), p.Site.Project(p.Repo.Ref(), b.ID),
		}
	}}
}
