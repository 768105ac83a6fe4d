package command

import (
	"strings"
	"tcabot/commands/locale"
)

// Short is the sentence that says what the command does.
func (c Command) Short(w locale.Words) string { return w.Say(c.short()) }

// Names lists what people may type for the command: its name, and those of the catalogues.
func (c Command) Names() []string {
	names := []string{c.Name}
	for _, l := range locale.Languages() {
		for _, name := range c.Called(locale.In(l)) {
			if name != c.Name {
				names = append(names, name)
			}
		}
	}
	return names
}

// Called lists the names of the command in a language. A catalogue separates them as the language does; a name of two
// words may be written as one where the language writes no spaces.
func (c Command) Called(w locale.Words) []string {
	if !locale.Has(c.name()) {
		return []string{c.Name}
	}
	var names []string
	for name := range strings.SplitSeq(w.Say(c.name()), "、") {
		names = append(names, name)
		if joined := strings.ReplaceAll(name, " ", ""); joined != name && w.Lang() == locale.Chinese {
			names = append(names, joined)
		}
	}
	return names
}

// ArgHelp lists the arguments and what each is for.
func (c Command) ArgHelp(w locale.Words) [][2]string {
	var lines [][2]string
	for _, a := range c.args() {
		if !a.refused && !a.internal {
			lines = append(lines, [2]string{a.String(), c.argHelp(w, a)})
		}
	}
	return lines
}

// argHelp is what one argument is for, with the values it takes.
func (c Command) argHelp(w locale.Words, a Arg) string {
	help := w.Say(c.about(a))
	if a.values.note != "" {
		return help + w.Say(a.values.note)
	}
	if a.values.group == "" {
		return help
	}
	return help + w.Say("list.values", "Values", strings.Join(a.values.names(w), w.Say("list.comma")))
}

// Keys lists the catalogue keys that the command's help and its form are made of.
func (c Command) Keys() []locale.Key {
	keys := []locale.Key{c.short(), c.name()}
	for _, name := range []string{"title", "submit"} { // of its form
		if id, ok := c.own(name); ok {
			keys = append(keys, id)
		}
	}
	for _, a := range c.args() {
		if a.refused || a.internal {
			continue
		}
		keys = append(keys, c.about(a), labels.Key(a.name))
		if field, ok := c.field(a); ok {
			keys = append(keys, field)
		}
		for _, w := range a.values.words {
			if a.values.group != "" {
				keys = append(keys, a.values.group.Key(w))
			}
		}
	}
	return keys
}

func (c Command) short() locale.Key { return c.sentences().Key("short") }
func (c Command) name() locale.Key  { return c.sentences().Key("name") }

// about is the sentence that says what an argument is for: the one it names, or the command's own, or the one of all
// commands with the same first word ("digest add" and "digest edit"), or the one of all commands.
func (c Command) about(a Arg) locale.Key {
	if a.about != "" {
		return a.about
	}
	for _, of := range []locale.Group{c.sentences(), c.family()} {
		if id := of.Key("arg." + a.name); locale.Has(id) {
			return id
		}
	}
	return everywhere.Key(a.name)
}

// field is what a form calls an argument, where that is not its label.
func (c Command) field(a Arg) (locale.Key, bool) {
	return c.own("field." + a.name)
}

// own is a sentence about the command, or about all commands with the same first word; false when neither has it.
func (c Command) own(name string) (locale.Key, bool) {
	for _, of := range []locale.Group{c.sentences(), c.family()} {
		if id := of.Key(name); locale.Has(id) {
			return id, true
		}
	}
	return "", false
}

const everywhere locale.Group = "arg"

// sentences are those about this command alone.
func (c Command) sentences() locale.Group {
	return locale.Group("cmd." + strings.ReplaceAll(c.Name, " ", "_"))
}

// family are the sentences about all commands with the same first word.
func (c Command) family() locale.Group {
	first, _, _ := strings.Cut(c.Name, " ")
	return locale.Group("cmd." + first)
}
