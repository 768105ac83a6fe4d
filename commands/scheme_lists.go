package commands

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// start is what every list of a scheme has.
func (d schemeScreen) start(s spec.Screen, page api.Page[struct{}], count int, empty, web string) list {
	return list{
		title: d.title(s),
		lead:  append(d.top(s), lost(s, d.missing)...),
		page:  page,
		count: count,
		empty: kit.Phrase(s.Words, empty),
		where: repoGoTo(s, d.repoPlace),
		web:   web,
	}
}

func (d schemeScreen) viewPaths(s spec.Screen) kit.Message {
	l := d.start(s, bare(d.dirs), len(d.dirs.Items), "scheme.no_paths", d.site.SchemeFilters(d.ref()))
	for _, p := range d.dirs.Items {
		l.rows = append(l.rows, []kit.Line{{
			kit.Bold(name(s, "scan_dir", p.Type)), kit.Text("  "), kit.Code(kit.Name(tail(p.Path, 120), "#"+number(p.ID), 120)),
			kit.Text("  " + name(s, "path_type", p.PathType)),
		}})
	}
	m := l.view(s)
	if len(d.missing) > 0 {
		return m
	}
	return append(m, kit.Note(kit.Phrase(s.Words, "scheme.defaults", "Count", d.defaults.Total)))
}

func (d schemeScreen) viewRules(s spec.Screen) kit.Message {
	l := d.start(s, bare(d.rules), len(d.rules.Items), "scheme.no_rules", d.site.SchemeLint(d.ref()))
	l.menu = kit.Menu{ID: "run/open", Placeholder: s.Say("rules.open")}
	plainTab := "tab:" + string(tabRules)
	plain, filters := d.line(plainTab), s
	filters.Line = strings.Replace(s.Line, " "+plainTab, "", 1)
	l.lead = append(l.lead, narrowed(filters)...)
	switch {
	case s.Line != plain:
		l.unfold = plain
	case d.rules.Total > PageSize:
		l.lead = append(l.lead, kit.Note(kit.Phrase(s.Words, "scheme.narrow")))
	}
	for _, r := range d.rules.Items {
		about := dots(kit.Name(r.Tool.Name, "?", 40), name(s, "category", r.Category), kit.Cut(languages(r.Languages), 60))
		if r.Selected == api.RuleChosen {
			about = append(about, kit.Text(" · "+s.Say("scheme.own")))
		}
		first := kit.Line{kit.Bold(severityMark(s, r.Severity)), kit.Text("  "), kit.Bold(ruleName(r))}
		if title := kit.Name(r.Title, "", 80); title != "" && title != ruleName(r) {
			first = append(first, kit.Text("  "), kit.Text(title))
		}
		l.rows = append(l.rows, []kit.Line{first, about})
		l.menu.Options = append(l.menu.Options, d.toRule(r))
	}
	l.extra = append(l.extra, runs("own", s.Say("scheme.show_own"), d.line(plainTab, "--own")))
	return l.view(s)
}

// toRule is the option that opens a rule.
func (d schemeScreen) toRule(r api.Rule) kit.Option {
	return kit.Option{Label: ruleName(r), Value: spec.State{Line: "rule " + number(r.ID) + " " + d.word() + " scheme:" + number(d.scheme.ID)}.String()}
}

// viewOwnRules lists the rules that a scheme has beside its packages, or has changed or blocked in them.
func (d schemeScreen) viewOwnRules(s spec.Screen) kit.Message {
	l := d.start(s, bare(*d.own), len(d.own.Items), "scheme.no_own", d.site.SchemeLint(d.ref()))
	l.lead = append(l.lead, kit.Para{kit.Bold(s.Say("scheme.own_title"))})
	l.menu = kit.Menu{ID: "run/open", Placeholder: s.Say("rules.open")}
	l.unfold = d.line("tab:" + string(tabRules))
	for _, p := range d.own.Items {
		severity := p.Rule.Severity
		about := dots(kit.Name(p.Tool.Name, "?", 40), name(s, "category", p.Rule.Category))
		if p.Severity != 0 && p.Severity != severity {
			about = append(about, kit.Text(" · "+s.Say("scheme.own_severity", "Severity", name(s, "severity", severity))))
			severity = p.Severity
		}
		first := kit.Line{kit.Bold(severityMark(s, severity)), kit.Text("  "), kit.Bold(ruleName(p.Rule))}
		if p.State == api.RuleBlocked {
			first = append(first, kit.Text("  "), kit.Italic(s.Say("scheme.blocked")))
		}
		l.rows = append(l.rows, []kit.Line{first, about})
		l.menu.Options = append(l.menu.Options, d.toRule(p.Rule))
	}
	return l.view(s)
}

