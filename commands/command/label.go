package command

import (
	"slices"
	"strings"
	"tcabot/commands/locale"
)

// Label is what a language calls an argument. English calls each by the name that is typed.
func Label(w locale.Sayer, name string) string { return w.Say(labels.Key(name)) }

const labels locale.Group = "label"

// labelled is the label of an argument with the name to type, where the two differ.
func labelled(w locale.Words, name string) string {
	label := Label(w, name)
	if label == name || !locale.Has(labels.Key(name)) {
		return name
	}
	return label + "(" + name + ")"
}

// Labelled is the filter in the words of a language: "级别：致命". A language that calls filters as they are typed gets
// them as anybody may type them.
func (n Narrowing) Labelled(w locale.Sayer) string {
	label := Label(w, n.Name)
	switch {
	case label == n.Name || !locale.Has(labels.Key(n.Name)):
		return n.String()
	case n.Value == "":
		return label
	}
	value := n.Value
	if n.Group != "" {
		words := strings.Split(value, ",")
		for i, word := range words {
			words[i] = w.Say(n.Group.Key(word))
		}
		value = strings.Join(words, w.Say("list.comma"))
	}
	return w.Say("list.labelled", "Label", label, "Value", value)
}

// Choices joins words of which one is to be used.
func Choices(w locale.Sayer, words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], w.Say("list.comma")) + w.Say("list.or") + words[last]
}

// Facts are Data in the words of a language: the name of an argument stands behind what the language calls it, a list of
// words is joined as the language does, and where the argument takes one of a few words, those are there as "Choices".
func (e *UsageError) Facts(w locale.Words) []any {
	data := slices.Clone(e.Data)
	for i := 0; i+1 < len(data); i += 2 {
		switch v := data[i+1].(type) {
		case []string:
			data[i+1] = strings.Join(v, w.Say("list.comma"))
		case string:
			if data[i] == "Name" || data[i] == "Other" {
				data[i+1] = labelled(w, v)
			}
		}
	}
	if len(e.values.words) == 0 {
		return data
	}
	return append(data, "Choices", Choices(w, e.values.names(w)))
}
