// Package command says what a command is. Everything people see about a command — parsing, usage, help, suggestions, the
// README table, the manifest's hint, the line in every button — is derived from one literal: [Def], or [List] for one
// that shows a page of a list.
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

// The kinds of access. There is no zero one: a command that forgets to say is refused at start-up.
const (
	Anyone Access = iota + 1 // no TCA account needed
	Linked                   // a person whose TCA token we hold; Run acts with that token
)

// Def is a command as its author writes it: A is what it takes, D what its Run finds for its View.
type Def[A, D any] struct {
	Name     string        // what is typed; required: one word, or two of which the second says what to do
	Access   Access        // required
	Examples []string      // lines that must parse; the first is shown in help; required
	Args     func(*A) Args // what it takes, bound to A; nil for nothing

	// Run finds the data. It may complete args (the team that a default stood for): buttons carry what it leaves there,
	// so that they mean the same to whoever presses them. It formats nothing.
	Run func(context.Context, *Request, *A) (D, error)
	// View shows the data. It fetches nothing and reads no clock.
	View func(Screen, D) kit.Message
	// Personal reports whether the answer depends on who asks ("my issues"), and not only on what they may see; nil for
	// never. On a screen that everybody sees, such an answer is only for who asked.
	Personal func(*A) bool
	// Separate says that the answer does not take the place of the screen it was asked from by a button.
	Separate bool
	// Sheet gives everything the arguments ask for, from the first entry to the last, for a file; nil when there is
	// nothing to walk through.
	Sheet func(context.Context, *Request, *A) (Sheet, error)
}

// Sheet is a whole list as rows of a file.
type Sheet struct {
	Name  string   // of the file, without its ending
	Head  []string // what the columns are called
	Total int      // rows, as far as is known beforehand
	Rows  func(context.Context) iter.Seq2[[]string, error]

	// Changed reports whether the list was seen to change while Rows was last walked: rows may be missing then, or there
	// twice. nil for what comes whole.
	Changed func() bool
}

// Screen is what a View knows beside its data.
type Screen struct {
	locale.Words
	Command string // the slash command as people type it, such as "/tca"
	Line    string // this screen as a canonical command line
	Subject string // what the line is about, where something went wrong with it: see Book.Subject
	Was     int    // the total when the person last saw this list; 0 when they did not
	Moved   bool   // the asked page no longer exists and the last one is shown
	By      string // Slack user who shared this screen; empty when only one person sees it
	Sheet   bool   // all of it can be had as a file
	Filters bool   // the line can be narrowed by a form

	Narrowed []Narrowing // the filters and flags of the line, in the order of the command's arguments
}

// Command is a Def with its types erased, so that a list can hold many.
type Command struct {
	Name     string
	Access   Access
	Examples []string

	flaw  string // what its author forgot, for check; empty for nothing
	args  func() Args
	run   func(context.Context, *Request, []string) (Reply, error)
	sheet func(context.Context, *Request, []string) (Sheet, error)
}

// Reply is a command's answer.
type Reply struct {
	Message  kit.Message
	Line     string // the canonical line that gives this answer again
	Separate bool   // not to be shown in the place of the screen it was asked from
	Personal bool   // another person's answer to the same line is another
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
		Name: d.Name, Access: d.Access, Examples: d.Examples,
		args: func() Args { return args(new(A)) },
		run: func(ctx context.Context, r *Request, words []string) (Reply, error) {
			a := new(A)
			bound := args(a)
			if err := bound.parse(words); err != nil {
				return Reply{}, err
			}
			r.write = func() string { return Write(d.Name, bound) }
			if err := bound.fits(r.write()); err != nil {
				return Reply{}, err
			}
			data, err := d.Run(ctx, r, a)
			line := r.write()
			if err == nil {
				err = bound.fits(line) // what was completed may have made it longer
			}
			if err != nil {
				return Reply{Line: line}, err
			}
			s := Screen{Words: r.Words, Command: r.Command, Line: line, Was: r.Page.Was, Moved: r.Page.moved, By: r.By, Sheet: d.Sheet != nil, Filters: bound.narrow(), Narrowed: bound.narrowings()}
			reply := Reply{Message: d.View(s, data), Line: line, Separate: d.Separate}
			reply.Personal = d.Personal != nil && d.Personal(a)
			return reply, nil
		},
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

// HasSheet reports whether the command's list can be had as a file.
func (c Command) HasSheet() bool { return c.sheet != nil }

// Sheet parses words and gives the whole list, which is fetched while its rows are read.
func (c Command) Sheet(ctx context.Context, r *Request, words []string) (Sheet, error) {
	return c.sheet(ctx, r, words)
}

// Run parses words and answers. The error may be a *UsageError without its Command: Book.Run fills that in.
func (c Command) Run(ctx context.Context, r *Request, words []string) (Reply, error) {
	return c.run(ctx, r, words)
}

// Usage is the line that says how the command is written. What filters take is told argument by argument, in ArgHelp.
func (c Command) Usage() string {
	parts := []string{c.Name}
	var filters []string
	for _, a := range c.args() {
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

// check finds what its author forgot.
func (c Command) check() error {
	switch {
	case !nameForm.MatchString(c.Name):
		return fmt.Errorf("command %q: its name must be one or two lower-case words", c.Name)
	case c.Access != Anyone && c.Access != Linked:
		return fmt.Errorf("command %q: it does not say who may run it", c.Name)
	case len(c.Examples) == 0:
		return fmt.Errorf("command %q: it has no example", c.Name)
	case c.flaw != "":
		return fmt.Errorf("command %q: %s", c.Name, c.flaw)
	}
	for _, e := range c.Examples {
		words, err := Split(e)
		name := strings.Fields(c.Name)
		if err != nil || len(words) < len(name) || !slices.Equal(words[:len(name)], name) {
			return fmt.Errorf("command %q: example %q is not a line of it", c.Name, e)
		}
		if err := c.args().parse(words[len(name):]); err != nil {
			return fmt.Errorf("command %q: example %q: %w", c.Name, e, err)
		}
	}
	return nil
}
