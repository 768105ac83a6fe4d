package schemes

import (
	"regexp"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/setup"
	"tcabot/commands/target"
)

// maxLintPackages is how many rule packages the lint tab lists.
const maxLintPackages = 8

// top is the beginning of every tab: breadcrumb, remarks, and the other tabs.
func (d schemeScreen) top(s command.Screen) kit.Message {
	m := kit.Message{kit.Para(append(screen.RepoBreadcrumb(d.Repository), SchemeMarks(s, d.Scheme)...))}
	if !d.Scheme.Deleted.IsZero() {
		m = append(m, kit.Para(kit.Phrase(s.Words, "scheme.deleted", "When", kit.When(d.Scheme.Deleted.Time, "?"))))
	}
	var tabs kit.Buttons
	for _, tab := range schemeTabs() {
		open := d.Line()
		if tab != tabBasic {
			open = d.onTab(tab)
		}
		b := line.Button("tab_"+string(tab), s.Say(locale.Group("scheme_tab").Key(string(tab))), open)
		b.Main = tab == d.tab
		tabs = append(tabs, b)
	}
	return append(m, tabs)
}

// onTab is the line of another tab of the scheme.
func (d schemeScreen) onTab(tab schemeTab) line.Line { return d.Line().With("tab", string(tab)) }

func (d schemeScreen) title(s command.Screen) string {
	return s.Say("scheme.title", "Scheme", target.SchemeName(d.Scheme))
}

// card lays out a tab that is no list.
func (d schemeScreen) card(s command.Screen, body kit.Message, page string) kit.Message {
	m := append(kit.Message{kit.Heading(d.title(s))}, d.top(s)...)
	m = append(m, screen.Missing(s, d.missing)...)
	m = append(m, body...)
	return append(m, append(d.edit(s), kit.Buttons{
		line.Button("up", s.Say("scheme.up"), line.Schemes(d.Repo.Ref())), screen.RepoNavigation(s, d.Repository), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0), screen.WebButton(s, page),
	}...))
}

// edit are the buttons that change the settings of the tab, whose form shows them as they are here, and that copy the scheme. TCA does not say who may.
func (d schemeScreen) edit(s command.Screen) kit.Buttons {
	var form line.Line
	switch {
	case !d.Scheme.Deleted.IsZero():
		return nil
	case d.tab == tabBasic:
		form = setup.SchemeForm(d.AnalysisScheme)
	case d.tab == TabLint && d.lint.ID > 0: // otherwise TCA did not return them
		form = setup.LintForm(d.AnalysisScheme, d.lint)
	case d.tab == tabMetrics:
		form = setup.MetricsForm(d.AnalysisScheme, d.metrics)
	default:
		return nil
	}
	row := kit.Buttons{line.Form("edit", s.Say("button.change"), form)}
	if d.tab == tabBasic {
		row = append(row, line.Form("copy", s.Say("setup.copy_scheme"), setup.CopyScheme(d.AnalysisScheme)))
	}
	return row
}

func (d schemeScreen) viewBasic(s command.Screen) kit.Message {
	c, f := d.Scheme, screen.Facts{Screen: s}
	either := func(is bool, yes, no locale.Key) kit.Span {
		if is {
			return kit.Text(s.Say(yes))
		}
		return kit.Text(s.Say(no))
	}
	f.Add("project.languages", kit.Text(kit.Cut(screen.TextOr(screen.Languages(s, c.Languages), s.Say("project.no_languages")), 200)))
	f.Add("project.tag", kit.Text(kit.Name(c.Tag, s.Say("unknown"), 60)))
	f.Add("scheme.ignoring", either(c.IgnoreEverywhere, "scheme.ignoring_everywhere", "scheme.ignoring_here"))
	f.Add("scheme.merged", either(c.IgnoreMergedIssues, "scheme.merged_out", "scheme.merged_in"))
	f.Add("scheme.submodules", kit.Text(s.Say(submodulesWord(c))))
	f.Add("scheme.large_files", either(c.LargeFiles, "scheme.large_files_in", "scheme.not_fetched"))
	f.Add("project.made", append(screen.CreatedIn(s, "project.made_by", c.Created, c.Creator), kit.Text(" · "+screen.Name(s, "scheme_type", c.Type)))...)
	f.Add("scheme.changed", kit.When(c.Modified.Time, s.Say("unknown")))
	return kit.Message{kit.Quote(kit.Cut(c.Description, 400)), f.Rows}
}

