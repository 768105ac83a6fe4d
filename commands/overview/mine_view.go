package overview

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// maxNarrow is how many teams are offered to narrow the list to.
const maxNarrow = 10

func viewMine(s command.Screen, d mineCard) kit.Message {
	m := kit.Message{kit.Heading(d.title(s))}
	if s.Moved {
		m = append(m, kit.Para(kit.Phrase(s.Words, "list.moved")))
	}
	if d.checked > 0 || !d.counting {
		m = append(m, kit.Para(d.summary(s)))
	}
	if d.counting {
		m = append(m, kit.Para(kit.Phrase(s.Words, "mine.counting", "Count", d.left, "Number", kit.Thousands(d.left))))
	}
	m = append(m, d.incomplete(s)...)
	shown := d.found[min(d.from, len(d.found)):min(d.from+mineRows, len(d.found))]
	issues := kit.Menu{ID: "run/issues", Placeholder: s.Say("mine.open_issues")}
	functions := kit.Menu{ID: "run/functions", Placeholder: s.Say("mine.open_functions")}
	var rows kit.Rows
	for _, b := range shown {
		rows = append(rows, []kit.Line{{kit.Bold(target.BranchName(b.TeamBranch)), kit.Text(" · " + target.SchemeOf(b.TeamBranch) + "  " + mineFacts(s, b))}})
		label := kit.Cut(target.BranchName(b.TeamBranch), 30) + " · " + kit.Cut(target.SchemeOf(b.TeamBranch), 12)
		if b.Issues > 0 {
			issues.Options = append(issues.Options, line.Option(label, line.Issues(b.Ref).With("author", "me")))
		}
		if b.Functions > 0 {
			functions.Options = append(functions.Options, line.Option(label, line.Functions(b.Ref).With("status", api.FuncAttention.String()).With("author", "me")))
		}
	}
	if len(rows) > 0 {
		m = append(m, rows)
	}
	m = append(m, kit.Note(d.position(s)))
	if len(d.names) > 0 && d.total > 0 {
		m = append(m, screen.MyNames(s, d.names))
	}
	if pager := d.pager(s); len(pager) > 0 {
		m = append(m, pager)
	}
	narrow := kit.Menu{ID: "run/team", Placeholder: s.Say("mine.one_team")}
	if len(d.choices) > 1 {
		for _, t := range d.choices[:min(len(d.choices), maxNarrow)] {
			narrow.Options = append(narrow.Options, line.Option(kit.Cut(target.TeamName(t), 40), line.Mine(t.Ref())))
		}
	}
	return append(m, kit.Buttons{issues, functions, narrow, screen.NamesButton(s), screen.RefreshButton(s, d.from, d.total), screen.ShareButton(s, d.from, d.total)})
}

// title says whose work it is, and how many branches were checked where that is not all of them.
func (d mineCard) title(s command.Screen) string {
	title := s.Say("mine.title")
	if d.team != "" {
		title = s.Say("mine.title_team", "Team", d.team)
	}
	if d.partial() && d.teams > 0 {
		title = s.Say("mine.title_part", "Title", title, "Checked", kit.Thousands(d.checked), "Count", d.total)
	}
	return title
}

// summary sums up all branches that were checked.
func (d mineCard) summary(s command.Screen) kit.Line {
	var sum mineCounts
	for _, b := range d.found {
		sum.Issues += b.Issues
		sum.Functions += b.Functions
		sum.Duplicates += b.Duplicates
	}
	switch {
	case len(d.found) > 0:
		return d.coverage(s, kit.Bold(mineFacts(s, sum)))
	case d.teams == 0:
		return kit.Phrase(s.Words, "teams.none")
	case d.total == 0 && len(d.lost) == 0:
		return kit.Phrase(s.Words, "mine.no_branches")
	case len(d.lost) > 0:
		return kit.Phrase(s.Words, "mine.nothing_known")
	case d.partial():
		return kit.Phrase(s.Words, "mine.nothing_so_far", "Checked", kit.Thousands(d.checked), "Count", d.total)
	default:
		return kit.Phrase(s.Words, "mine.nothing")
	}
}

