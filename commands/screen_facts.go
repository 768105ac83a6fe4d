package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// facts are labelled values, one below the other.
type facts struct {
	s    spec.Screen
	rows kit.Rows
}

func (f *facts) add(label string, value ...kit.Span) {
	f.rows = append(f.rows, []kit.Line{append(kit.Line{kit.Bold(f.s.Say(label)), kit.Text("  ")}, value...)})
}

// dotted is a line of facts with dots between them.
type dotted struct{ line kit.Line }

func (d *dotted) add(spans ...kit.Span) {
	if len(d.line) > 0 {
		d.line = append(d.line, kit.Text(" · "))
	}
	d.line = append(d.line, spans...)
}

// change adds how something changed since the scan before, when it did.
func (d *dotted) change(s spec.Screen, c api.ChangeType) {
	if c != api.ChangeNone {
		d.add(kit.Text(name(s, "cc_change", c)))
	}
}

// fileChange adds the same of a file.
func (d *dotted) fileChange(s spec.Screen, c api.FileChange) {
	if c.Valid() {
		d.add(kit.Text(fileChange(s, c)))
	}
}

// by adds a person under a label such as "last changed by", when one is known.
func (d *dotted) by(s spec.Screen, label, person string) {
	if person = kit.Name(person, "", 40); person != "" {
		d.add(kit.Phrase(s.Words, label, "Person", person)...)
	}
}

// dots are texts in one line with dots between them. Each stays a span of its own, so that one that is written right to
// left does not take its neighbours along.
func dots(texts ...string) kit.Line {
	var line kit.Line
	for _, t := range texts {
		if t == "" {
			continue
		}
		if len(line) > 0 {
			line = append(line, kit.Text(" · "))
		}
		line = append(line, kit.Text(t))
	}
	return line
}

// join writes a list of words as the language does.
func join(s sayer, words []string) string { return strings.Join(words, s.Say("list.comma")) }
