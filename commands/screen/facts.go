package screen

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Facts are labelled values, one per line.
type Facts struct {
	Screen command.Screen
	Rows   kit.Rows
}

// Add adds a labelled value.
func (f *Facts) Add(label locale.Key, value ...kit.Span) {
	f.Rows = append(f.Rows, []kit.Line{append(kit.Line{kit.Bold(f.Screen.Say(label)), kit.Text("  ")}, value...)})
}

// FactLine is a line of facts separated by dots.
type FactLine struct{ Line kit.Line }

// Add adds a fact.
func (d *FactLine) Add(spans ...kit.Span) {
	if len(d.Line) > 0 {
		d.Line = append(d.Line, kit.Text(" · "))
	}
	d.Line = append(d.Line, spans...)
}

// Change adds how a file or function changed in the last scan, if it did.
func (d *FactLine) Change(s command.Screen, c api.ChangeType) {
	if c != api.ChangeNone {
		d.Add(kit.Text(Name(s, "cc_change", c)))
	}
}

// FileChange adds the same of a file.
func (d *FactLine) FileChange(s command.Screen, c api.FileChange) {
	if c.Valid() {
		d.Add(kit.Text(FileChange(s, c)))
	}
}

// By adds a person under a label such as "last changed by", when one is known.
func (d *FactLine) By(s command.Screen, label locale.Key, person string) {
	if person = kit.Name(person, "", 40); person != "" {
		d.Add(kit.Phrase(s.Words, label, "Person", person)...)
	}
}

// Person adds a person, when one is known.
func (d *FactLine) Person(name string) {
	if name = kit.Name(name, "", 40); name != "" {
		d.Add(kit.Text(name))
	}
}

// JoinFacts joins texts with dots. Each is a span of its own, so that right-to-left text does not affect its neighbours.
func JoinFacts(texts ...string) kit.Line {
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

// Join joins words with the language's punctuation.
func Join(s locale.Sayer, words []string) string { return strings.Join(words, s.Say("list.comma")) }
