package issues

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

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
		line.Form("assign", s.Say("button.assign"), line.IssueAction("assign", p, i.ID)),
		line.Form("severity", s.Say("issue_act.severity"), line.IssueAction("severity", p, i.ID)))
}
