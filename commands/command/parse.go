package command

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"tcabot/commands/kit"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Parse sets the arguments from the words of a line, without the name of its command. The error is a *UsageError.
func (as Args) Parse(words []string) error { return as.parse(words) }

// parse sets the arguments from words.
func (as Args) parse(words []string) error {
	places := slices.DeleteFunc(slices.Clone(as), func(a Arg) bool { return a.form != positional })
	at := slices.IndexFunc(as, func(a Arg) bool { return a.form == rest || a.form == line })
	var left []string
	given := map[string]bool{}
	for i, w := range words {
		if at >= 0 && as[at].form == line && len(places) == 0 && !as.isFilter(w) {
			left = words[i:]
			break
		}
		if err := unread(w); err != nil {
			return err
		}
		switch taken, err := as.named(w, given); {
		case err != nil:
			return err
		case taken:
		case len(places) > 0:
			if err := places[0].read(w); err != nil {
				return about(places[0], err)
			}
			places = places[1:]
		case at >= 0:
			left = append(left, w)
		default:
			return as.tooMany(words[:i], w)
		}
	}
	if at >= 0 {
		text := strings.Join(left, " ")
		if as[at].form == line {
			text = Join(left)
		}
		if err := as[at].read(text); err != nil {
			return about(as[at], err)
		}
	}
	for _, a := range places {
		if !a.optional {
			return &UsageError{Reason: "usage.missing", Data: []any{"Name", a.name}}
		}
	}
	as.assume(given)
	for _, a := range as {
		if a.check != nil {
			if err := a.check(); err != nil {
				return about(a, err)
			}
		}
	}
	return nil
}

// once leaves out the slash command in front of the line of another command, where people type it a second time.
func (as Args) once(words []string, slash string) []string {
	if slash == "" || !slices.ContainsFunc(as, func(a Arg) bool { return a.inner }) {
		return words
	}
	at := slices.IndexFunc(words, func(w string) bool { return !as.isFilter(w) })
	for at >= 0 && at < len(words) && strings.EqualFold(words[at], slash) {
		words = slices.Delete(slices.Clone(words), at, at+1)
	}
	return words
}

// person is a mention of somebody whose name in TCA is not known, and reference a link with the text it was made of.
var (
	person    = regexp.MustCompile(`<@([UW][A-Z0-9]{7,})>`)
	reference = regexp.MustCompile(`<(?:mailto:|https?://)([^<>|]*)\|([^<>]*)>`)
)

// unread refuses what is left of Slack's markup in a word: TCA would search for it letter by letter, find nothing, and it
// would look as if there were nothing.
func unread(word string) error {
	if mention := person.FindStringSubmatch(word); mention != nil {
		return &UsageError{Reason: "usage.person", Data: []any{"Person", kit.Person(mention[1])}}
	}
	if link := reference.FindStringSubmatch(word); link != nil && strings.EqualFold(link[1], link[2]) {
		return &UsageError{Reason: "usage.markup", Data: []any{"Value", word}}
	}
	return nil
}

// fits refuses a line of the arguments that is too long for the buttons of its screen. One that holds another line has
// no screen with buttons of its own. What only a button adds to a line does not count: it would make a button that does
// nothing of a line that was short enough.
func (as Args) fits(written string) error {
	n := utf8.RuneCountInString(written)
	for _, a := range as {
		if word := (Args{a}).words(); a.internal && len(word) > 0 {
			n -= utf8.RuneCountInString(" " + Join(word))
		}
	}
	if n <= MaxLine || slices.ContainsFunc(as, func(a Arg) bool { return a.form == line }) {
		return nil
	}
	return tooLong(n)
}

func (as Args) isFilter(word string) bool {
	key, _, ok := strings.Cut(word, ":")
	key, _ = strings.CutPrefix(key, "-")
	return ok && slices.ContainsFunc(as, func(a Arg) bool { return a.form == filter && a.called(key) })
}

// named parses a word that names its argument: --flag, name:value or -name:value. A colon in any other word is an ordinary
// character, unless the text before it resembles the name of a filter. given are the filters parsed so far.
func (as Args) named(word string, given map[string]bool) (taken bool, err error) {
	if name, ok := strings.CutPrefix(word, "--"); ok && name != "" {
		for _, a := range as {
			if a.form == flag && a.called(name) {
				return true, a.set("")
			}
		}
		return false, &UsageError{Reason: "usage.unknown_flag", Data: []any{"Flag", word}}
	}
	key, value, ok := strings.Cut(word, ":")
	if !ok {
		return false, nil
	}
	key, not := strings.CutPrefix(key, "-")
	for _, a := range as {
		if a.form != filter || !a.called(key) {
			continue
		}
		if !a.multiline {
			value = strings.TrimRight(value, ",") // one too many after the last value
		}
		switch {
		case value == "":
			return false, &UsageError{Reason: "usage.empty", Data: []any{"Name", a.name}}
		case given[a.name] && !a.adds:
			return false, about(a, &UsageError{Reason: "usage.twice"})
		case not && a.exclude == nil:
			return false, &UsageError{Reason: "usage.cannot_exclude", Data: []any{"Name", a.name}}
		case not:
			given[a.name] = true
			return true, about(a, a.exclude(value))
		default:
			given[a.name] = true
			return true, about(a, a.read(value))
		}
	}
	for _, a := range as {
		if a.form == filter && levenshtein.ComputeDistance(strings.ToLower(key), a.name) <= len(a.name)/3 {
			return false, &UsageError{Reason: "usage.unknown_filter", Data: []any{"Name", key, "Near", a.name}}
		}
	}
	return false, nil
}

// about completes a usage error with the argument it is about.
func about(a Arg, err error) error {
	if usage, ok := errors.AsType[*UsageError](err); ok {
		name := a.name
		if a.form == flag {
			name = "--" + name
		}
		usage.Data = append(usage.Data, "Name", name)
		usage.values, usage.Arg = a.values, a.name
	}
	return err
}

// Write is a command with its arguments as a line.
func Write(name string, as Args) string { return Join(append(strings.Fields(name), as.words()...)) }
