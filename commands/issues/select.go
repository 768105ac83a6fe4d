package issues

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
)

// selectable adds the button that shows the list with check boxes or, if it has them, the boxes and what can be done with the
// issues that are ticked.
func selectable(s command.Screen, d issueList, l *screen.List) {
	switch {
	case len(d.Page.Items) == 0:
		return
	case !d.boxes:
		l.Extra = append(l.Extra, line.Button("select", s.Say("issue_act.select"), line.This(s).Flag("select")))
		return
	}
	boxes := make([]kit.Check, len(d.Page.Items))
	for n, i := range d.Page.Items {
		boxes[n] = box(s, i)
	}
	l.Boxes = append(kit.NewChecks(boxes), kit.Buttons{
		line.PickForm("resolve", s.Say("issue_act.resolve"), line.SelectedIssues("resolve", d.Ref)),
		line.PickForm("assign", s.Say("button.assign"), line.SelectedIssues("assign", d.Ref)),
		line.PickForm("severity", s.Say("issue_act.severity"), line.SelectedIssues("severity", d.Ref)),
		line.Pick("reopen", s.Say("issue_act.reopen"), line.SelectedIssues("reopen", d.Ref)),
		line.Button("unselect", s.Say("issue_act.unselect"), line.This(s).Without("select")),
	})
	l.Menu, l.Widen = kit.Menu{}, line.Line{}
}

// box is an issue that can be ticked.
func box(s command.Screen, i api.Issue) kit.Check {
	about := kit.Tail(i.Path, 40)
	if author := kit.Name(i.Author, "", 20); author != "" {
		about += " · " + author
	}
	if i.State != api.IssueActive {
		about += " · " + screen.Name(s, "issue_state", i.State)
	}
	return kit.Check{
		Label: screen.SeverityMark(s, i.Severity) + "  #" + kit.Number(i.ID) + " " + kit.Name(i.Message, i.RuleName, 60), Description: about, Value: kit.Number(i.ID),
	}
}
