package setup

import (
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

func viewEdit(s command.Screen, c editCard) kit.Message {
	lead := kit.Message{
		kit.Heading(s.Say(locale.Group("edit_title").Key(string(c.kind)), "Name", c.name)),
		kit.Para(screen.RepoBreadcrumb(c.Repository)),
	}
	back := kit.Buttons{line.Button("open", s.Say("setup.show_scheme"), c.shown())}
	form := line.Form("edit", s.Say("button.change"), c.form)
	if c.kind == kindPathEdit && c.result == nil {
		remove := line.Button("remove", s.Say("setup.remove_path"), line.RemovePath(c.Ref(), c.id))
		remove.Alert = true
		back = append(kit.Buttons{remove}, back...)
	}
	if !c.asked {
		form.Main = true
		return append(lead, kit.Para(kit.Phrase(s.Words, "setup.what_to_change")), append(kit.Buttons{form}, back...))
	}
	if !c.form.IsZero() {
		if c.result != nil && c.result.Count(action.Conflict) > 0 {
			form.Label = s.Say("setup.change_anyway")
			lead = append(lead, kit.Para(kit.Phrase(s.Words, "setup.nothing_saved")))
		}
		back = append(kit.Buttons{form}, back...)
	}
	card := action.Card{Kind: c.kind, Lead: lead, Changes: c.changes, Result: c.result, Back: back}
	if !c.sure.IsZero() {
		card.Confirm = kit.Buttons{confirm(s, c.sure)}
	}
	return card.View(s)
}

// shown is the line of the tab on which TCA shows what was edited.
func (c editCard) shown() line.Line {
	switch c.kind {
	case kindSchemeLint:
		return c.Line().With("tab", "lint")
	case kindSchemeMetrics:
		return c.Line().With("tab", "metrics")
	case kindPathEdit, kindPathAdd, kindPathRemove:
		return c.Line().With("tab", "paths")
	default:
		return c.Line()
	}
}

// confirm is the button that makes what a preview shows.
func confirm(s command.Screen, l line.Line) kit.Button {
	b := line.Button("sure", s.Say("setup.confirm"), l)
	b.Main = true
	return b
}
