package gate

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

func viewSet(s command.Screen, c setCard) kit.Message {
	g := c.setting
	name := kit.Bold(kit.Name(g.Name, "?", target.MaxName))
	if g.Channel != "" {
		name = screen.ChannelSpan(s, g.Channel)
	}
	limits := line.Form("set", s.Say("gate.set"), c.form.line())
	if c.said == "" {
		limits.Main = true
		return kit.Message{
			kit.Para(kit.Phrase(s.Words, "gate.lead", "Name", name)),
			kit.Buttons{limits},
			kit.Note(kit.Phrase(s.Words, "gate.how", "Command", s.Command)),
		}
	}
	m := kit.Message{kit.Para(kit.Phrase(s.Words, c.said, "Name", name))}
	var rows kit.Rows
	if f := g.Former; f.By != "" {
		before := kit.Line{kit.Text(s.Say("gate.before") + " "), kit.Text(termsWords(s, f.Terms)), kit.Text(" · ")}
		rows = append(rows, []kit.Line{append(before, kit.Phrase(s.Words, "gate.by", "Person", kit.Person(f.By), "When", kit.When(f.At, "?"))...)})
	}
	now := kit.Line{kit.Text(s.Say("gate.now") + " "), kit.Bold(termsWords(s, g.Terms)), kit.Text(" · ")}
	rows = append(rows, []kit.Line{append(now, kit.Phrase(s.Words, "gate.by", "Person", kit.Person(g.By), "When", kit.When(g.At, "?"))...)})
	m = append(m, rows)
	if len(g.Limits) > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, locale.Group("gate_holds").Key(string(g.Kind())))))
	}
	if c.inner > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "gate.inner", "Count", c.inner)))
	}
	if c.missing {
		m = append(m, kit.Gap(kit.Phrase(s.Words, "gate_missing.pin", "Pin", g.Against.Pin)))
	}
	var row kit.Buttons
	if g.Channel == "" {
		check := line.Button("gate", s.Say("gate.check"), line.Gate(target.Word(g.Target)))
		check.Main = len(g.Limits) > 0
		row = append(row, check)
	}
	row = append(row, limits)
	if len(g.Limits) > 0 {
		row = append(row, removeButton(s, g))
	}
	return append(m, row)
}

// removeButton removes the gate of a scope, after asking.
func removeButton(s command.Screen, g Setting) kit.Button {
	a := removeArgs{Target: targetWord(g.Scope), Channel: g.Channel != "", Seen: &g.Version}
	b := line.Button("remove", s.Say("gate.remove"), line.Of("gate remove", a.args()))
	b.Alert = true
	b.Ask = &kit.Ask{
		Title: s.Say("gate.remove_title"), Text: s.Say("gate.remove_text", "Limits", kit.Cut(g.Limits.String(), 100)),
		Yes: s.Say("gate.remove"), No: s.Say("button.cancel"),
	}
	return b
}
