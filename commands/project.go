package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type projectArgs struct{ Project string }

type projectCard struct {
	place
	scheme  api.SchemeDetail
	missing []string
}

func project(d reposDeps) spec.Command {
	return spec.Define(spec.Def[projectArgs, projectCard]{
		Name:     "project",
		Access:   spec.Linked,
		Examples: []string{"project payments-api@master", "project"},
		Args: func(a *projectArgs) spec.Args {
			return spec.Args{spec.Text(&a.Project, "project").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *projectArgs) (projectCard, error) {
			at, err := d.findProject(ctx, r, &a.Project)
			if err != nil {
				return projectCard{}, err
			}
			card := projectCard{place: at}
			card.missing, _ = gather(ctx, // the branch itself is there: what is checked may be missing
				fetch("project.part_checks", &card.scheme, func(ctx context.Context) (api.SchemeDetail, error) { return r.TCA.ProjectScheme(ctx, at.ref) }))
			return card, nil
		},
		View: viewProject,
	})
}

func viewProject(s spec.Screen, d projectCard) kit.Message {
	m := kit.Message{kit.Heading(s.Say("project.title", "Branch", kit.Name(d.project.Branch, "#"+number(d.ref.ID), 100)))}
	m = append(m, crumb(s, d.place)...)
	m = append(m, lost(s, d.missing)...)
	m = append(m, d.facts(s))
	word := d.word()
	show := runs("overview", s.Say("goto.overview"), "overview "+word)
	show.Main = true
	return append(m,
		kit.Buttons{
			show, runs("issues", s.Say("goto.issues"), "issues "+word), runs("scans", s.Say("goto.scans"), "scans "+word),
			runs("scheme", s.Say("project.show_scheme"), "scheme "+number(d.project.Scheme.ID)+" "+repoWord(d.ref.Repo)),
			runs("use", s.Say("project.use"), "use "+word),
		},
		kit.Buttons{
			runs("up", s.Say("goto.projects"), "projects "+repoWord(d.ref.Repo)), goTo(s, d.place), refresh(s, 0, 0), share(s, 0, 0),
			webButton(s, d.site.Project(d.ref.Repo, d.ref.ID)),
		})
}

func (d projectCard) facts(s spec.Screen) kit.Rows {
	p, f := d.project, facts{s: s}
	if len(d.missing) == 0 {
		f.add("project.checks", checksLine(s, d.scheme)...)
	}
	scheme := kit.Line{kit.Link(d.site.Scheme(api.SchemeRef{Repo: d.ref.Repo, ID: p.Scheme.ID}), kit.Name(p.Scheme.Name, "#"+number(p.Scheme.ID), 80))}
	f.add("project.scheme", append(scheme, schemeMarks(s, p.Scheme)...)...)
	path := kit.Text(s.Say("project.whole"))
	if !p.WholeRepo() {
		path = kit.Code(tail(p.ScanPath, 120))
	}
	f.add("project.path", path)
	f.add("project.languages", kit.Text(kit.Cut(orWord(languages(p.Scheme.Languages), s.Say("project.no_languages")), 200)))
	f.add("project.tag", kit.Text(kit.Name(p.Scheme.Tag, s.Say("unknown"), 60)))
	f.add("project.status", kit.Text(name(s, "project_status", p.Status)))
	f.add("project.made", made(s, "project.made_by", p.Created, p.Creator)...)
	if remark := kit.Name(p.Remark, "", 200); remark != "" {
		f.add("project.remark", kit.Text(remark))
	}
	return f.rows
}

// checksLine says what a scheme looks for, and what it does not.
func checksLine(s spec.Screen, c api.SchemeDetail) kit.Line {
	var on, off []string
	for _, check := range []struct {
		name string
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
	line := kit.Line{kit.Bold(join(s, on))}
	switch {
	case len(on) == 0:
		return kit.Line{kit.Bold(s.Say("project.nothing_on"))}
	case len(off) > 0:
		line = append(line, kit.Text(s.Say("project.off", "Checks", join(s, off))))
	}
	return line
}
