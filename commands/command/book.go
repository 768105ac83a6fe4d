package command

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

// Group is a group of commands in the help. The catalogue's "group.<name>" is its heading.
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

// Groups lists the groups of commands.
func (b *Book) Groups() []Group { return slices.Clone(b.groups) }

// Reading lets a line be the URL of a web page: read returns the line that shows the same as the page.
func (b *Book) Reading(read func(url string) (line string, ok bool)) *Book {
	return &Book{groups: b.groups, commands: b.commands, links: read}
}

// All lists all commands in order.
func (b *Book) All() []Command { return slices.Clone(b.commands) }

// Find returns the command with a name, ignoring case.
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
	if len(words) > 1 {
		if c, ok := b.Find(words[0] + " " + words[1]); ok {
			return Parsed{Command: c, Words: words[2:]}, nil
		}
	}
	c, ok := b.Find(words[0])
	switch {
	case !ok:
		return Parsed{}, unknown(words[:1], words[1:], b.nearest(words[0], b.oneWord()))
	case len(words) > 1 && b.isVerb(c, words[1]):
		return Parsed{}, unknown(words[:2], words[2:], b.nearest(words[0]+" "+words[1], b.under(c.Name)))
	}
	return Parsed{Command: c, Words: words[1:]}, nil
}

// unknown is the error of words that name no command, with suggested lines.
func unknown(words, rest, near []string) error {
	e := &UsageError{Reason: "usage.unknown_command", Data: []any{"Word", strings.Join(words, " ")}}
	for _, name := range near {
		e.Suggest = append(e.Suggest, Join(append(strings.Fields(name), rest...)))
	}
	return e
}

// oneWord lists the names of one word.
func (b *Book) oneWord() []string {
	return b.names(func(name string) bool { return !strings.Contains(name, " ") })
}

// under lists the names of two words that begin with one.
func (b *Book) under(first string) []string {
	return b.names(func(name string) bool { return strings.HasPrefix(name, first+" ") })
}

func (b *Book) names(want func(string) bool) []string {
	var names []string
	for _, c := range b.commands {
		if want(c.Name) {
			names = append(names, c.Name)
		}
	}
	return names
}

// isVerb reports whether the word after a command's name can only be the second word of another command's name: there are
// such commands, and this one has no positional argument.
func (b *Book) isVerb(c Command, word string) bool {
	args := c.args()
	own := slices.ContainsFunc(args, func(a Arg) bool { return a.form == positional || a.form == rest || a.form == line })
	return !own && len(b.under(c.Name)) > 0 && !strings.HasPrefix(word, "--") && !args.isFilter(word)
}

// Run runs a parsed line and completes a usage error with the command it is about.
func (b *Book) Run(ctx context.Context, r *Request, p Parsed) (Reply, error) {
	reply, err := p.Command.Run(ctx, r, p.Words)
	if usage, ok := errors.AsType[*UsageError](err); ok && usage.Command == nil {
		usage.Command = &p.Command
	}
	return reply, err
}

// Sheet returns the whole list of which a line shows a page. A line that shows no list is a *UsageError.
func (b *Book) Sheet(ctx context.Context, r *Request, line string) (Sheet, error) {
	p, err := b.Parse(line)
	if err != nil {
		return Sheet{}, err
	}
	if !p.Command.HasSheet() {
		return Sheet{}, &UsageError{Reason: "usage.no_list", Data: []any{"Word", p.Command.Name}}
	}
	own := *r // so that it writes the sheet's line, not that of the export command
	sheet, err := p.Command.Sheet(ctx, &own, p.Words)
	if usage, ok := errors.AsType[*UsageError](err); ok && usage.Command == nil {
		usage.Command = &p.Command
	}
	return sheet, err
}

// maxNearest is how many commands are suggested for a mistyped one.
const maxNearest = 3

// nearest lists the names most similar to a mistyped one, if any is similar enough.
func (b *Book) nearest(word string, names []string) []string {
	word = strings.ToLower(word)
	distance := map[string]int{}
	for _, name := range names {
		d := levenshtein.ComputeDistance(word, name)
		if letters(word) == letters(name) {
			d = 0 // letters in the wrong order are the most likely typo
		}
		if d <= 1+len(word)/3 {
			distance[name] = d
		}
	}
	best := slices.SortedFunc(maps.Keys(distance), func(a, b string) int {
		return cmp.Or(distance[a]-distance[b], strings.Compare(a, b))
	})
	if len(best) > 0 { // drop those that are much less similar than the best
		best = slices.DeleteFunc(best, func(name string) bool { return distance[name] > distance[best[0]]+1 })
	}
	return best[:min(len(best), maxNearest)]
}

// letters are the letters of a word in alphabetical order.
func letters(word string) string {
	all := []rune(word)
	slices.Sort(all)
	return string(all)
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
