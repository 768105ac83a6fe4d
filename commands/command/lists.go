package command

import (
	"slices"
	"strings"
)

// ListsError says that a line names something that has lists in place of one of them.
type ListsError struct {
	Target string // as it was typed
	Lists  []Suggested
}

// Suggested is a line with the command that it begins with.
type Suggested struct {
	Command Command
	Line    string
}

// Error implements error. People see which lists there are instead.
func (e *ListsError) Error() string { return "the line names no list of " + e.Target }

// within are the kinds of what is a part of something: a list of the one is also a list of the other, which asks for the
// part if it has several.
var within = map[string]string{"repo": "project"}

// lists is the error that offers the lists of what a word names and a line shows: those of which it is the first argument,
// and that have the line's other arguments, too.
func (b *Book) lists(word string, shown Parsed) error {
	e := &ListsError{Target: word}
	subject := shown.Command.subject()
	for _, kind := range []string{within[subject], subject} {
		for _, c := range b.commands {
			if kind != "" && c.HasSheet() && c.subject() == kind && c.args().parse(shown.Words) == nil {
				e.Lists = append(e.Lists, Suggested{c, c.Name + " " + Join(shown.Words)})
			}
		}
	}
	if len(e.Lists) == 0 {
		return noList(shown.Command)
	}
	return e
}

// subject is the name of the only argument that the command needs to know what to show: its first one.
func (c Command) subject() string {
	args := c.args()
	i := slices.IndexFunc(args, func(a Arg) bool { return a.form == positional })
	if i < 0 {
		return ""
	}
	return args[i].name
}

func noList(c Command) error {
	return &UsageError{Reason: "usage.no_list", Data: []any{"Word", c.Name}}
}

// Subject is what a line is about, as the line has it: the words at their places, without filters, flags and search
// texts. Of a line that holds another, such as an export's, it is the subject of that one. It is empty for a line that
// names nothing, or cannot be read.
func (b *Book) Subject(written string) string {
	p, err := b.Parse(written)
	if err != nil {
		return ""
	}
	args := p.Command.args()
	if args.parse(p.Words) != nil {
		return ""
	}
	var words []string
	for _, a := range args {
		switch v := a.get(); {
		case v == "":
		case a.form == positional:
			words = append(words, v)
		case a.form == line:
			return b.Subject(v)
		}
	}
	return strings.Join(words, " ")
}
