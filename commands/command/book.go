package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Book is the ordered list of all commands. It does not change after NewBook and is safe for concurrent use.
type Book struct {
	groups   []Group
	commands []Command          // of all groups, in order
	named    map[string]Command // by all their names, in lower case
	families map[string]bool    // the first words of commands of two
	links    func(url string) (line string, ok bool)
	targets  Resolve
}

// Group is a group of commands in the help. The catalogue's "group.<name>" is its heading.
type Group struct {
	Name     string
	Commands []Command
}

// NewBook checks the commands: a name used twice in any language, a missing Access or an example that does not parse is an
// error.
func NewBook(groups ...Group) (*Book, error) {
	b := &Book{groups: slices.Clone(groups), named: map[string]Command{}, families: map[string]bool{}}
	for _, g := range groups {
		for _, c := range g.Commands {
			if err := c.check(); err != nil {
				return nil, err
			}
			for _, name := range c.Names() {
				name = strings.ToLower(name)
				if _, taken := b.named[name]; taken {
					return nil, fmt.Errorf("command %q: another command is called %q, too", c.Name, name)
				}
				b.named[name] = c
			}
			if first, _, two := strings.Cut(c.Name, " "); two {
				b.families[first] = true
			}
			b.commands = append(b.commands, c)
		}
	}
	return b, nil
}

// Groups lists the groups of commands.
func (b *Book) Groups() []Group { return slices.Clone(b.groups) }

// All lists all commands in order.
func (b *Book) All() []Command { return slices.Clone(b.commands) }

// Find returns the command with a name, in any language and ignoring case.
func (b *Book) Find(name string) (Command, bool) {
	c, ok := b.named[strings.ToLower(name)]
	return c, ok
}

// menu is the command that an empty line means.
const menu = "menu"

// Parsed is a command line that named a command.
type Parsed struct {
	Command Command
	Words   []string // what follows the name
}

// Parse reads a line. An empty one means the menu; one that begins with no command may be the address of a page or the name of
// a target. The error is a *UsageError.
func (b *Book) Parse(line string) (Parsed, error) {
	words, err := Split(line)
	if err != nil {
		return Parsed{}, err
	}
	if len(words) == 0 {
		words = []string{menu}
	}
	if words, err = b.page(words); err != nil {
		return Parsed{}, err
	}
	if len(words) > 1 {
		if c, ok := b.Find(words[0] + " " + words[1]); ok {
			return Parsed{Command: c, Words: words[2:]}, nil
		}
	}
	c, ok := b.Find(words[0])
	switch {
	case !ok:
		if b.targets != nil {
			return Parsed{Command: b.target(), Words: words}, nil
		}
		return Parsed{}, b.unknown(words[:1], words[1:], b.nearest(words[0], b.oneWord()))
	case len(words) > 1 && b.isVerb(c, words[1]):
		near := b.nearest(words[0]+" "+words[1], b.under(c.Name))
		return Parsed{}, b.unknown(words[:2], words[2:], near)
	}
	return Parsed{Command: c, Words: words[1:]}, nil
}

// unknown is the error of words that name no command, with suggested lines.
func (b *Book) unknown(words, rest, near []string) error {
	e := &UsageError{Reason: unknownCommand, Data: []any{"Word", strings.Join(words, " ")}}
	for _, name := range near {
		line := Join(append(strings.Fields(name), rest...))
		meant, err := b.Named(line) // the second word may belong to the name
		if err != nil {
			line = name
			meant.Command, _ = b.Find(name)
		}
		e.Suggest = append(e.Suggest, Suggestion{Line: line, Changes: meant.Command.Changes})
	}
	return e
}

// oneWord lists the commands of one word.
func (b *Book) oneWord() []Command {
	return b.those(func(c Command) bool { return !strings.Contains(c.Name, " ") })
}

// under lists the commands of two words that begin with one.
func (b *Book) under(first string) []Command {
	return b.those(func(c Command) bool { return strings.HasPrefix(c.Name, first+" ") })
}

func (b *Book) those(want func(Command) bool) []Command {
	return slices.DeleteFunc(slices.Clone(b.commands), func(c Command) bool { return !want(c) })
}

// isVerb reports whether the word after a command's name can only be the second word of another command's name: there are
// such commands, and this one has no positional argument.
func (b *Book) isVerb(c Command, word string) bool {
	if !b.families[c.Name] || strings.HasPrefix(word, "--") {
		return false
	}
	args := c.args()
	own := slices.ContainsFunc(args, func(a Arg) bool { return a.form == positional || a.form == rest || a.form == line })
	return !own && !args.isFilter(word)
}

// Run runs a parsed line and completes a usage error with the command it is about.
func (b *Book) Run(ctx context.Context, r *Request, p Parsed) (Reply, error) {
	reply, err := p.Command.Run(ctx, r, p.Words)
	if usage, ok := errors.AsType[*UsageError](err); ok && usage.Command == nil {
		usage.Command = &p.Command
	}
	return reply, err
}

// Sheet returns the whole list of which a line shows a page. A line that shows no list is a *UsageError, and one that names
// what has lists a *ListsError.
func (b *Book) Sheet(ctx context.Context, r *Request, line string) (Sheet, error) {
	p, err := b.Parse(line)
	if err != nil {
		return Sheet{}, err
	}
	if !p.Command.HasSheet() {
		return Sheet{}, noList(p.Command)
	}
	own := *r // so that it writes the sheet's line, not that of the export command
	sheet, err := p.Command.Sheet(ctx, &own, p.Words)
	if usage, ok := errors.AsType[*UsageError](err); ok && usage.Command == nil {
		usage.Command = &p.Command
	}
	return sheet, err
}

// hintLength is about how much of a usage hint Slack shows while the slash command is typed.
const hintLength = 90

// UsageHint is the short list of commands that Slack shows while the slash command is typed: the first ones, in the
// order of help.
func (b *Book) UsageHint() string {
	hint := ""
	for i, c := range b.commands {
		if i > 0 && len(hint)+len(c.Name) > hintLength {
			return hint + " | …"
		}
		if i > 0 {
			hint += " | "
		}
		hint += c.Name
	}
	return hint
}
