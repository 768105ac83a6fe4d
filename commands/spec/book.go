package spec

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Book is the ordered list of all commands. It does not change after NewBook and is safe for concurrent use.
type Book struct {
	groups   []Group
	commands []Command // of all groups, in order
	links    func(url string) (line string, ok bool)
}

// Group is commands that belong together. The catalogue's "group.<name>" says what they are about.
type Group struct {
	Name     string
	Commands []Command
}

// NewBook checks the commands: a name used twice, a missing Access or an example that does not parse is an error.
func NewBook(groups ...Group) (*Book, error) {
	seen := make(map[string]bool)
	b := &Book{groups: slices.Clone(groups)}
	for _, g := range groups {
		for _, c := range g.Commands {
			if err := c.check(); err != nil {
				return nil, err
			}
			if seen[c.Name] {
				return nil, fmt.Errorf("command %q: two commands have this name", c.Name)
			}
			seen[c.Name] = true
			b.commands = append(b.commands, c)
		}
	}
	return b, nil
}

// Groups lists the commands as they belong together.
func (b *Book) Groups() []Group { return slices.Clone(b.groups) }

// Reading lets a line be the address of a web page: read gives the line that shows what the page shows.
func (b *Book) Reading(read func(url string) (line string, ok bool)) *Book {
	return &Book{groups: b.groups, commands: b.commands, links: read}
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
	if strings.Contains(words[0], "://") && b.links != nil {
		shown, ok := b.links(words[0])
		if !ok {
			return Parsed{}, &UsageError{Reason: "usage.foreign_page"}
		}
		line, err := Split(shown)
		if err != nil {
			return Parsed{}, err
		}
		words = append(line, words[1:]...)
	}
	c, ok := b.Find(words[0])
	if !ok {
		e := &UsageError{Reason: "usage.unknown_command", Data: []any{"Word", words[0]}}
		for _, near := range b.nearest(words[0]) {
			e.Suggest = append(e.Suggest, Join(append([]string{near}, words[1:]...)))
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

// Sheet gives the whole list that a line shows a page of. A line that shows no list is a *UsageError.
func (b *Book) Sheet(ctx context.Context, r *Request, line string) (Sheet, error) {
	p, err := b.Parse(line)
	if err != nil {
		return Sheet{}, err
	}
	if !p.Command.HasSheet() {
		return Sheet{}, &UsageError{Reason: "usage.no_list", Data: []any{"Word", p.Command.Name}}
	}
	own := *r // the line it writes is the sheet's, not that of the command that asks for it
	sheet, err := p.Command.Sheet(ctx, &own, p.Words)
	if usage, ok := errors.AsType[*UsageError](err); ok && usage.Command == nil {
		usage.Command = &p.Command
	}
	return sheet, err
}

// maxNearest is how many commands are offered for a mistyped one.
const maxNearest = 3

// nearest lists the commands most like a mistyped word, if any is near enough to be meant.
func (b *Book) nearest(word string) []string {
	word = strings.ToLower(word)
	distance := map[string]int{}
	for _, c := range b.commands {
		d := levenshtein.ComputeDistance(word, c.Name)
		if letters(word) == letters(c.Name) {
			d = 0 // the right letters in the wrong order are the likeliest slip
		}
		if d <= 1+len(word)/3 {
			distance[c.Name] = d
		}
	}
	best := slices.SortedFunc(maps.Keys(distance), func(a, b string) int {
		return cmp.Or(distance[a]-distance[b], strings.Compare(a, b))
	})
	if len(best) > 0 { // what is much further off than the nearest was not meant
		best = slices.DeleteFunc(best, func(name string) bool { return distance[name] > distance[best[0]]+1 })
	}
	return best[:min(len(best), maxNearest)]
}

// letters is the letters of a word in order of the alphabet.
func letters(word string) string {
	all := []rune(word)
	slices.Sort(all)
	return string(all)
}

// hintLength is about what Slack shows of a usage hint while the slash command is typed.
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
