package command

import "tcabot/commands/locale"

// Narrowing is a filter or a flag of a line.
type Narrowing struct {
	Name  string
	Value string       // as it is written; empty for a flag
	Day   bool         // the value is a day in TCA's time zone
	Group locale.Group // names the words of the value; empty when they stand for themselves
}

// String is the filter as it is typed.
func (n Narrowing) String() string {
	if n.Value == "" {
		return "--" + n.Name
	}
	return Join([]string{n.Name + ":" + n.Value})
}

// narrowings lists the filters and flags that are given.
func (as Args) narrowings() []Narrowing {
	var all []Narrowing
	for _, a := range as {
		switch v := a.get(); {
		case v == "", a.unasked && a.form == flag: // how the list is shown, not what is in it
		case a.form == flag:
			all = append(all, Narrowing{Name: a.name})
		case a.form == filter:
			all = append(all, Narrowing{Name: a.name, Value: v, Day: a.day && (a.otherwise == nil || !a.otherwise()), Group: a.values.group})
		}
	}
	return all
}
