package overview

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// View shows the work as a section of a screen.
func (w Work) View(s command.Screen) kit.Message {
	d := w.card
	m := kit.Message{kit.Heading(d.title(s))}
	if d.checked > 0 || !d.counting {
		m = append(m, kit.Para(d.summary(s)))
	}
	if counts := w.counts(s); len(counts) > 0 {
		m = append(m, kit.Para(counts))
	}
	if d.counting {
		m = append(m, kit.Para(kit.Phrase(s.Words, "mine.counting", "Count", d.left, "Number", kit.Thousands(d.left))))
	}
	m = append(m, d.incomplete(s)...)
	menu := kit.Menu{ID: "run/worst", Placeholder: s.Say("work.open")}
	var rows kit.Rows
	for _, i := range w.worst {
		rows = append(rows, []kit.Line{
			{kit.Bold(screen.SeverityMark(s, i.Severity)), kit.Text("  "), kit.Link(w.site.Issue(i.Ref(i.of.Ref)), kit.Name(i.Message, i.RuleName, 100))},
			{kit.Code(kit.Tail(i.Path, 55)), kit.Text(" · " + target.BranchName(i.of))},
		})
		menu.Options = append(menu.Options, line.Option("#"+kit.Number(i.ID)+" "+screen.MenuFile(i.Path)+kit.Name(i.Message, i.RuleName, 50), line.Issue(i.of.Ref, i.ID)))
	}
	if len(rows) > 0 {
		m = append(m, rows)
	}
	m = append(m, kit.Note(kit.Phrase(s.Words, "list.fetched", "When", kit.When(d.at, s.Say("unknown")))))
	all := line.Button("mine", s.Say("work.all"), line.MyWork())
	all.Main = len(d.found) > 0
	return append(m, kit.Buttons{all, menu})
}

// counts lists the issues by severity, the worst first, and says when they are not all.
func (w Work) counts(s command.Screen) kit.Line {
	var facts screen.FactLine
	for _, severity := range api.Severities() {
		if n := w.severities[severity]; n > 0 {
			facts.Add(kit.Bold(screen.SeverityMark(s, severity)), kit.Text(" "+kit.Thousands(n)))
		}
	}
	with := 0
	for _, b := range w.card.found {
		if b.Issues > 0 {
			with++
		}
	}
	switch {
	case w.unanswered:
		facts.Add(kit.Italic(s.Say("work.unanswered")))
	case with > w.judged:
		facts.Add(kit.Italic(s.Say("work.some_branches", "Count", w.judged)))
	}
	return facts.Line
}
