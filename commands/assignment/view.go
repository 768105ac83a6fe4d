package assignment

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

// ViewPost is the message: how many issues were assigned to the person, and the worst of them by name.
func ViewPost(s command.Screen, r Report) kit.Message {
	m := kit.Message{kit.Heading(s.Say("assignment.title", "Count", r.Total, "Number", kit.Thousands(r.Total)))}
	var rows kit.Rows
	var open kit.Buttons
	for _, i := range r.Named {
		rows = append(rows, []kit.Line{
			{kit.Bold(screen.SeverityMark(s, i.Severity)), kit.Text("  "), kit.Link(r.Site.Issue(i.Ref(i.Branch.Ref)), kit.Name(i.Message, i.RuleName, 100))},
			{kit.Code(kit.Tail(i.Path, 55)), kit.Text(" · #" + kit.Number(i.ID) + " · " + kit.Name(i.Branch.Name, "?", 100))},
		})
		open = append(open, line.Button("issue"+kit.Number(i.ID), s.Say("assignment.open", "ID", kit.Number(i.ID)), line.Issue(i.Branch.Ref, i.ID)))
	}
	if len(rows) > 0 {
		m = append(m, rows)
	}
	if more := r.Total - len(rows); more > 0 && len(rows) > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "assignment.more", "Count", more, "Number", kit.Thousands(more))))
	}
	if len(open) > 0 {
		m = append(m, open)
	}
	all := line.Button("mine", s.Say("work.all"), line.MyWork())
	all.Main = true
	return append(m, kit.Buttons{all, line.Button("notices_off", s.Say("notices.turn_off"), line.Notices(false)), line.Button("quiet", s.Say("quiet.open"), line.QuietHours())})
}
