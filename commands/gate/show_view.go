package gate

import (
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// maxCulprits is how many authors are named.
const maxCulprits = 5

func viewBranch(s command.Screen, c branchCard) kit.Message {
	m := kit.Message{kit.Heading(c.title(s))}
	m = append(m, screen.Breadcrumb(s, c.Branch)...)
	switch {
	case !c.set:
		m = append(m, kit.Para(kit.Phrase(s.Words, "gate.none_branch")))
	case !c.scanned:
		m = append(m, kit.Para(kit.Phrase(s.Words, "gate.not_scanned")))
	default:
		m = append(m, outcomeRows(s, c.outcomes))
		m = append(m, BlameLines(s, c.blame, c.partial)...)
		m = append(m, screen.Missing(s, c.missing)...)
		m = append(m, kit.Note(kit.Phrase(s.Words, "gate.judged", "Scan", kit.Number(c.Scan.ID), "When", kit.When(c.Scan.Time.Time, "?"))), kit.Note(c.ComparedWords(s.Words)))
	}
	m = append(m, c.newer(s)...)
	if c.set {
		m = append(m, kit.Note(setWords(s, c.Setting)))
	}
	return append(m, c.buttons(s)...)
}

// title is the verdict.
func (c branchCard) title(s command.Screen) string {
	id := locale.Key("gate.title_unknown")
	switch {
	case !c.set:
		id = "gate.title_none"
	case !c.scanned:
	case c.State() == Passed:
		id = "gate.title_passed"
	case c.State() == Failing:
		id = "gate.title_failed"
	}
	return s.Say(id, "Name", c.RepoName())
}

// outcomeRows lists the conditions with their figures.
func outcomeRows(s command.Screen, all []Outcome) kit.Rows {
	var rows kit.Rows
	for _, o := range all {
		var row kit.Line
		switch o.State {
		case Passed:
			row = kit.Line{kit.Text("✅ " + o.Words(s))}
		case Failing:
			row = kit.Line{kit.Text("❌ "), kit.Bold(o.Words(s))}
		case Unknown:
			row = kit.Line{kit.Text("⚠️ " + s.Say("gate.row_unknown", "What", s.Say(locale.Group("gate_what").Key(string(o.What))), "Limit", Gate{o.Limit}.String()))}
		}
		rows = append(rows, []kit.Line{row})
	}
	return rows
}

// BlameLines name those whose new issues broke a gate; partial says that only some of the new issues were listed.
func BlameLines(s command.Screen, all []Culprit, partial bool) kit.Message {
	if len(all) == 0 {
		return nil
	}
	names := make([]string, 0, maxCulprits)
	for _, c := range all[:min(len(all), maxCulprits)] {
		names = append(names, s.Say("gate.culprit", "Person", kit.Name(c.Author, s.Say("nobody"), 40), "Number", kit.Thousands(c.Count), "Worst", screen.SeverityMark(s, c.Worst)))
	}
	text := kit.Phrase(s.Words, "gate.blame", "People", kit.Text(screen.Join(s, names)))
	if more := len(all) - len(names); more > 0 {
		text = append(text, kit.Text(" · "+s.Say("gate.more_people", "Count", more)))
	}
	m := kit.Message{kit.Para(text)}
	if partial {
		m = append(m, kit.Note(kit.Phrase(s.Words, "gate.blame_partial")))
	}
	return m
}

// newer says that there is a newer scan than the one that is judged.
func (c branchCard) newer(s command.Screen) kit.Message {
	switch n := c.newest; {
	case n.ID == 0:
		return nil
	case !change.Ended(n):
		return kit.Message{kit.Note(kit.Phrase(s.Words, "gate.newer_running", "When", kit.When(n.Created.Time, "?")))}
	default:
		return kit.Message{kit.Note(kit.Phrase(s.Words, "gate.newer_failed", "When", kit.When(n.Time.Time, "?"), "Reason", kit.Bold(s.Say(locale.Group("result").Key(n.Code.Slug())))))}
	}
}

// setWords says for what the limits were set, by whom and when.
func setWords(s command.Screen, g Setting) kit.Line {
	name := kit.Bold(kit.Name(g.Name, target.Word(g.Target), target.MaxName))
	return kit.Phrase(s.Words, locale.Group("gate_set").Key(string(g.Kind())), "Name", name, "Person", kit.Person(g.By), "When", kit.When(g.At, "?"))
}

func (c branchCard) buttons(s command.Screen) kit.Message {
	limits := line.Form("set", s.Say("gate.set"), c.form.line())
	limits.Main = !c.set
	row := kit.Buttons{limits}
	if c.set && c.scanned {
		row = append(row, line.Form("pin", s.Say("gate.pin"), pinForm(c.Branch.Ref, c.Scan.ID)))
	}
	if c.set && c.scanned && c.Delta.New > 0 {
		row = append(row, line.Button("new", s.Say("button.new_issues"), c.newIssues()))
	}
	return kit.Message{
		append(row, line.Button("overview", s.Say("goto.overview"), line.Overview(c.Branch.Ref)), line.Button("pins", s.Say("gate.pins"), line.Pins(c.Branch.Ref))),
		c.lastRow(s),
	}
}

// lastRow has the buttons of every screen, and removes the branch's own gate.
func (c branchCard) lastRow(s command.Screen) kit.Buttons {
	row := kit.Buttons{screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0)}
	if c.set && c.Kind() == KindBranch {
		row = append(row, removeButton(s, c.Setting))
	}
	return row
}

// newIssues lists the issues that are new in the verdict.
func (c branchCard) newIssues() line.Line {
	all := line.Issues(c.Branch.Ref)
	if c.Compared.With == AgainstPin {
		return all.With("since", c.Against.Pin).With("state", "all")
	}
	if len(c.Delta.Finders) == 1 {
		return all.With("scan", kit.Number(c.Delta.Finders[0]))
	}
	return all.With("sort", api.OrderScan.Desc().String())
}
