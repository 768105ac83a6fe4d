package schemes

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/setup"
	"tcabot/commands/target"
)

// start is the beginning of every list of a scheme.
func (d schemeScreen) start(s command.Screen, page api.Page[struct{}], count int, empty locale.Key, web string) screen.List {
	return screen.List{
		Title: d.title(s),
		Lead:  append(d.top(s), screen.Missing(s, d.missing)...),
		Page:  page,
		Count: count,
		Empty: kit.Phrase(s.Words, empty),
		Where: screen.RepoNavigation(s, d.Repository),
		Web:   web,
	}
}

func (d schemeScreen) viewPaths(s command.Screen) kit.Message {
	l := d.start(s, screen.PagePosition(d.dirs), len(d.dirs.Items), "scheme.no_paths", d.Site.SchemeFilters(d.Ref()))
	l.Menu = kit.Menu{ID: "run/open", Placeholder: s.Say("scheme.edit_path")}
	l.Extra = append(l.Extra, line.Form("add_paths", s.Say("setup.add_paths"), setup.AddPaths(d.AnalysisScheme)))
	for _, p := range d.dirs.Items {
		l.Menu.Options = append(l.Menu.Options, line.Option(kit.Name(kit.Tail(p.Path, 60), "#"+kit.Number(p.ID), 60), line.EditPath(d.Ref(), p.ID)))
		l.Rows = append(l.Rows, []kit.Line{{
			kit.Bold(screen.Name(s, "scan_dir", p.Type)), kit.Text("  "), kit.Code(kit.Name(kit.Tail(p.Path, 120), "#"+kit.Number(p.ID), 120)),
			kit.Text("  " + screen.Name(s, "path_type", p.PathType)),
		}})
	}
	m := l.View(s)
	if len(d.missing) > 0 {
		return m
	}
	return append(m, kit.Note(kit.Phrase(s.Words, "scheme.defaults", "Count", d.defaults.Total)))
}

func (d schemeScreen) viewRules(s command.Screen) kit.Message {
	l := d.start(s, screen.PagePosition(d.rules), len(d.rules.Items), "scheme.no_rules", d.Site.SchemeLint(d.Ref()))
	l.Menu = kit.Menu{ID: "run/open", Placeholder: s.Say("rules.open")}
	l.Lead = append(l.Lead, screen.Narrowed(s, "tab")...)
	l.Widen = screen.Widened(s, d.onTab(TabRules))
	switch {
	case !l.Widen.IsZero():
	case d.rules.Total > paged.PageSize:
		l.Lead = append(l.Lead, kit.Note(kit.Phrase(s.Words, "scheme.narrow")))
	}
	for _, r := range d.rules.Items {
		about := screen.JoinFacts(kit.Name(r.Tool.Name, "?", 40), screen.Name(s, "category", r.Category), kit.Cut(screen.Languages(s, r.Languages), 60))
		if r.Selected == api.RuleChosen {
			about = append(about, kit.Text(" · "+s.Say("scheme.own")))
		}
		first := kit.Line{kit.Bold(screen.SeverityMark(s, r.Severity)), kit.Text("  "), kit.Bold(target.RuleName(r))}
		if title := kit.Name(r.Title, "", 80); title != "" && title != target.RuleName(r) {
			first = append(first, kit.Text("  "), kit.Text(title))
		}
		l.Rows = append(l.Rows, []kit.Line{first, about})
		l.Menu.Options = append(l.Menu.Options, d.toRule(r))
	}
	l.Extra = append(l.Extra, line.Button("own", s.Say("scheme.own_rules"), d.onTab(TabRules).Flag("own")))
	return l.View(s)
}

// toRule is the option that opens a rule.
func (d schemeScreen) toRule(r api.Rule) kit.Option {
	return line.Option(target.RuleName(r), line.SchemeRule(d.Ref(), r.ID))
}

// viewOwnRules lists the rules that a scheme adds to its packages, or changes or blocks in them.
func (d schemeScreen) viewOwnRules(s command.Screen) kit.Message {
	l := d.start(s, screen.PagePosition(*d.own), len(d.own.Items), "scheme.no_own", d.Site.SchemeLint(d.Ref()))
	l.Lead = append(l.Lead, kit.Para{kit.Bold(s.Say("scheme.own_title"))})
	l.Menu = kit.Menu{ID: "run/open", Placeholder: s.Say("rules.open")}
	l.Widen = d.onTab(TabRules)
	for _, p := range d.own.Items {
		severity := p.Rule.Severity
		about := screen.JoinFacts(kit.Name(p.Tool.Name, "?", 40), screen.Name(s, "category", p.Rule.Category))
		if p.Severity != 0 && p.Severity != severity {
			about = append(about, kit.Text(" · "+s.Say("scheme.own_severity", "Severity", screen.Name(s, "severity", severity))))
			severity = p.Severity
		}
		first := kit.Line{kit.Bold(screen.SeverityMark(s, severity)), kit.Text("  "), kit.Bold(target.RuleName(p.Rule))}
		if p.State == api.RuleBlocked {
			first = append(first, kit.Text("  "), kit.Italic(s.Say("scheme.blocked")))
		}
		l.Rows = append(l.Rows, []kit.Line{first, about})
		l.Menu.Options = append(l.Menu.Options, d.toRule(p.Rule))
	}
	return l.View(s)
}

