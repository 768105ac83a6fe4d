package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// projectRows are the rows of a list of analysed branches, and what its menu opens.
func projectRows(s spec.Screen, p repoPlace, all []api.Project, withScheme bool) (kit.Rows, []kit.Option) {
	var rows kit.Rows
	var options []kit.Option
	for _, b := range all {
		ref := api.ProjectRef{Repo: p.repo.Ref(), ID: b.ID}
		first := kit.Line{kit.Link(p.site.Project(ref.Repo, b.ID), kit.Name(b.Branch, "#"+number(b.ID), 80))}
		if b.Status != api.ProjectActive {
			first = append(first, kit.Text("  "), kit.Bold(name(s, "project_status", b.Status)))
		}
		var about kit.Line
		if withScheme {
			about = append(about, kit.Text(kit.Name(b.Scheme.Name, "?", 60)), kit.Text(" · "))
		}
		if !b.WholeRepo() {
			about = append(about, kit.Code(tail(b.ScanPath, 60)), kit.Text(" · "))
		}
		rows = append(rows, []kit.Line{first, append(about, madeLine(s, b.Created, b.Creator)...)})
		options = append(options, kit.Option{Label: projectName(b), Value: spec.State{Line: "overview " + projectWord(ref)}.String()})
	}
	return rows, options
}

// projectSheet is a list of analysed branches, one a row.
func projectSheet(ctx context.Context, r *spec.Request, p repoPlace, of string, fetch func(context.Context, api.Window) (api.Page[api.Project], error)) (spec.Sheet, error) {
	head := heads(r.Words, "id", "branch_name", "scheme_name", "path", "status", "created_at", "created_by", "url")
	return sheet(ctx, of+"-"+fileName(repoName(p.repo)), head, fetch, func(b api.Project) []string {
		return []string{
			number(b.ID), b.Branch, b.Scheme.Name, b.ScanPath, name(r.Words, "project_status", b.Status), moment(b.Created, r),
			personName(b.Creator.Nickname, b.Creator.Username), p.site.Project(p.repo.Ref(), b.ID),
		}
	})
}
