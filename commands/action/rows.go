package action

import (
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

const (
	// maxDetailed is how many changes are shown with their values. Of more, only those that need attention are.
	maxDetailed = 10
	// maxReasons is how many of those are.
	maxReasons = 15
)

// changeRows shows changes: few of them, and those of one object, with all values; of many objects the numbers, and the values
// of those that need attention. Before TCA was asked, most have no outcome, and are grouped by what is asked for.
func changeRows(s command.Screen, changes []Change, asked bool) kit.Message {
	if len(changes) <= maxDetailed || ofOneObject(changes) {
		var rows kit.Rows
		for _, c := range changes {
			rows = append(rows, changeRow(s, c, asked))
		}
		return kit.Message{rows}
	}
	var m kit.Message
	for _, o := range Outcomes() {
		some := slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return c.Outcome != o })
		if o == Unknown && !asked {
			m = append(m, byValue(s, some)...)
			continue
		} else if len(some) == 0 {
			continue
		}
		m = append(m, group(s, s.Say(locale.Group("outcome_of").Key(o.String())), some))
		if o != Conflict && o != Refused {
			continue
		}
		var rows kit.Rows
		for _, c := range some[:min(maxReasons, len(some))] {
			rows = append(rows, changeRow(s, c, asked))
		}
		m = append(m, rows)
	}
	return m
}

// ofOneObject reports whether all changes are of the same object.
func ofOneObject(changes []Change) bool {
	return changes[0].Object != 0 && !slices.ContainsFunc(changes, func(c Change) bool { return c.Object != changes[0].Object })
}

// byValue lists the objects of changes by the value that each is to get.
func byValue(s command.Screen, changes []Change) (m kit.Message) {
	for len(changes) > 0 {
		first := changes[0]
		other := func(c Change) bool { return c.Field != first.Field || c.After != first.After }
		m = append(m, group(s, Words(s, first.Field, first.After), slices.DeleteFunc(slices.Clone(changes), other)))
		changes = slices.DeleteFunc(slices.Clone(changes), func(c Change) bool { return !other(c) })
	}
	return m
}

// group lists the objects of changes that have something in common.
func group(s command.Screen, common string, changes []Change) kit.Para {
	return kit.Para(kit.Phrase(s.Words, "action.group", "Outcome", kit.Bold(common), "Number", kit.Thousands(len(changes)), "IDs", kit.Text(numbers(s, changes))))
}

// numbers lists the IDs of objects, or their names.
func numbers(s command.Screen, changes []Change) string {
	all := make([]string, len(changes))
	for i, c := range changes {
		if all[i] = "#" + kit.Number(c.Object); c.Object == 0 { // TCA has given it no ID yet
			all[i] = kit.Cut(c.Name, 40)
		}
	}
	return strings.Join(all, s.Say("list.comma"))
}

// changeRow shows one change: the object, and its value before and after.
func changeRow(s command.Screen, c Change, asked bool) []kit.Line {
	name := kit.Line{kit.Text(kit.Cut(c.Name, 90))}
	if c.Concealed {
		return []kit.Line{name, concealedValues(s, c, asked)}
	}
	values := kit.Line{kit.Text(Words(s, c.Field, c.Before) + " → "), kit.Bold(Words(s, c.Field, c.After))}
	if label := locale.Group("change_field").Key(string(c.Field)); locale.Has(label) {
		values = append(kit.Line{kit.Text(s.Say(label) + s.Say("list.colon"))}, values...)
	}
	switch c.Outcome {
	case Unknown:
		if asked {
			values = labelled(s, c.Outcome, values)
		}
	case Done:
	case Same:
		values = kit.Line{kit.Text(s.Say("outcome_of.same") + s.Say("list.colon") + Words(s, c.Field, c.Now))}
	case Conflict:
		values = kit.Phrase(s.Words, "action.conflict", "Now", kit.Bold(Words(s, c.Field, c.Now)), "Wanted", kit.Bold(Words(s, c.Field, c.After)))
	case Refused:
		values = kit.Phrase(s.Words, refusedBy(c.Reason), "Reason", kit.Text(reason(s, c.Reason)))
	default:
		values = labelled(s, c.Outcome, values)
	}
	return []kit.Line{name, values}
}

func labelled(s command.Screen, o Outcome, values kit.Line) kit.Line {
	return append(kit.Line{kit.Bold(s.Say(locale.Group("outcome_of").Key(o.String()))), kit.Text(" · ")}, values...)
}

// reason is why TCA refused a change, for people.
func reason(s command.Screen, of string) string {
	switch {
	case of == "":
		return s.Say("action.no_reason")
	case slices.Contains(reasons, Reason(of)):
		return s.Say(locale.Group("action_reason").Key(of))
	default:
		return kit.Cut(of, 200)
	}
}

// refusedBy names who refused it: TCA was not asked for what it could not do.
func refusedBy(of string) locale.Key {
	if r := Reason(of); r == Closed || r == Unassigned || r == NotFound || r == Exists || r == NameTaken {
		return "action.impossible"
	}
	return "action.refused"
}
