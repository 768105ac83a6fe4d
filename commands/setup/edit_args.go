package setup

import (
	"strings"
	"tcabot/api/secret"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"unicode"
	"unicode/utf8"
)

// editArgs are the arguments of a command that changes settings. A form has all settings, with what they were when it was made;
// a typed line has those that are to be changed.
type editArgs struct {
	Path         string // ID of a path filter, where the settings are those of one
	Scheme, Repo string
	values       []value // by setting
	Seen         string  // two characters for the value of each setting that the person saw, or leftOut
	Key          string
}

// leftOut stands in Seen for a setting that is not in the form, or not in the line.
const leftOut = ".."

// mark stands in Seen for a value.
func mark(v string) string { return action.Seen([]action.Change{{Before: v}}) }

// seen is what stands for the setting of an index; empty when the person saw none of them.
func (a *editArgs) seen(i int) string {
	if end := (i + 1) * len(leftOut); end <= len(a.Seen) {
		return a.Seen[end-len(leftOut) : end]
	}
	return ""
}

func (k kind[T]) args(a *editArgs, object ...command.Arg) command.Args {
	if a.values == nil {
		a.values = make([]value, len(k.settings))
	}
	args := append(command.Args(object), command.Text(&a.Scheme, "scheme"), command.Text(&a.Repo, "repo").Optional())
	for i, s := range k.settings {
		args = append(args, s.arg(&a.values[i], s.name).HiddenIf(func() bool { return a.seen(i) == leftOut }))
	}
	return append(args, command.Internal(&a.Seen, "seen"), command.Internal(&a.Key, "key"))
}

// changes are what a person wants to be otherwise than it is. One that somebody else has changed since the person saw it is a
// conflict, unless the person left it as it was.
func (k kind[T]) changes(a *editArgs, now T, id int64, name string) (changes []action.Change, conflict bool) {
	for i, s := range k.settings {
		was, want, seen := s.get(now), string(a.values[i]), a.seen(i)
		shown := seen != "" && seen != leftOut
		c := action.Change{Object: id, Name: name, Field: s.field, Before: was, After: want, Now: was}
		switch {
		case want == was || want == "" && (!s.clears || !shown):
			continue
		case shown && seen != mark(was) && seen == mark(want):
			continue
		case shown && seen != mark(was):
			c.Outcome, conflict = action.Conflict, true
		}
		changes = append(changes, c)
	}
	return changes, conflict
}

// typed notes what the person sees of the settings that a line changes, so that it can be compared when they confirm it.
func (k kind[T]) typed(a editArgs, now T) editArgs {
	var seen strings.Builder
	for i, s := range k.settings {
		if a.values[i] == "" {
			seen.WriteString(leftOut)
			continue
		}
		seen.WriteString(mark(s.get(now)))
	}
	a.Seen = seen.String()
	return a
}

// form is the line of the form with the present settings, and with those of a person where they differ. A setting that no line
// can carry is left out of it: the largest first, until the rest fits.
func (k kind[T]) form(a editArgs, now T, wanted []action.Change, object func(*editArgs) command.Args) line.Line {
	a.values, a.Key = make([]value, len(k.settings)), ""
	out := make([]bool, len(k.settings))
	for i, s := range k.settings {
		a.values[i] = value(s.get(now))
		for _, c := range wanted {
			if c.Field == s.field {
				a.values[i] = value(c.After)
			}
		}
		out[i] = !portable(k.settings[i], string(a.values[i]))
	}
	for {
		a.Seen = ""
		largest := -1
		for i, s := range k.settings {
			if out[i] {
				a.values[i] = ""
				a.Seen += leftOut
				continue
			}
			a.Seen += mark(s.get(now))
			if s.clears && (largest < 0 || len(a.values[i]) > len(a.values[largest])) {
				largest = i
			}
		}
		l := line.Of(k.command, object(&a))
		if largest < 0 || utf8.RuneCountInString(l.String()) <= command.MaxLine {
			return l
		}
		out[largest] = true
	}
}

// portable reports whether the value of a setting comes back from a form as it is. What looks like a TCA token, such as a
// revision in a build command, may stand in no button, and a form with it would be rejected.
func portable[T any](s setting[T], v string) bool {
	if secret.MayHoldToken(command.Plain(v)) || strings.ContainsFunc(v, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) || !utf8.ValidString(v) {
		return false
	}
	got := value(v)
	words, err := command.Split(command.Write("x", command.Args{s.arg(&got, s.name)}))
	if err != nil {
		return false
	}
	var back value
	err = command.Args{s.arg(&back, s.name)}.Parse(words[1:])
	return err == nil && back == value(v)
}
