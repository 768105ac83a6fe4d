package setup

import (
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

func viewPaths(s command.Screen, c pathCard) kit.Message {
	lead := kit.Message{
		kit.Heading(s.Say(locale.Group("edit_title").Key(string(c.kind)), "Name", target.SchemeName(c.Scheme))),
		kit.Para(screen.RepoBreadcrumb(c.Repository)),
	}
	back := kit.Buttons{line.Button("open", s.Say("setup.show_paths"), c.Line().With("tab", "paths"))}
	if !c.form.IsZero() && (c.result == nil || c.result.Count(action.Done) < len(c.result.Changes)) {
		label := s.Say("button.change")
		if len(c.changes) == 0 && c.result == nil {
			label = s.Say("setup.add_paths")
		}
		form := line.Form("paths", label, c.form)
		form.Main = c.sure.IsZero()
		back = append(kit.Buttons{form}, back...)
	}
	if c.result == nil && len(c.changes) == 0 {
		return append(lead, kit.Para(kit.Phrase(s.Words, "setup.what_paths")), back)
	}
	card := action.Card{Kind: c.kind, Lead: lead, Changes: c.changes, Result: c.result, Back: back}
	if !c.sure.IsZero() {
		sure := confirm(s, c.sure)
		if c.kind == kindPathRemove {
			sure.Main, sure.Alert = false, true
		}
		card.Confirm = kit.Buttons{sure}
	}
	return card.View(s)
}
