// Package command says what a command is. Everything people see about a command — parsing, usage, help, suggestions, the
// README table, the manifest's hint, the line in every button — is derived from one literal: [Def], or that of package paged
// for a command that shows a page of a list.
package command

import (
	"context"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Access says who may run a command. It is checked in one place, before Run.
type Access int

// The kinds of access. The zero value is none of them: a command without an Access is rejected at start-up.
const (
	Anyone  Access = iota + 1 // no TCA account needed
	Linked                    // a person with a stored TCA token, which Run uses
	Welcome                   // no TCA account needed; Run uses the token of a person who has one
)

// Def defines a command: A is the type of its arguments, D of the data that its Run fetches for its View.
type Def[A, D any] struct {
	Name     string        // what is typed: one word, or two of which the second is a verb; required
	Access   Access        // required
	Examples []string      // lines that must parse; the first is shown in help; required
	Args     func(*A) Args // its arguments, bound to A; nil for none

	// Run fetches the data and formats nothing. It may complete the arguments, such as with the default team: buttons
	// carry the completed line, so that they mean the same to everybody.
	Run func(context.Context, *Request, *A) (D, error)
	// View shows the data. It fetches nothing and reads no clock.
	View func(Screen, D) kit.Message
	// Personal reports whether the answer depends on the person ("my issues") and not only on their access; nil for
	// never. On a shared screen, such an answer is only visible to the person who asked.
	Personal func(*A) bool
	// Changes says that running the command changes something, if only what the bot remembers: it is never run by a
	// guess of what was meant.
	Changes bool
	// Disconnects says that running the command takes the person's TCA account away.
	Disconnects bool
	// Separate says that the answer does not replace the screen whose button was clicked.
	Separate bool
	// Lead is what the command's form says above its fields, made of the arguments of the line that opens it. It fetches
	// nothing: the form has to open at once. Nil for nothing.
	Lead func(locale.Words, *A) kit.Message
	// Field is the argument that a field of a request to TCA is made of, so that TCA's refusal is shown there; empty for
	// none. A nil Field, and an empty answer, stand for the argument with the name of the field.
	Field func(tca string) string
	// Sheet returns the whole list for a file; nil for a command without a list.
	Sheet func(context.Context, *Request, *A) (Sheet, error)
	// Flaw is what the definition lacks where it was made by another package, which NewBook rejects; empty for nothing.
	Flaw string
}

// Sheet is a whole list as rows of a file.
type Sheet struct {
	Name  string   // of the file, without its extension
	Head  []string // names of the columns
	Total int      // expected number of rows
	Rows  func(context.Context) iter.Seq2[[]string, error]

	// Changed reports whether the list changed while Rows was read, so that rows may be missing or repeated. It is nil for
	// a list that comes in one response.
	Changed func() bool
}

// Screen is what a View knows besides its data.
type Screen struct {
	locale.Words
	Command string // the slash command as people type it, such as "/tca"
	Line    string // this screen as a canonical command line
	Subject string // what the line is about; set only for errors: see Book.Subject
	Was     int    // the total when the person last saw this list; 0 when they did not
	Moved   bool   // the requested page no longer exists, so the last one is shown
	By      string // Slack user who shared this screen; empty for a private one
	Sheet   bool   // the list can be exported to a file
	Filters bool   // the command has filters, and so a form for them

	Narrowed []Narrowing // the filters and flags of the line, in the order of the command's arguments
}

// Command is a Def with its types erased, so that a list can hold many.
type Command struct {
	Name        string
	Access      Access
	Examples    []string
	Changes     bool
	Disconnects bool

	flaw  string // what its definition lacks, for check; empty for nothing
	args  func() Args
	lead  func(w locale.Words, words []string) kit.Message // nil for none
	run   func(context.Context, *Request, []string) (Reply, error)
	sheet func(context.Context, *Request, []string) (Sheet, error)
}

// Reply is a command's answer.
type Reply struct {
	Message  kit.Message
	Line     string // the canonical line of this answer
	Separate bool   // does not replace the screen whose button was clicked
	Personal bool   // depends on the person who asks
}

// Define makes a Command of a Def.
func Define[A, D any](d Def[A, D]) Command {
	args := func(a *A) Args {
		if d.Args == nil {
			return nil
		}
		return d.Args(a)
	}
	c := Command{
		Name: d.Name, Access: d.Access, Examples: d.Examples, Changes: d.Changes, Disconnects: d.Disconnects, flaw: d.Flaw,
		args: func() Args { return args(new(A)) },
		run: func(ctx context.Context, r *Request, words []string) (Reply, error) {
			a := new(A)
			bound := args(a)
			if err := bound.parse(bound.once(words, r.Command)); err != nil {
				return Reply{}, err
			}
			r.write = func() string { return Write(d.Name, bound) }
			if err := bound.fits(r.write()); err != nil {
				return Reply{}, err
			}
			data, err := d.Run(ctx, r, a)
			line := r.write()
			if err == nil && !d.Changes { // what was done has to be told
				err = bound.fits(line) // completing the arguments may have made it longer
			}
			if err != nil {
				return Reply{Line: line}, bound.refusal(err, d.Field)
			}
			s := Screen{Words: r.Words, Command: r.Command, Line: line, Was: r.Page.Was, Moved: r.Page.moved, By: r.By, Sheet: d.Sheet != nil, Filters: bound.narrow(), Narrowed: bound.narrowings()}
			reply := Reply{Message: d.View(s, data), Line: line, Separate: d.Separate}
			reply.Personal = d.Personal != nil && d.Personal(a)
			return reply, nil
		},
	}
	if d.Lead != nil {
		c.lead = func(w locale.Words, words []string) kit.Message {
			a := new(A)
			if args(a).parse(words) != nil {
				return nil
			}
			return d.Lead(w, a)
		}
	}
	if d.Sheet != nil {
		c.sheet = func(ctx context.Context, r *Request, words []string) (Sheet, error) {
			a := new(A)
			bound := args(a)
			if err := bound.parse(words); err != nil {
				return Sheet{}, err
			}
			r.write = func() string { return Write(d.Name, bound) }
			if err := bound.fits(r.write()); err != nil {
				return Sheet{}, err
			}
			return d.Sheet(ctx, r, a)
		}
	}
	return c
}

// HasSheet reports whether the command's list can be exported to a file.
func (c Command) HasSheet() bool { return c.sheet != nil }

// Sheet parses words and returns the whole list, which is fetched while its rows are read.
func (c Command) Sheet(ctx context.Context, r *Request, words []string) (Sheet, error) {
	return c.sheet(ctx, r, words)
}

// Run parses words and answers. The error may be a *UsageError without its Command: Book.Run fills that in.
func (c Command) Run(ctx context.Context, r *Request, words []string) (Reply, error) {
	return c.run(ctx, r, words)
}

// Usage is the usage line of the command. ArgHelp explains the values of filters.
func (c Command) Usage() string {
	parts := []string{c.Name}
	var filters []string
	for _, a := range c.args() {
		if a.refused || a.internal {
			continue
		}
		if a.form == filter {
			filters = append(filters, a.name+":")
		} else {
			parts = append(parts, a.String())
		}
	}
	if len(filters) > 0 {
		parts = append(parts, "["+strings.Join(filters, " ")+"]")
	}
	return strings.Join(parts, " ")
}

// TakesRevision reports whether the command declares an argument that is a revision.
func (c Command) TakesRevision() bool {
	return slices.ContainsFunc(c.args(), func(a Arg) bool { return a.revision })
}

var nameForm = regexp.MustCompile(`^[a-z0-9-]+( [a-z0-9-]+)?$`)

// check finds what the definition lacks.
func (c Command) check() error {
	switch {
	case !nameForm.MatchString(c.Name):
		return fmt.Errorf("command %q: its name must be one or two lower-case words", c.Name)
	case c.Access < Anyone || c.Access > Welcome:
		return fmt.Errorf("command %q: it does not say who may run it", c.Name)
	case len(c.Examples) == 0:
		return fmt.Errorf("command %q: it has no example", c.Name)
	case c.flaw != "":
		return fmt.Errorf("command %q: %s", c.Name, c.flaw)
	}
	return nil
}

// Takes reports why a line is none that the command can be run with; nil if it is one.
func (c Command) Takes(line string) error {
	words, err := Split(line)
	name := strings.Fields(c.Name)
	if err != nil || len(words) < len(name) || !slices.Equal(words[:len(name)], name) {
		return fmt.Errorf("command %q: %q is not a line of it", c.Name, line)
	}
	if err := c.args().parse(words[len(name):]); err != nil {
		return fmt.Errorf("command %q: %q: %w", c.Name, line, err)
	}
	return nil
}
