package command

import (
	"slices"
	"strings"
)

// addressed are the arguments that take a branch as repo@branch.
var addressed = []string{"project", "target"}

// tooMany is the error of an extra word. A repository and a branch typed as two words are the most likely cause: then it
// suggests repo@branch.
func (as Args) tooMany(before []string, word string) error {
	data := []any{"Word", word}
	takesAddress := slices.ContainsFunc(as, func(a Arg) bool { return a.form == positional && slices.Contains(addressed, a.name) })
	if len(before) > 0 && takesAddress {
		if repo := before[len(before)-1]; plainName(repo) && plainName(word) {
			return &UsageError{Reason: "usage.too_many_address", Data: append(data, "Address", repo+"@"+word)}
		}
	}
	return &UsageError{Reason: "usage.too_many", Data: data}
}

// plainName reports whether a word can be a name, and is no address, filter, flag or number.
func plainName(word string) bool {
	return word != "" && !strings.HasPrefix(word, "-") && !strings.ContainsAny(word, "@#: ") && strings.ContainsFunc(word, func(r rune) bool { return r < '0' || r > '9' })
}
