package spec

import (
	"slices"
	"strings"
	"tcabot/commands/locale"
)

// Args is what a command takes, in the order it is written.
type Args []Arg

// Arg is one thing a command takes. Its help text is the catalogue's "<command>.arg.<name>".
type Arg struct {
	name     string
	form     form
	optional bool
	choices  []string
	get      func() string
	set      func(string)
}

type form int

const (
	positional form = iota + 1
	rest            // all words that are left over
	choice          // name:value with a fixed set of values
	flag            // --name
)

// Text is a word at its place.
func Text(p *string, name string) Arg {
	return Arg{name: name, form: positional, get: func() string { return *p }, set: func(s string) { *p = s }}
}

// Rest is all words left over: the text to search for.
func Rest(p *string, name string) Arg {
	return Arg{name: name, form: rest, optional: true, get: func() string { return *p }, set: func(s string) { *p = s }}
}

// Choice is name:value, one of a few values.
func Choice[T ~string](p *T, name string, values ...T) Arg {
	choices := make([]string, len(values))
	for i, v := range values {
		choices[i] = string(v)
	}
	return Arg{
		name: name, form: choice, optional: true, choices: choices,
		get: func() string { return string(*p) }, set: func(s string) { *p = T(s) },
	}
}

// Flag is --name, there or not.
func Flag(p *bool, name string) Arg {
	return Arg{
		name: name, form: flag, optional: true,
		get: func() string {
			if *p {
				return "--" + name
			}
			return ""
		},
		set: func(string) { *p = true },
	}
}

// Optional marks a word that may be left out.
func (a Arg) Optional() Arg {
	a.optional = true
	return a
}

// String is how the argument is written in a usage line: <needed> [optional] name:a|b --flag.
func (a Arg) String() string {
	switch a.form {
	case choice:
		return "[" + a.name + ":" + strings.Join(a.choices, "|") + "]"
	case flag:
		return "[--" + a.name + "]"
	case rest:
		return "[" + a.name + "…]"
	default:
		if a.optional {
			return "[" + a.name + "]"
		}
		return "<" + a.name + ">"
	}
}

// parse fills the arguments from words.
func (as Args) parse(words []string) error {
	places := slices.DeleteFunc(slices.Clone(as), func(a Arg) bool { return a.form != positional })
	at := slices.IndexFunc(as, func(a Arg) bool { return a.form == rest })
	var left []string
	for _, w := range words {
		switch taken, err := as.named(w); {
		case err != nil:
			return err
		case taken:
		case len(places) > 0:
			places[0].set(w)
			places = places[1:]
		case at >= 0:
			left = append(left, w)
		default:
			return &UsageError{Reason: "usage.too_many", Data: []any{"Word", w}}
		}
	}
	if at >= 0 {
		as[at].set(strings.Join(left, " "))
	}
	for _, a := range places {
		if !a.optional {
			return &UsageError{Reason: "usage.missing", Data: []any{"Name", a.name}}
		}
	}
	return nil
}

// named takes a word that names its argument: --flag or key:value. A colon in any other word is just a colon.
func (as Args) named(word string) (taken bool, err error) {
	if name, ok := strings.CutPrefix(word, "--"); ok && name != "" {
		for _, a := range as {
			if a.form == flag && strings.EqualFold(a.name, name) {
				a.set("")
				return true, nil
			}
		}
		return false, &UsageError{Reason: "usage.unknown_flag", Data: []any{"Flag", word}}
	}
	key, value, ok := strings.Cut(word, ":")
	if !ok {
		return false, nil
	}
	for _, a := range as {
		if a.form != choice || !strings.EqualFold(a.name, key) {
			continue
		}
		for _, c := range a.choices {
			if strings.EqualFold(c, value) {
				a.set(c)
				return true, nil
			}
		}
		return false, &UsageError{Reason: "usage.choice", Data: []any{"Name", a.name, "Value", value, "Choices", strings.Join(a.choices, ", ")}}
	}
	return false, nil
}

// words writes the arguments' values as parse reads them.
func (as Args) words() []string {
	var words []string
	for _, a := range as {
		v := a.get()
		switch {
		case v == "":
		case a.form == choice:
			words = append(words, a.name+":"+v)
		case a.form == rest:
			for w := range strings.FieldsSeq(v) {
				words = append(words, w)
			}
		default:
			words = append(words, v)
		}
	}
	return words
}

// Help is what one argument is for.
func (c Command) argHelp(w locale.Words, a Arg) string { return w.Say(c.key() + ".arg." + a.name) }
