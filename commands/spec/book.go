package spec

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Book is the ordered list of all commands. It does not change after NewBook and is safe for concurrent use.
type Book struct{ commands []Command }

// NewBook checks the commands: a name used twice, a missing Access or an example that does not parse is an error.
func NewBook(commands ...Command) (*Book, error) {
	seen := make(map[string]bool)
	for _, c := range commands {
		if err := c.check(); err != nil {
			return nil, err
		}
		if seen[c.Name] {
			return nil, fmt.Errorf("command %q: two commands have this name", c.Name)
		}
		seen[c.Name] = true
	}
	return &Book{commands: slices.Clone(commands)}, nil
}

// All lists the commands in their order.
func (b *Book) All() []Command { return slices.Clone(b.commands) }

// Find returns the command of a name, in any letter case.
func (b *Book) Find(name string) (Command, bool) {
	for _, c := range b.commands {
		if strings.EqualFold(c.Name, name) {
			return c, true
		}
	}
	return Command{}, false
}

// Parsed is a command line that named a command.
type Parsed struct {
	Command Command
	Words   []string // what follows the name
}

// Parse reads a line. An empty one means help. The error is a *UsageError.
func (b *Book) Parse(line string) (Parsed, error) {
	words, err := Split(line)
	if err != nil {
		return Parsed{}, err
	}
	if len(words) == 0 {
		words = []string{"help"}
	}
	c, ok := b.Find(words[0])
	if !ok {
		e := &UsageError{Reason: "usage.unknown_command", Data: []any{"Word", words[0]}}
		if near := b.nearest(words[0]); near != "" {
			e.Suggest = Join(append([]string{near}, words[1:]...))
		}
		return Parsed{}, e
	}
	return Parsed{Command: c, Words: words[1:]}, nil
}

// Run runs a parsed line and completes a usage error with the command it is about.
func (b *Book) Run(ctx context.Context, r *Request, p Parsed) (Reply, error) {
	reply, err := p.Command.Run(ctx, r, p.Words)
	if usage, ok := errors.AsType[*UsageError](err); ok && usage.Command == nil {
		usage.Command = &p.Command
	}
	return reply, err
}

// nearest is the command most like a mistyped word, if one is near enough to be meant.
func (b *Book) nearest(word string) string {
	best, most := "", 1+len(word)/3
	for _, c := range b.commands {
		d := levenshtein.ComputeDistance(strings.ToLower(word), c.Name)
		if letters(strings.ToLower(word)) == letters(c.Name) {
			d = 0 // the right letters in the wrong order are the likeliest slip
		}
		if d <= most {
			best, most = c.Name, d-1
		}
	}
	return best
}

// letters is the letters of a word in order of the alphabet.
func letters(word string) string {
	all := []rune(word)
	slices.Sort(all)
	return string(all)
}

// UsageHint is the short list of commands that Slack shows while the slash command is typed.
func (b *Book) UsageHint() string {
	names := make([]string, len(b.commands))
	for i, c := range b.commands {
		names[i] = c.Name
	}
	return strings.Join(names, " | ")
}