func (d schemeScreen) viewPackages(s command.Screen) kit.Message {
	l := d.start(s, screen.PagePosition(d.packages), len(d.packages.Items), "scheme.no_packages", d.Site.SchemeLint(d.Ref()))
	l.Menu = kit.Menu{ID: "run/open", Placeholder: s.Say("scheme.open_package")}
	if d.all {
		l.Extra = append(l.Extra, line.Button("chosen", s.Say("scheme.only_chosen"), d.onTab(tabPackages)))
	} else {
		l.Extra = append(l.Extra, line.Button("unchosen", s.Say("scheme.all_packages"), d.onTab(tabPackages).Flag("all")))
	}
	if own := d.profile.Custom.RuleCount; own > 0 {
		l.Lead = append(l.Lead, kit.Para(kit.Phrase(s.Words, "scheme.own_too", "Count", own, "Number", kit.Bold(kit.Thousands(own)))))
		l.Extra = append(l.Extra, line.Button("own", s.Say("scheme.own_rules"), d.onTab(TabRules).Flag("own")))
	}
	for _, p := range d.packages.Items {
		about := screen.JoinFacts(s.Say("scheme.rules", "Count", p.RuleCount, "Number", kit.Thousands(p.RuleCount)), kit.Cut(screen.Languages(s, p.Languages), 60),
			kit.Cut(strings.Join(p.Labels, s.Say("list.comma")), 60))
		first := kit.Line{kit.Bold(packageName(p))}
		if d.all && slices.Contains(d.chosen, p.ID) {
			first = append(first, kit.Text("  ✓ "+s.Say("scheme.chosen")))
		}
		l.Rows = append(l.Rows, []kit.Line{first, about})
		l.Menu.Options = append(l.Menu.Options, line.Option(packageName(p), d.onTab(TabRules).With("package", kit.Number(p.ID))))
	}
	return l.View(s)
}

func packageName(p api.CheckPackage) string { return kit.Name(p.Name, "#"+kit.Number(p.ID), 60) }

func (d schemeScreen) viewBranches(s command.Screen) kit.Message {
	l := d.start(s, screen.PagePosition(d.branches), len(d.branches.Items), "scheme.no_branches", d.Site.SchemeBranches(d.Ref()))
	l.Menu = kit.Menu{ID: "run/open", Placeholder: s.Say("projects.open")}
	l.Rows, l.Menu.Options = screen.ProjectRows(s, d.Repository, d.branches.Items, false)
	return l.View(s)
}

// schemeTabSheet is the whole list of a scheme's tab.
func (d deps) schemeTabSheet(ctx context.Context, r *command.Request, a *schemeArgs) (command.Sheet, error) {
	at, err := d.findSchemeTab(ctx, r, a)
	if err != nil {
		return command.Sheet{}, err
	}
	w, of := r.Words, "-"+paged.FileName(target.RepoName(at.Repo)+"-"+at.Scheme.Name)
	switch a.Tab {
	case tabPaths:
		return paged.NewSheet(ctx, "paths"+of, paged.ColumnNames(w, "col.id", "col.path", "col.path_use", "col.path_form"), dirsOf(r, at), func(p api.ScanDir) []string {
			return []string{kit.Number(p.ID), p.Path, screen.Name(w, "scan_dir", p.Type), screen.Name(w, "path_type", p.PathType)}
		})
	case TabRules:
		if a.Own {
			return ownSheet(ctx, r, at, of)
		}
		head := paged.ColumnNames(w, "col.id", "col.rule", "col.rule_name", "col.about", "col.severity", "col.category", "col.tool", "col.languages")
		return paged.NewSheet(ctx, "rules"+of, head, a.rules(r, at), func(u api.Rule) []string {
			return []string{
				kit.Number(u.ID), u.Display, u.Name, u.Title, screen.Name(w, "severity", u.Severity), screen.Name(w, "category", u.Category), u.Tool.Name, screen.Languages(w, u.Languages),
			}
		})
	case tabPackages:
		fetch := func(ctx context.Context, w api.Window) (api.Page[api.CheckPackage], error) {
			return r.TCA.CheckPackages(ctx, at.Ref(), w)
		}
		if a.All {
			fetch = func(ctx context.Context, _ api.Window) (api.Page[api.CheckPackage], error) {
				all, err := r.TCA.AllCheckPackages(ctx, at.Ref())
				return api.Page[api.CheckPackage]{Items: all, Total: len(all)}, err
			}
		}
		return paged.NewSheet(ctx, "packages"+of, paged.ColumnNames(w, "col.id", "col.name", "col.rule_count", "col.languages", "col.package_labels", "col.about"), fetch, func(p api.CheckPackage) []string {
			return []string{kit.Number(p.ID), p.Name, kit.Number(p.RuleCount), screen.Languages(w, p.Languages), screen.Join(w, p.Labels), p.Description}
		})
	case tabBranches:
		return screen.ProjectFile(r, at.Repository, "branches-"+paged.FileName(at.Scheme.Name)).Sheet(ctx, branchesOf(r, at))
	case tabBasic, TabLint, tabMetrics:
	}
	return command.Sheet{}, &command.UsageError{Reason: "usage.no_list", Data: []any{"Word", "scheme"}}
}

func ownSheet(ctx context.Context, r *command.Request, at target.AnalysisScheme, of string) (command.Sheet, error) {
	w := r.Words
	return paged.NewSheet(ctx, "own-rules"+of, paged.ColumnNames(w, "col.id", "col.rule", "col.rule_name", "col.severity", "col.category", "col.tool", "col.state"), ownRules(r, at), func(p api.ProfileRule) []string {
		severity := p.Severity
		if severity == 0 {
			severity = p.Rule.Severity
		}
		return []string{
			kit.Number(p.Rule.ID), p.Rule.Display, p.Rule.Name, screen.Name(w, "severity", severity), screen.Name(w, "category", p.Rule.Category), p.Tool.Name, screen.Name(w, "rule_state", p.State),
		}
	})
}
