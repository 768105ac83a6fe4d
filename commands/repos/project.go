package repos

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/schemes"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type projectArgs struct{ Project string }

type projectCard struct {
	target.Branch
	scheme  api.SchemeDetail
	missing []locale.Key
}

func project(d deps) command.Command {
	return command.Define(command.Def[projectArgs, projectCard]{
		Name:     "project",
		Access:   command.Linked,
		Examples: []string{"project payments-api@master", "project"},
		Args: func(a *projectArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *projectArgs) (projectCard, error) {
			at, err := d.Branch(ctx, r, &a.Project)
			if err != nil {
				return projectCard{}, err
			}
			card := projectCard{Branch: at}
			card.missing, _ = command.Gather(ctx, // the branch itself is there: what is checked may be missing
				command.Fetch("project.part_checks", &card.scheme, func(ctx context.Context) (api.SchemeDetail, error) { return r.TCA.ProjectScheme(ctx, at.Ref) }))
			return card, nil
		},
		View: viewProject,
	})
}

func viewProject(s command.Screen, d projectCard) kit.Message {
	m := kit.Message{kit.Heading(s.Say("project.title", "Branch", kit.Name(d.Project.Branch, "#"+kit.Number(d.Ref.ID), 100)))}
	m = append(m, screen.Breadcrumb(s, d.Branch)...)
	m = append(m, screen.Missing(s, d.missing)...)
	m = append(m, d.facts(s))
	word := d.Word()
	show := line.Button("overview", s.Say("goto.overview"), line.Overview(d.Ref))
	show.Main = true
	return append(m,
		kit.Buttons{
			show, line.Button("issues", s.Say("goto.issues"), line.Issues(d.Ref)), line.Button("scans", s.Say("goto.scans"), line.Scans(d.Ref)),
			line.Button("scheme", s.Say("project.scheme"), line.Scheme(api.SchemeRef{Repo: d.Ref.Repo, ID: d.Project.Scheme.ID})),
			line.Button("status", s.Say("project.set_status"), line.ProjectStatus(d.Ref)), line.Button("use", s.Say("project.use"), line.Use(word)),
		},
		kit.Buttons{
			line.Button("up", s.Say("goto.projects"), line.Projects(d.Ref.Repo)), screen.Navigation(s, d.Branch), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0),
			screen.WebButton(s, d.Site.Project(d.Ref.Repo, d.Ref.ID)),
		})
}

func (d projectCard) facts(s command.Screen) kit.Rows {
	p, f := d.Project, screen.Facts{Screen: s}
	if len(d.missing) == 0 {
		f.Add("project.checks", checksLine(s, d.scheme)...)
	}
	scheme := kit.Line{kit.Link(d.Site.Scheme(api.SchemeRef{Repo: d.Ref.Repo, ID: p.Scheme.ID}), kit.Name(p.Scheme.Name, "#"+kit.Number(p.Scheme.ID), 80))}
	f.Add("project.scheme", append(scheme, schemes.SchemeMarks(s, p.Scheme)...)...)
	path := kit.Text(s.Say("project.whole"))
	if !p.WholeRepo() {
		path = kit.Code(kit.Tail(p.ScanPath, 120))
	}
	f.Add("project.path", path)
	f.Add("project.languages", kit.Text(kit.Cut(screen.TextOr(screen.Languages(s, p.Scheme.Languages), s.Say("project.no_languages")), 200)))
	f.Add("project.tag", kit.Text(kit.Name(p.Scheme.Tag, s.Say("unknown"), 60)))
	f.Add("fact.status", kit.Text(screen.Name(s, "project_status", p.Status)))
	f.Add("project.made", screen.CreatedIn(s, "project.made_by", p.Created, p.Creator)...)
	if remark := kit.Name(p.Remark, "", 200); remark != "" {
		f.Add("fact.remark", kit.Text(remark))
	}
	return f.Rows
}

// checksLine lists the checks that a scheme has turned on, and off.
func checksLine(s command.Screen, c api.SchemeDetail) kit.Line {
	var on, off []string
	for _, check := range []struct {
		name locale.Key
		on   bool
	}{
		{"check.lint", c.Lint.Enabled},
		{"check.complexity", c.Metrics.Complexity},
		{"check.duplication", c.Metrics.Duplication},
		{"check.lines", c.Metrics.CountingLines},
	} {
		if check.on {
			on = append(on, s.Say(check.name))
		} else {
			off = append(off, s.Say(check.name))
		}
	}
	line := kit.Line{kit.Bold(screen.Join(s, on))}
	switch {
	case len(on) == 0:
		return kit.Line{kit.Bold(s.Say("project.nothing_on"))}
	case len(off) > 0:
		line = append(line, kit.Text(s.Say("project.off", "Checks", screen.Join(s, off))))
	}
	return line
}
