package command

import (
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/locale"
	"unicode/utf8"
)

// Args is what a command takes, in the order it is written.
type Args []Arg

// Arg is one thing a command takes. Command.ArgHelp says what it is for.
type Arg struct {
	name      string
	form      form
	optional  bool
	values    values
	get       func() string      // as written, without the name; empty for nothing
	set       func(string) error // a *UsageError when the text cannot be meant
	exclude   func(string) error // the same for -name:value; nil when nothing can be left out
	adds      bool               // may be written several times: what is given adds up
	check     func() error       // asked when all arguments are read; nil for nothing to check
	each      func() []string    // the words of the present value, where get writes them shorter; nil where it does not
	clear     string             // the word that takes away what is there; empty for none
	clock     bool               // a time of day
	day       bool               // a day of TCA's
	asked     bool               // a form asks for it although it stands at a place
	needed    bool               // a form does not take nothing for it
	suggested bool               // a form suggests what a text may mean
	unasked   bool               // no form asks for it
	revision  bool               // a revision of version control
	about     locale.Key         // what it is for, where other commands have an argument of that name for something else
}

type form int

const (
	positional form = iota + 1
	rest            // all words that are left over
	line            // all that follows, as it was written: a line of another command
	filter          // name:value
	flag            // --name
)

// Text is a word at its place.
func Text(p *string, name string) Arg {
	return Arg{name: name, form: positional, get: func() string { return *p }, set: func(text string) error {
		if !strings.Contains(text, "://") { // the address of a page may be longer than what it names
			if err := bounded(text); err != nil {
				return err
			}
		}
		*p = text
		return nil
	}}
}

// Revision is a word at its place that names a revision of version control. One of git has 40 hexadecimal digits, as a
// TCA token has: only a command that declares such an argument may be given what looks like a token.
func Revision(p *string, name string) Arg {
	a := Text(p, name)
	a.revision = true
	return a
}

// Rest is all words left over: the text to search for.
func Rest(p *string, name string) Arg {
	return Arg{name: name, form: rest, optional: true, get: func() string { return *p }, set: text(p)}
}

// Line is a line of another command: all that follows, whatever it looks like.
func Line(p *string, name string) Arg {
	return Arg{name: name, form: line, optional: true, get: func() string { return *p }, set: store(p)}
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
		set: func(string) error { *p = true; return nil },
	}
}

// Check adds what can only be checked when all arguments are read, such as that two of them go together. The error is a
// *UsageError, which is completed with the argument's name.
func (a Arg) Check(check func() error) Arg {
	before := a.check
	a.check = func() error {
		if before != nil {
			if err := before(); err != nil {
				return err
			}
		}
		return check()
	}
	return a
}

// Optional marks a word that may be left out.
func (a Arg) Optional() Arg {
	a.optional = true
	return a
}

// About names the sentence that says what the argument is for. It is for a sentence that several commands share but not
// all that have an argument of that name.
func (a Arg) About(id locale.Key) Arg {
	a.about = id
	return a
}

func store(p *string) func(string) error {
	return func(s string) error { *p = s; return nil }
}

// text is store for what TCA is to search for.
func text(p *string) func(string) error {
	return func(s string) error {
		if err := bounded(s); err != nil {
			return err
		}
		*p = s
		return nil
	}
}

// bounded refuses a text that is longer than any TCA keeps.
func bounded(text string) error {
	if n := utf8.RuneCountInString(text); n > api.MaxSearch {
		return &UsageError{Reason: "usage.long_value", Data: []any{"Count", n, "Most", api.MaxSearch}}
	}
	return nil
}

// String is how the argument is written in a usage line: <needed> [optional] name:a|b --flag.
func (a Arg) String() string {
	switch a.form {
	case filter:
		return "[" + a.name + ":" + a.values.sample + "]"
	case flag:
		return "[--" + a.name + "]"
	case rest, line:
		return "[" + a.name + "…]"
	default:
		if a.optional {
			return "[" + a.name + "]"
		}
		return "<" + a.name + ">"
	}
}

// words writes the arguments' values as parse reads them.
func (as Args) words() []string {
	var words []string
	for _, a := range as {
		v := a.get()
		switch {
		case v == "":
		case a.form == filter:
			words = append(words, a.name+":"+v)
		case a.form == rest:
			if fields := strings.Fields(v); strings.Join(fields, " ") == v {
				words = append(words, fields...)
			} else {
				words = append(words, v) // its spaces are not ordinary ones
			}
		case a.form == line:
			all, err := Split(v)
			if err == nil {
				words = append(words, all...)
			}
		default:
			words = append(words, v)
		}
	}
	return words
}

// narrow reports whether there is anything to narrow by.
func (as Args) narrow() bool {
	return slices.ContainsFunc(as, func(a Arg) bool { return a.form == filter })
}
