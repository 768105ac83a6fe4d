package command

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Selected is the word of a button's line that stands for what the person has selected in its message.
const Selected = "selected"

// maxSelected is how many things one line can be about.
const maxSelected = 50

// selectable is what can be selected: the ID of a thing.
var selectable = regexp.MustCompile(`^[0-9]+$`)

// Select is a button's line with IDs, joined by commas, in the place of the word Selected. IDs come from the person's client
// and are not trusted. The error is ErrNoneSelected without any, a *UsageError when the line gets too long, and ErrBadButton
// for what the bot cannot have sent.
func Select(line string, ids []string) (string, error) {
	words, err := Split(line)
	switch {
	case err != nil || !slices.Contains(words, Selected) || len(ids) > maxSelected:
		return "", ErrBadButton
	case slices.ContainsFunc(ids, func(id string) bool { return !selectable.MatchString(id) }):
		return "", ErrBadButton
	case len(ids) == 0:
		return "", ErrNoneSelected
	}
	for i, w := range words {
		if w == Selected {
			words[i] = strings.Join(ids, ",")
		}
	}
	line = Join(words)
	if n := utf8.RuneCountInString(line); n > MaxLine {
		return "", tooLong(n)
	}
	return line, nil
}
