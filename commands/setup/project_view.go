package setup

import (
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

func viewProjectAdd(s command.Screen, c projectAddCard) kit.Message {
	lead := kit.Message{
		kit.Heading(s.Say("edit_title.project_add", "Name", target.RepoName(c.Repo))),
		kit.Para(screen.RepoBreadcrumb(c.Repository)),
	}
	c.args.Key = ""
	form := line.Form("branch", s.Say("button.change"), c.args.line())
	up := line.Button("up", s.Say("goto.projects"), line.Projects(c.Repo.Ref()))
	if c.args.Branch == "" {
		form.Main, form.Label = true, s.Say("setup.add_branch")
		return append(lead, kit.Para(kit.Phrase(s.Words, "setup.what_branch")), kit.Buttons{form, up})
	}
	if has(c.changes, c.result) {
		lead = append(lead, kit.Para(kit.Phrase(s.Words, "setup.has_branch")))
	}
	if c.template != "" {
		lead = append(lead, kit.Para(kit.Phrase(s.Words, "setup.of_template", "Scheme", kit.Bold(target.SchemeName(c.scheme)), "Template", kit.Bold(kit.Name(c.template, "?", 80)))))
	}
	card := action.Card{Kind: kindProjectAdd, Value: kit.Cut(c.args.Branch, target.MaxName), Lead: lead, Changes: c.changes, Result: c.result}
	card.Back = append(c.opened(s), up)
	switch {
	case !c.sure.IsZero():
		card.Confirm = kit.Buttons{confirm(s, c.sure), form}
		if !has(c.changes, nil) {
			card.Notes = []kit.Line{kit.Phrase(s.Words, "setup.final_branch")}
		}
	case c.result.Count(action.Done)+c.result.Count(action.Same) == 0:
		card.Back = append(kit.Buttons{form}, card.Back...)
	}
	return card.View(s)
}

// opened are the buttons of a branch that TCA has: what to do with it next.
func (c projectAddCard) opened(s command.Screen) kit.Buttons {
	all := c.changes
	if c.result != nil {
		all = c.result.Changes
	}
	if len(all) == 0 || all[0].Object == 0 {
		return nil
	}
	ref := api.ProjectRef{Repo: c.Repo.Ref(), ID: all[0].Object}
	scan := line.Button("scan", s.Say("setup.scan"), line.Scan(ref))
	scan.Main = c.result != nil && c.result.Count(action.Done) > 0
	return kit.Buttons{scan, line.Button("project", s.Say("setup.show_project"), line.Project(ref))}
}
