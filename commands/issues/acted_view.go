package issues

import (
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// chosenLead says how many issues a form is about.
func chosenLead(w locale.Words, c *chosen) kit.Message {
	return kit.Message{kit.Para(kit.Phrase(w, "issue_act.about", "Count", len(c.ids), "Issues", kit.Text(kit.Cut("#"+idList(c.ids), 200))))}
}

func viewActed(s command.Screen, c acted) kit.Message {
	card := action.Card{
		Kind: c.kind, Changes: c.changes, Result: c.result, Rest: c.rest, Lead: screen.Breadcrumb(s, c.Branch),
	}
	changes := c.changes
	if c.result != nil {
		changes = c.result.Changes
	}
	card.Value = action.Asked(s, changes)
	if len(changes) == 1 {
		card.Back = kit.Buttons{line.Button("issue", s.Say("issue_act.issue"), line.Issue(c.Ref, changes[0].Object))}
	}
	card.Back = append(card.Back, line.Button("up", s.Say("issue.up"), line.Issues(c.Ref)))
	for _, sure := range c.confirm {
		b := line.Button(sure.id, s.Say(locale.Group("issue_sure").Key(sure.id), "Branch", kit.Name(c.Project.Branch, "?", 30), "Repo", kit.Cut(c.RepoName(), 30)), sure.line)
		b.Main = len(card.Confirm) == 0
		card.Confirm = append(card.Confirm, b)
	}
	if len(c.confirm) > 1 {
		card.Notes = []kit.Line{kit.Phrase(s.Words, "issue_act.scopes")}
	}
	return card.View(s)
}

// actions are the buttons of an issue's card that change it.
func actions(s command.Screen, p api.ProjectRef, i api.Issue) kit.Buttons {
	var row kit.Buttons
	switch i.State {
	case api.IssueActive:
		row = append(row, line.Form("resolve", s.Say("issue_act.resolve"), line.IssueAction("resolve", p, i.ID)))
	case api.IssueResolved:
		row = append(row, line.Button("reopen", s.Say("issue_act.reopen"), line.IssueAction("reopen", p, i.ID)))
	case api.IssueClosed:
		return nil
	}
	return append(row,
		line.Form("assign", s.Say("issue_act.assign"), line.IssueAction("assign", p, i.ID)),
		line.Form("severity", s.Say("issue_act.severity"), line.IssueAction("severity", p, i.ID)))
}
