package action

import (
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Card is the screen of an action: what it would change, or what came of it.
type Card struct {
	Kind    Kind
	Value   string      // what is asked for, in the reader's language; empty where the kind says it all
	Lead    kit.Message // says where: heading, breadcrumb
	Changes []Change
	Confirm kit.Buttons // carry it out; of a preview
	Notes   []kit.Line  // under the changes of a preview: what each button means
	Result  *Result     // nil for a preview
	// Rest is the line that shows the action for some of the objects only, to try again; nil for an action of one object.
	Rest func(objects []int64) line.Line
	Back kit.Buttons // lead to what was changed
}

// View makes the message.
func (c Card) View(s command.Screen) kit.Message {
	if c.Result == nil {
		return c.preview(s)
	}
	return c.result(s)
}

func (c Card) preview(s command.Screen) kit.Message {
	m := slices.Clone(c.Lead)
	left := c.count(Unknown)
	m = append(m, kit.Para{kit.Bold(s.Say("action.sure", "What", asks(s, c.Kind, max(left, 1), c.Value)))})
	if left == 0 {
		m[len(m)-1] = kit.Para(kit.Phrase(s.Words, "action.nothing_left"))
	}
	m = append(m, changeRows(s, c.Changes, false)...)
	for _, n := range c.Notes {
		m = append(m, kit.Note(n))
	}
	row := c.Back
	if left > 0 {
		row = slices.Concat(c.Confirm, c.Back)
	}
	return append(m, row)
}

func (c Card) result(s command.Screen) kit.Message {
	r := c.Result
	m := append(slices.Clone(c.Lead), kit.Para{kit.Bold(Summary(s, r.Action, c.Value))})
	switch {
	case r.Running:
		return append(m, kit.Para(kit.Phrase(s.Words, "action.running")), kit.Buttons{line.Button("again", s.Say("action.check"), line.This(s))})
	case r.Again:
		m = append(m, kit.Note(kit.Phrase(s.Words, "action.again", "When", kit.When(r.Began, "?"))))
	}
	m = append(m, changeRows(s, r.Changes, true)...)
	if r.Count(Unknown) > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "action.unknown")))
	}
	if r.Lost {
		m = append(m, kit.Note(kit.Phrase(s.Words, "action.lost")))
	}
	return append(m, slices.Concat(c.buttons(s), c.Back))
}

// buttons take back what was done, and try what was not.
func (c Card) buttons(s command.Screen) (row kit.Buttons) {
	r := c.Result
	if r.Count(Done) > 0 && !r.Final && !r.Lost && r.UndoneBy == 0 {
		row = append(row, line.Button("undo", s.Say("action.undo"), line.Undo(r.ID).With("key", undoKey(r.ID))))
	}
	if c.Rest == nil {
		return row
	}
	if rest := objectsOf(r.Changes, Failed, Untried, Unknown); len(rest) > 0 {
		row = append(row, line.Button("rest", s.Say("action.rest", "Count", len(rest)), c.Rest(rest)))
	}
	if changed := objectsOf(r.Changes, Conflict); len(changed) > 0 {
		row = append(row, line.Button("anyway", s.Say("action.anyway", "Count", len(changed)), c.Rest(changed)))
	}
	return row
}

// objectsOf are the IDs of the objects whose changes ended in some ways.
func objectsOf(changes []Change, outcomes ...Outcome) (all []int64) {
	for _, c := range changes {
		if c.Object != 0 && slices.Contains(outcomes, c.Outcome) {
			all = append(all, c.Object)
		}
	}
	return all
}

func (c Card) count(o Outcome) int { return Action{Changes: c.Changes}.Count(o) }

// Summary says in one sentence what came of an action.
func Summary(s command.Screen, a Action, value string) string {
	done := a.Count(Done)
	asked := asks(s, a.Kind, len(a.Changes), value)
	switch {
	case done == len(a.Changes):
		return s.Say(locale.Group("did").Key(a.Kind.String()), "Count", done, "Value", value)
	case len(a.Changes) == 1:
		return s.Say("action.not_done", "What", asked, "Outcome", s.Say(locale.Group("outcome_of").Key(a.Changes[0].Outcome.String())))
	default:
		return s.Say("action.partly", "What", asked, "Done", done, "Count", len(a.Changes))
	}
}

// asks says what an action is to do: it never sounds as if that were done.
func asks(s command.Screen, k Kind, count int, value string) string {
	return s.Say(locale.Group("will").Key(k.String()), "Count", count, "Value", value)
}