// submodulesWord says how the code of submodules is handled.
func submodulesWord(c api.Scheme) locale.Key {
	switch {
	case c.SkipSubmodules:
		return "scheme.not_fetched"
	case c.SkipSubmoduleIssues:
		return "scheme.submodules_silent"
	default:
		return "scheme.submodules_in"
	}
}

func (d schemeScreen) viewLint(s command.Screen) kit.Message {
	var m kit.Message
	f := screen.Facts{Screen: s}
	if !d.packages.At.IsZero() { // otherwise TCA did not return them
		f.Add("scheme.packages", kit.Text(s.Say("scheme.packages_are", "Count", d.packages.Total)))
	}
	if d.lint.ID > 0 { // likewise
		on := locale.Key("scheme.lint_off")
		if d.lint.Enabled {
			on = "scheme.lint_on"
		}
		m = append(m, kit.Para{kit.Bold(s.Say(on))})
		own := d.lint.Profile.Custom.RuleCount
		f.Add("scheme.own_rules", kit.Text(s.Say("scheme.rules", "Count", own, "Number", kit.Thousands(own))))
		if names := envNames(d.lint.Envs); len(names) > 0 {
			f.Add("scheme.envs", kit.Code(kit.Cut(strings.Join(names, " "), 200)), kit.Text("  "+s.Say("scheme.envs_note")))
		}
	}
	t := kit.NewTable(s.Words, "head.rules", "head.package")
	for _, p := range d.packages.Items {
		t.Rows = append(t.Rows, []string{kit.Thousands(p.RuleCount), packageName(p)})
	}
	m = append(m, f.Rows)
	if len(t.Rows) > 0 {
		m = append(m, t)
	}
	if more := d.packages.Total - len(d.packages.Items); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "scheme.more_packages", "Count", more)))
	}
	for _, cmd := range []struct {
		label locale.Key
		text  string
	}{{"scheme.pre_cmd", d.lint.PreCmd}, {"scheme.build_cmd", d.lint.BuildCmd}} {
		if strings.TrimSpace(cmd.text) != "" {
			m = append(m, kit.Para{kit.Bold(s.Say(cmd.label))}, kit.Source{Lines: FirstLines(cmd.text, 6)})
		}
	}
	return m
}

var envName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// envNames are the names of a scheme's environment variables. Their values may be secrets, so they are
// only shown in TCA.
func envNames(envs string) []string {
	var names []string
	for line := range strings.Lines(envs) {
		name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "export "), "=")
		if envName.MatchString(name) {
			names = append(names, kit.Cut(name, 60))
		}
	}
	return names
}

// FirstLines are the first lines of a text, at most so many.
func FirstLines(text string, most int) []string {
	lines := strings.Split(strings.Trim(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), "\n")
	if len(lines) > most {
		return append(lines[:most:most], "…")
	}
	return lines
}

func (d schemeScreen) viewMetrics(s command.Screen) kit.Message {
	c, f := d.metrics, screen.Facts{Screen: s}
	off := kit.Italic(s.Say("scheme.off"))
	if c.Complexity {
		f.Add("goto.complexity", kit.Text(s.Say("scheme.complexity_is", "Threshold", c.MinCCN)))
	} else {
		f.Add("goto.complexity", off)
	}
	if !c.Duplication {
		f.Add("goto.duplication", off)
	} else {
		f.Add("goto.duplication", kit.Text(s.Say("scheme.duplication_is", "Length", between(s, c.MinBlock, c.MaxBlock), "Times", between(s, c.MinTimes, c.MaxTimes))))
		f.Add("scheme.risk", kit.Text(s.Say("scheme.risk_is", "Medium", c.MediumRate, "High", c.HighRate, "Extreme", c.ExtremeRate)))
		f.Add("scheme.limit", kit.Text(s.Say("scheme.limit_is", "Count", c.MaxDupIssues, "Number", kit.Thousands(c.MaxDupIssues))))
	}
	if c.CountingLines {
		f.Add("goto.lines", kit.Text(s.Say("scheme.lines_are")))
	} else {
		f.Add("goto.lines", off)
	}
	return kit.Message{f.Rows}
}

// between formats a range that may have no end.
func between(s command.Screen, least int, most *int) string {
	if most == nil {
		return s.Say("scheme.from", "Least", kit.Thousands(least))
	}
	return s.Say("scheme.between", "Least", kit.Thousands(least), "Most", kit.Thousands(*most))
}
