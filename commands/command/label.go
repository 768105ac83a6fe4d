package command

import (
	"slices"
	"strings"
	"tcabot/commands/locale"
	"unicode"
	"unicode/utf8"
)

// Label is the name of an argument in a language. In English that is the name to type.
func Label(w locale.Sayer, name string) string { return w.Say(labels.Key(name)) }

const labels locale.Group = "label"

// called reports whether a name is the argument's, in any language.
func (a Arg) called(name string) bool {
	if strings.EqualFold(a.name, name) {
		return true
	}
	label := labels.Key(a.name)
	return locale.Has(label) && slices.ContainsFunc(locale.Languages(), func(l locale.Lang) bool {
		return strings.EqualFold(locale.In(l).Say(label), name)
	})
}

// labelled is the label of an argument, followed by the name to type where the two differ.
func labelled(w locale.Words, name string) string {
	label := Label(w, name)
	if label == name || !locale.Has(labels.Key(name)) {
		return name
	}
	return label + "(" + name + ")"
}

// titles are what fields are called where the name to type is short for it.
const titles locale.Group = "title"

// titled is the name of an argument as the label of a field.
func titled(w locale.Sayer, name string) string {
	if title := titles.Key(name); locale.Has(title) {
		return w.Say(title)
	}
	if !locale.Has(labels.Key(name)) {
		return name
	}
	label := Label(w, name)
	first, size := utf8.DecodeRuneInString(label)
	return string(unicode.ToUpper(first)) + label[size:]
}

// Labelled is the filter in a language: "级别：致命". Where labels are the names to type, it is the filter as it is typed.
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

// Choices joins alternatives.
func Choices(w locale.Sayer, words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], w.Say("list.comma")) + w.Say("list.or") + words[last]
}

// Facts are the Data in a language: the name of an argument follows its label, a list of words is joined with the
// language's punctuation, and the words that the argument takes, if any, are added as "Choices".
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
