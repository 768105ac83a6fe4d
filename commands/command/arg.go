package command

import (
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/locale"
	"unicode/utf8"
)

// Args are the arguments of a command, in the order of its usage line.
type Args []Arg

// Arg is one argument of a command. Command.ArgHelp explains it.
type Arg struct {
	name      string
	form      form
	optional  bool
	values    values
	get       func() string      // the value as written, without the name; empty for none
	set       func(string) error // a *UsageError for an invalid value
	bound     func(string) error // rejects what is too long to be set; nil for nothing
	exclude   func(string) error // the same for -name:value; nil when values cannot be excluded
	adds      bool               // may be repeated: the values add up
	check     func() error       // called after all arguments are parsed; nil for none
	each      func() []string    // the words of the value, where get abbreviates them; otherwise nil
	fallback  func() bool        // sets the default of a filter that is not given, if it has one then; nil for none ever
	assumed   bool               // the value is the default
	clear     string             // the word that clears the value; empty for none
	clock     bool               // a time of day
	day       bool               // a day in TCA's time zone
	otherwise func() bool        // reports that the value is no day, although others are; nil for never
	asked     bool               // a positional argument that forms ask for, too
	needed    bool               // required in forms
	spare     bool               // a positional argument that forms do not require
	suggests  SuggestKind        // what forms suggest; 0 for nothing
	resets    []string           // the arguments that a form clears when this one is chosen anew
	offered   func(string) bool  // reports whether a form offers a word, by the other arguments; nil for all words
	unasked   bool               // not in forms
	rare      bool               // forms fold it away while its value is a usual one
	usual     []string           // usual values, besides none and all
	hidden    func() bool        // reports that a form does not have it, by the other arguments; nil for never
	multiline bool               // a text of several lines
	revision  bool               // a revision of version control
	refused   bool               // never accepted, and so in no help
	internal  bool               // only for buttons, and so in no help
	inner     bool               // a line of another command, or its beginning
	about     locale.Key         // its help, where that is not found by the argument's name
}

type form int

const (
	positional form = iota + 1
	rest            // all remaining words
	line            // everything that follows, verbatim: a line of another command
	filter          // name:value
	flag            // --name
)

// Text is a positional word.
func Text(p *string, name string) Arg {
	return Arg{name: name, form: positional, get: func() string { return *p }, set: store(p), bound: func(text string) error {
		if strings.Contains(text, "://") {
			return nil // a URL may be longer than a name
		}
		return bounded(text)
	}}
}

// Revision is a positional word that names a revision of version control. One of git has 40 hexadecimal digits, as a
// TCA token has: only a command that declares such an argument may be given what looks like a token.
func Revision(p *string, name string) Arg {
	a := Text(p, name)
	a.revision = true
	return a
}

// Refused is name:value that the command cannot have, although related ones do: whoever types it is told why. It is in no
// help, form or usage line.
func Refused(name string, why locale.Key) Arg {
	return Arg{
		name: name, form: filter, optional: true, refused: true, unasked: true,
		get: func() string { return "" },
		set: func(string) error { return &UsageError{Reason: why} },
	}
}

// Rest is all remaining words: the text to search for.
func Rest(p *string, name string) Arg {
	return Arg{name: name, form: rest, optional: true, get: func() string { return *p }, set: store(p), bound: bounded}
}

// Line is a line of another command: everything that follows, verbatim.
func Line(p *string, name string) Arg {
	return Arg{name: name, form: line, inner: true, optional: true, get: func() string { return *p }, set: store(p)}
}

// NameOf is the name of a command, of one word or two.
func NameOf(p *string, name string) Arg {
	a := Rest(p, name)
	a.inner = true
	return a
}

// Flag is --name, set or not.
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

// Check adds a check that needs all arguments, such as that two of them are compatible. Its error is a *UsageError, which
// is completed with the argument's name.
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

// Optional marks an argument that may be left out.
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

// read sets the value from a word of a line.
func (a Arg) read(word string) error {
	if a.bound != nil {
		if err := a.bound(word); err != nil {
			return err
		}
	}
	return a.set(word)
}

// bounded rejects a text that is longer than any that TCA stores.
func bounded(text string) error {
	if n := utf8.RuneCountInString(text); n > api.MaxSearch {
		return &UsageError{Reason: "usage.long_value", Data: []any{"Count", n, "Most", api.MaxSearch}}
	}
	return nil
}

// String is the argument in a usage line: <needed> [optional] name:a|b --flag.
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
		case v == "" || a.assumed:
		case a.form == filter:
			words = append(words, a.name+":"+v)
		case a.form == rest:
			if fields := strings.Fields(v); strings.Join(fields, " ") == v {
				words = append(words, fields...)
			} else {
				words = append(words, v) // it has other white space than single spaces
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

// narrow reports whether the command has filters.
func (as Args) narrow() bool {
	return slices.ContainsFunc(as, func(a Arg) bool { return a.form == filter })
}