// partial reports whether the figures cover only some of the branches.
func (d mineCard) partial() bool { return d.checked+d.skipped < d.total }

// coverage says what was found in how many branches: a total only when all of them were checked.
func (d mineCard) coverage(s command.Screen, facts kit.Span) kit.Line {
	if d.partial() {
		return kit.Phrase(s.Words, "mine.sum_so_far", "Facts", facts, "Checked", kit.Thousands(d.checked), "Count", d.total)
	}
	return kit.Phrase(s.Words, "mine.sum", "Facts", facts, "Found", kit.Thousands(len(d.found)), "Count", d.checked)
}

// mineFacts lists the counts that are not zero.
func mineFacts(s command.Screen, n mineCounts) string {
	var told []string
	add := func(id locale.Key, n int) {
		if n > 0 {
			told = append(told, s.Say(id, "Count", n, "Number", kit.Thousands(n)))
		}
	}
	add("mine.issues", n.Issues)
	add("count.complex_functions", n.Functions)
	add("mine.duplicates", n.Duplicates)
	return strings.Join(told, " · ")
}

// incomplete names what TCA did not answer for.
func (d mineCard) incomplete(s command.Screen) kit.Message {
	if len(d.lost) == 0 {
		return d.orgs.Note(s)
	}
	var names []string
	for _, l := range d.lost[:min(len(d.lost), screen.MaxMissing)] {
		names = append(names, l.say(s))
	}
	if more := len(d.lost) - len(names); more > 0 {
		names = append(names, s.Say("mine.more_lost", "Count", more))
	}
	return append(kit.Message{kit.Gap(kit.Phrase(s.Words, "partial", "Parts", kit.Bold(screen.Join(s, names))))}, d.orgs.Note(s)...)
}

// say names the branch or team, and its parts unless it is missing wholly.
func (l lostPart) say(s command.Screen) string {
	if len(l.parts) == 0 {
		return l.of
	}
	parts := make([]string, len(l.parts))
	for i, p := range l.parts {
		parts[i] = s.Say(p)
	}
	return s.Say("mine.lost_parts", "Branch", l.of, "Parts", screen.Join(s, parts))
}

// position says when the figures were fetched, and which branches are shown where they are not all.
func (d mineCard) position(s command.Screen) kit.Line {
	line := kit.Phrase(s.Words, "list.fetched", "When", kit.When(d.at, s.Say("unknown")))
	switch {
	case len(d.found) > mineRows:
		line = kit.Phrase(s.Words, "mine.shown", "Range", screen.Range(s, d.from+1, min(d.from+mineRows, len(d.found))), "Count", len(d.found), "When", kit.When(d.at, s.Say("unknown")))
	case d.checked > 0 && len(d.found) == 0:
		line = kit.Phrase(s.Words, "mine.where", "Checked", kit.Thousands(d.checked), "Count", d.total, "When", kit.When(d.at, s.Say("unknown")))
	}
	if d.skipped > 0 {
		line = append(line, kit.Text(" · "+s.Say("mine.skipped", "Count", d.skipped)))
	}
	return line
}

// pager pages through the branches with open work.
func (d mineCard) pager(s command.Screen) kit.Buttons {
	step := func(id string, label locale.Key, offset int) kit.Button {
		return kit.Button{ID: "run/" + id, Label: s.Say(label), Value: command.State{Line: s.Line, Offset: offset, Was: d.total, By: s.By}.String()}
	}
	var row kit.Buttons
	if d.from > 0 {
		row = append(row, step("previous", "list.previous", max(0, d.from-mineRows)))
	}
	if next := d.from + mineRows; next < len(d.found) {
		button := step("next", "list.next", next)
		button.Main = true
		row = append(row, button)
	}
	return row
}
