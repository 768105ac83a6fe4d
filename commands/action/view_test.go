package action

import (
	"os"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(screentest.Main(m)) }

// resolved is a change of an issue.
func resolved(id int64, o Outcome) Change {
	c := Change{
		Object: id, Name: "#" + kit.Number(id) + " Error return value of `rows.Close` is not checked", Field: IssueState,
		Before: "active", After: "resolved/wontfix", Now: "resolved/wontfix", Outcome: o,
	}
	switch o {
	case Conflict:
		c.Now = "resolved/false-positive"
	case Refused:
		c.Reason = "参数异常 <b>"
	case Done, Same:
	default:
		c.Now = "active"
	}
	return c
}

// many are so many changes, whose outcomes come round.
func many(n int) []Change {
	all := make([]Change, n)
	for i := range all {
		all[i] = resolved(int64(10000000+i), Outcomes()[i%len(Outcomes())])
	}
	return all
}

func acted(t *testing.T, changes []Change) Acted {
	t.Helper()
	at := screentest.UsualPlace(t)
	a := Action{ID: 12, Workspace: "T1", User: "U0MEMBER01", Kind: "issue_resolve", Name: "payments-api@master", Began: screentest.Then, Ended: screentest.Then, Changes: changes}
	return Acted{
		Branch: at, Kind: a.Kind, Result: &Result{Action: a},
		Rest:  func(ids []int64) line.Line { return line.IssueAction("reopen", at.Ref, ids[0]) },
		Links: Links{One: func(id int64) line.Line { return line.Issue(at.Ref, id) }, OneLabel: "issue_act.issue", All: line.Issues(at.Ref), AllLabel: "issue.up"},
	}
}

func TestActedView(t *testing.T) {
	preview := acted(t, nil)
	preview.Result, preview.Changes = nil, []Change{resolved(1, Unknown), resolved(2, Same), resolved(3, Refused)}
	preview.Changes[2].Reason = string(Closed)
	preview.Confirm = []Confirmation{{"branch", line.Issue(preview.Ref, 1)}, {"repo", line.Issue(preview.Ref, 2)}}
	preview.Notes = nil
	again, running, lost := acted(t, []Change{resolved(1, Done)}), acted(t, []Change{resolved(1, Unknown)}), acted(t, []Change{resolved(1, Unknown)})
	again.Result.Again = true
	running.Result.Again, running.Result.Running = true, true
	lost.Result.Lost = true
	none := acted(t, nil)
	none.Result, none.Changes = nil, []Change{resolved(2, Same)}
	long := acted(t, many(MaxChosen))
	for i := range long.Result.Changes {
		long.Result.Changes[i].Name = strings.Repeat("名", 200)
		long.Result.Changes[i].Reason = strings.Repeat("因", 300)
	}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"acted/preview":           screentest.Of(ViewActed, preview),
		"acted/nothing to change": screentest.Of(ViewActed, none),
		"acted/done":              screentest.Of(ViewActed, acted(t, []Change{resolved(1, Done)})),
		"acted/each outcome":      screentest.Of(ViewActed, acted(t, many(7))),
		"acted/fifty":             screentest.Of(ViewActed, acted(t, many(MaxChosen))),
		"acted/again":             screentest.Of(ViewActed, again),
		"acted/running":           screentest.Of(ViewActed, running),
		"acted/unrecorded":        screentest.Of(ViewActed, lost),
	})
	for _, l := range locale.Languages() { // too long to read, and still one that Slack takes
		screentest.Judge(t, ViewActed(command.Screen{Words: locale.In(l), Command: "/tca", Line: "issue resolve 1"}, long))
	}
}