func (d schemeScreen) viewPackages(s spec.Screen) kit.Message {
	l := d.start(s, bare(d.packages), len(d.packages.Items), "scheme.no_packages", d.site.SchemeLint(d.ref()))
	l.menu = kit.Menu{ID: "run/open", Placeholder: s.Say("scheme.open_package")}
	tab := "tab:" + string(tabPackages)
	if d.all {
		l.extra = append(l.extra, runs("chosen", s.Say("scheme.only_chosen"), d.line(tab)))
	} else {
		l.extra = append(l.extra, runs("unchosen", s.Say("scheme.all_packages"), d.line(tab, "--all")))
	}
	if own := d.profile.Custom.RuleCount; own > 0 {
		l.lead = append(l.lead, kit.Para(kit.Phrase(s.Words, "scheme.own_too", "Count", own, "Number", kit.Bold(kit.Thousands(own)))))
		l.extra = append(l.extra, runs("own", s.Say("scheme.show_own"), d.line("tab:"+string(tabRules), "--own")))
	}
	for _, p := range d.packages.Items {
		about := dots(s.Say("scheme.rules", "Count", p.RuleCount, "Number", kit.Thousands(p.RuleCount)), kit.Cut(languages(p.Languages), 60),
			kit.Cut(strings.Join(p.Labels, s.Say("list.comma")), 60))
		first := kit.Line{kit.Bold(packageName(p))}
		if d.all && slices.Contains(d.chosen, p.ID) {
			first = append(first, kit.Text("  ✓ "+s.Say("scheme.chosen")))
		}
		l.rows = append(l.rows, []kit.Line{first, about})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: packageName(p), Value: spec.State{Line: d.line("tab:"+string(tabRules), "package:"+number(p.ID))}.String(),
		})
	}
	return l.view(s)
}

func packageName(p api.CheckPackage) string { return kit.Name(p.Name, "#"+number(p.ID), 60) }

func (d schemeScreen) viewBranches(s spec.Screen) kit.Message {
	l := d.start(s, bare(d.branches), len(d.branches.Items), "scheme.no_branches", d.site.SchemeBranches(d.ref()))
	l.menu = kit.Menu{ID: "run/open", Placeholder: s.Say("projects.open")}
	l.rows, l.menu.Options = projectRows(s, d.repoPlace, d.branches.Items, false)
	return l.view(s)
}

// schemeTabSheet is the whole of the list that a side of a scheme shows.
func (d schemesDeps) schemeTabSheet(ctx context.Context, r *spec.Request, a *schemeArgs) (spec.Sheet, error) {
	at, err := d.findSchemeTab(ctx, r, a)
	if err != nil {
		return spec.Sheet{}, err
	}
	w, of := r.Words, "-"+fileName(repoName(at.repo)+"-"+at.scheme.Name)
	switch a.Tab {
	case tabPaths:
		return sheet(ctx, "paths"+of, heads(w, "id", "path", "path_use", "path_form"), dirsOf(r, at), func(p api.ScanDir) []string {
			return []string{number(p.ID), p.Path, name(w, "scan_dir", p.Type), name(w, "path_type", p.PathType)}
		})
	case tabRules:
		if a.Own {
			return ownSheet(ctx, r, at, of)
		}
		head := heads(w, "id", "rule", "rule_name", "about", "severity", "category", "tool", "languages")
		return sheet(ctx, "rules"+of, head, a.rules(r, at), func(u api.Rule) []string {
			return []string{
				number(u.ID), u.Display, u.Name, u.Title, name(w, "severity", u.Severity), name(w, "category", u.Category), u.Tool.Name, languages(u.Languages),
			}
		})
	case tabPackages:
		fetch := func(ctx context.Context, w api.Window) (api.Page[api.CheckPackage], error) {
			return r.TCA.CheckPackages(ctx, at.ref(), w)
		}
		if a.All {
			fetch = func(ctx context.Context, _ api.Window) (api.Page[api.CheckPackage], error) {
				all, err := r.TCA.AllCheckPackages(ctx, at.ref())
				return api.Page[api.CheckPackage]{Items: all, Total: len(all)}, err
			}
		}
		return sheet(ctx, "packages"+of, heads(w, "id", "name", "rule_count", "languages", "package_labels", "about"), fetch, func(p api.CheckPackage) []string {
			return []string{number(p.ID), p.Name, number(p.RuleCount), languages(p.Languages), strings.Join(p.Labels, ", "), p.Description}
		})
	case tabBranches:
		return projectSheet(ctx, r, at.repoPlace, "branches-"+fileName(at.scheme.Name), branchesOf(r, at))
	case tabBasic, tabLint, tabMetrics:
	}
	return spec.Sheet{}, &spec.UsageError{Reason: "usage.no_list", Data: []any{"Word", "scheme"}}
}

func ownSheet(ctx context.Context, r *spec.Request, at schemePlace, of string) (spec.Sheet, error) {
	w := r.Words
	return sheet(ctx, "own-rules"+of, heads(w, "id", "rule", "rule_name", "severity", "category", "tool", "rule_state"), ownRules(r, at), func(p api.ProfileRule) []string {
		severity := p.Severity
		if severity == 0 {
			severity = p.Rule.Severity
		}
		return []string{
			number(p.Rule.ID), p.Rule.Display, p.Rule.Name, name(w, "severity", severity), name(w, "category", p.Rule.Category), p.Tool.Name, name(w, "rule_state", p.State),
		}
	})
}
