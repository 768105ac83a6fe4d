package command

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"
)

// ErrNoTarget says that a word names nothing that can be shown.
var ErrNoTarget = errors.New("nothing has this name")

// Resolve finds what a line means that begins with no command: the line of the command that shows it. word is the line's
// first word; what it is completed to is what buttons will carry. The error is ErrNoTarget for a word that names nothing.
type Resolve func(ctx context.Context, r *Request, word *string) (line string, err error)

// Reading lets a line begin with the URL of a web page: read returns the line that shows the same as the page.
func (b *Book) Reading(read func(url string) (line string, ok bool)) *Book {
	with := *b
	with.links = read
	return &with
}

// Resolving lets a line begin with the name of what is to be shown, in place of a command.
func (b *Book) Resolving(resolve Resolve) *Book {
	with := *b
	with.targets = resolve
	return &with
}

// page replaces the URL at the beginning of a line by the line that shows the same.
func (b *Book) page(words []string) ([]string, error) {
	if b.links == nil || !strings.Contains(words[0], "://") {
		return words, nil
	}
	shown, ok := b.links(words[0])
	switch {
	case !ok && b.targets != nil: // it may be where a repository is cloned from
		return words, nil
	case !ok:
		return nil, &UsageError{Reason: "usage.foreign_page"}
	}
	line, err := Split(shown)
	return append(line, words[1:]...), err
}

// Named reads a line that has to begin with the name of a command. The error is a *UsageError.
func (b *Book) Named(line string) (Parsed, error) { return b.Resolving(nil).Parse(line) }

// targetName is the name of the command of such lines, which nobody types.
const targetName = "target"

// IsTarget reports whether a line begins with no command, so that this one looks up what it means.
func (c Command) IsTarget() bool { return c.Name == targetName }

// target is the command of a line that begins with no command: it shows what the first word names. The other words are
// arguments of the command that shows it. When it names nothing, a command may have been meant.
func (b *Book) target() Command {
	return Command{
		Name: targetName, Access: Linked,
		args: func() Args {
			var word, others string
			return Args{Text(&word, "target"), Rest(&others, "search")}
		},
		run: func(ctx context.Context, r *Request, words []string) (Reply, error) {
			p, line, err := b.resolve(ctx, r, words)
			if err != nil {
				return Reply{Line: line}, err
			}
			return b.Run(ctx, r, p)
		},
		sheet: func(ctx context.Context, r *Request, words []string) (Sheet, error) {
			p, _, err := b.resolve(ctx, r, words)
			if err == nil {
				err = b.lists(words[0], p)
			}
			return Sheet{}, err
		},
	}
}

// resolve finds the command that shows what the first word of a line names, with the other words. The line is what was
// asked, with what was completed in its first word.
func (b *Book) resolve(ctx context.Context, r *Request, words []string) (p Parsed, line string, err error) {
	word := words[0]
	if err := errors.Join(unread(word), bounded(word)); err != nil {
		return p, "", err
	}
	r.write = func() string { return Join(append([]string{word}, words[1:]...)) }
	if n := utf8.RuneCountInString(r.write()); n > MaxLine {
		return p, "", tooLong(n)
	}
	shown, err := b.targets(ctx, r, &word)
	if errors.Is(err, ErrNoTarget) {
		if near := b.nearest(words[0], b.oneWord()); len(near) > 0 {
			err = b.unknown(words[:1], words[1:], near)
		}
	}
	if err != nil {
		return p, r.write(), err
	}
	p, err = b.Parse(shown + " " + Join(words[1:]))
	return p, "", err
}
