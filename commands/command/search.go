package command

import (
	"slices"
	"strings"
	"tcabot/commands/locale"
)

// Search finds the commands whose names, description or examples have all words of a text in them, in any language and in
// any letter case. Of the examples, the filters and flags count: the targets in them are nobody's. It returns the groups of the
// help with what was found in each.
func (b *Book) Search(text string) []Group {
	words := strings.Fields(strings.ToLower(text))
	var found []Group
	for _, g := range b.groups {
		var those []Command
		for _, c := range g.Commands {
			said := c.said()
			if len(words) > 0 && !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(said, word) }) {
				those = append(those, c)
			}
		}
		if len(those) > 0 {
			found = append(found, Group{Name: g.Name, Commands: those})
		}
	}
	return found
}

// said is all that a search looks through, in lower case.
func (c Command) said() string {
	texts := c.Names()
	args := c.args()
	for _, e := range c.Examples {
		for word := range strings.FieldsSeq(e) {
			name, _, filters := strings.Cut(word, ":")
			switch {
			case filters && slices.ContainsFunc(args, func(a Arg) bool { return a.name == name && a.suggests != 0 }):
				texts = append(texts, name) // its value is a target
			case filters, strings.HasPrefix(word, "--"):
				texts = append(texts, word)
			}
		}
	}
	for _, l := range locale.Languages() {
		texts = append(texts, c.Short(locale.In(l)))
	}
	return strings.ToLower(strings.Join(texts, "\n"))
}

// Family lists the commands with the same first word as one, without that one.
func (b *Book) Family(c Command) []Command {
	first, _, _ := strings.Cut(c.Name, " ")
	return b.those(func(o Command) bool {
		other, _, _ := strings.Cut(o.Name, " ")
		return other == first && o.Name != c.Name
	})
}

// HasHead reports whether a command is one of several with the same first word, and that word is a command itself: the help
// of that one lists it.
func (b *Book) HasHead(c Command) bool {
	first, _, two := strings.Cut(c.Name, " ")
	if !two {
		return false
	}
	head, ok := b.Find(first)
	return ok && head.Name == first
}
