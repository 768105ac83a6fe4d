package gate

import (
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// maxRows is how many branches are listed.
const maxRows = 20

func viewMany(s command.Screen, c manyCard) kit.Message {
	m := kit.Message{kit.Heading(c.title(s))}
	if counts := c.counts(s); counts != "" {
		m = append(m, kit.Para{kit.Text(counts)})
	}
	var rows kit.Rows
	menu := kit.Menu{ID: "run/gate", Placeholder: s.Say("gate.open")}
	for _, one := range c.judged[:min(len(c.judged), maxRows)] {
		rows = append(rows, []kit.Line{c.row(s, one)})
		menu.Options = append(menu.Options, line.Option(kit.Cut(c.label(one.TeamBranch), 60), line.Gate(line.ProjectWord(one.Ref))))
	}
	if len(rows) > 0 {
		m = append(m, rows)
	}
	if more := len(c.judged) - len(rows); more > 0 {
		m = append(m, kit.Para{kit.Text(s.Say("gate.more_branches", "Count", more))})
	}
	m = append(m, c.gaps(s)...)
	if c.own {
		m = append(m, kit.Note(setWords(s, c.setting)))
	}
	limits := line.Form("set", s.Say("gate.set"), c.form.line())
	limits.Main = c.gated == 0
	row := kit.Buttons{limits}
	if len(menu.Options) > 0 {
		row = append(row, menu)
	}
	if c.Repo != 0 {
		row = append(row, line.Button("projects", s.Say("goto.projects"), line.Projects(api.RepoRef{TeamRef: api.TeamRef{Org: c.Org, Team: c.Team}, ID: c.Repo})))
	} else {
		row = append(row, line.Button("repos", s.Say("repo.up"), line.Repos(api.TeamRef{Org: c.Org, Team: c.Team})))
	}
	last := kit.Buttons{screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0)}
	if c.own {
		last = append(last, removeButton(s, c.setting))
	}
	return append(m, row, last)
}

// title is the verdict on all. It is good only when all branches that have a gate were judged.
func (c manyCard) title(s command.Screen) string {
	name := kit.Name(c.name, "?", target.MaxName)
	failed, passed := c.count(Failing), c.count(Passed)
	id := locale.Key("gate.many_unknown")
	switch {
	case c.gated == 0 && c.listed == c.total:
		id = "gate.many_none"
	case failed > 0:
		id = "gate.many_failed"
	case passed == c.gated && c.listed == c.total:
		id = "gate.many_passed"
	}
	return s.Say(id, "Name", name, "Count", failed, "Number", kit.Thousands(failed), "Gated", kit.Thousands(c.gated))
}

// counts says how many branches are in which state.
func (c manyCard) counts(s command.Screen) string {
	if c.gated == 0 {
		return s.Say("gate.none_many")
	}
	var parts []string
	add := func(id locale.Key, n int) {
		if n > 0 {
			parts = append(parts, s.Say(id, "Count", n, "Number", kit.Thousands(n)))
		}
	}
	add("gate.count_failed", c.count(Failing))
	add("gate.count_unknown", c.count(Unknown))
	add("gate.count_passed", c.count(Passed))
	add("gate.count_never", c.never)
	add("gate.count_ungated", c.listed-c.gated)
	return strings.Join(parts, " · ")
}

// row is the verdict on one branch.
func (c manyCard) row(s command.Screen, b judgedBranch) kit.Line {
	v := b.verdict
	name := kit.Link(c.site.Project(b.Ref.Repo, b.Ref.ID), c.label(b.TeamBranch))
	switch v.State() {
	case Failing:
		row := kit.Line{kit.Text("❌ "), name, kit.Text("  "), kit.Bold(v.Failed[0].Words(s))}
		if more := len(v.Failed) - 1; more > 0 {
			row = append(row, kit.Text(" · "+More(s.Words, more)))
		}
		return row
	case Passed:
		return kit.Line{kit.Text("✅ "), name}
	default:
		return kit.Line{kit.Text("⚠️ "), name, kit.Text("  " + s.Say("gate.row_unknowns", "Count", v.Unknown))}
	}
}

// label is the name of a branch among the others: without the repository when they share it, with the scheme when several
// have the same name.
func (c manyCard) label(b target.TeamBranch) string {
	called := target.BranchName(b)
	if c.Repo != 0 {
		called = kit.Name(b.Branch, "#"+kit.Number(b.ID), 60)
	}
	if slices.ContainsFunc(c.judged, func(o judgedBranch) bool { return o.Ref != b.Ref && o.Branch == b.Branch && o.Ref.Repo == b.Ref.Repo }) {
		called += " · " + target.SchemeOf(b)
	}
	return called
}

// gaps say which branches were not judged.
func (c manyCard) gaps(s command.Screen) kit.Message {
	var m kit.Message
	if c.left > 0 {
		m = append(m, kit.Gap(kit.Phrase(s.Words, "gate.left", "Count", c.left, "Number", kit.Thousands(c.left))))
	}
	if c.lost > 0 {
		m = append(m, kit.Gap(kit.Phrase(s.Words, "gate.lost", "Count", c.lost, "Number", kit.Thousands(c.lost))))
	}
	if c.listed < c.total {
		m = append(m, kit.Gap(kit.Phrase(s.Words, "gate.looked", "Looked", kit.Thousands(c.listed), "Count", c.total)))
	}
	return m
}