// TestManySettings: of many changes of one object all values are shown, before they are made and after. Before, what is not known
// yet is no outcome.
func TestManySettings(t *testing.T) {
	changes := make([]Change, maxDetailed+2)
	for i := range changes {
		changes[i] = Change{Object: 10, Name: "nightly", Field: "complexity_threshold", Before: kit.Number(100 + int64(i)), After: kit.Number(200 + int64(i))}
	}
	preview := acted(t, nil)
	preview.Result, preview.Kind, preview.Changes = nil, "scheme_metrics", changes
	fifty := preview
	fifty.Changes = make([]Change, MaxChosen)
	for i := range fifty.Changes {
		fifty.Changes[i] = resolved(int64(i+1), Unknown)
	}
	for _, l := range locale.Languages() {
		s := command.Screen{Words: locale.In(l), Command: "/tca", Line: "scheme metrics 10"}
		for _, c := range []Acted{preview, acted(t, changes)} {
			for i := range changes {
				if text := ViewActed(s, c).Text(); !strings.Contains(text, changes[i].Before+" → ") || !strings.Contains(text, changes[i].After) {
					t.Errorf("%s: the values of change %d are missing:\n%s", l, i, text)
				}
			}
		}
		if text, unknown := ViewActed(s, fifty).Text(), s.Say("outcome_of.unknown"); strings.Contains(text, unknown) || !strings.Contains(text, "#50") {
			t.Errorf("%s: a preview says %q, or not all IDs:\n%s", l, unknown, text)
		}
	}
}

// TestUnrecorded: what is not in the record cannot be undone from it, so that is not offered.
func TestUnrecorded(t *testing.T) {
	c := acted(t, []Change{resolved(1, Done)})
	for _, lost := range []bool{false, true} {
		c.Result.Lost = lost
		if _, offered := ViewActed(command.Screen{Words: locale.In(locale.English), Command: "/tca", Line: "issue resolve 1"}, c).Button("run/undo"); offered == lost {
			t.Errorf("lost: %t, undo is offered: %t", lost, offered)
		}
	}
}

func TestAuditView(t *testing.T) {
	done, undone := acted(t, []Change{resolved(1, Done), resolved(2, Refused)}).Result.Action, acted(t, []Change{resolved(1, Done)}).Result.Action
	undone.ID, undone.UndoneBy, undone.User = 11, 12, "U0ADMIN001"
	back := acted(t, []Change{{Object: 1, Name: "#1 x", Field: IssueState, Before: "resolved/wontfix", After: "active", Now: "active", Outcome: Done}}).Result.Action
	back.ID, back.Kind, back.Undoes, back.Value, back.Final = 13, "undo", 11, "11", true
	everywhere := done
	everywhere.Value = "wontfix repo"
	built := done
	built.Kind, built.Changes = "scheme_lint", forOthers([]Change{
		{Object: 7, Name: "nightly", Field: BuildCommand, Before: "make", After: "make all", Now: "make all", Outcome: Done}, {Object: 7, Name: "nightly", Field: PreBuildCommand, Before: "a", After: "b", Outcome: Unknown},
	})
	page := api.Page[Action]{Items: []Action{back, done, undone}, Total: 3, At: screentest.Then}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"audit/own":       screentest.Of(viewAudit, auditList{page: page, admin: true}),
		"audit/everybody": screentest.Of(viewAudit, auditList{page: page, everybody: true, admin: true}),
		"audit/none":      screentest.Of(viewAudit, auditList{page: api.Page[Action]{At: screentest.Then}}),
		"audit/one":       screentest.Of(viewShow, showCard{Action: done, mine: true}),
		"audit/undone":    screentest.Of(viewShow, showCard{Action: undone, mine: true}),
		"audit/others":    screentest.Of(viewShow, showCard{Action: done}),
		"audit/concealed": screentest.Of(viewShow, showCard{Action: built}),
		"audit/undo":      screentest.Of(viewUndo, undoCard{of: done, changes: back.Changes, sure: line.Undo(12)}),
		"audit/undo repo": screentest.Of(viewUndo, undoCard{of: everywhere, changes: back.Changes, sure: line.Undo(12)}),
	})
}
