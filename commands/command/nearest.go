package command

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// maxNearest is how many commands are suggested for a mistyped one.
const maxNearest = 3

// nearest lists the names of the commands that are most similar to a mistyped one, if any is similar enough.
func (b *Book) nearest(word string, all []Command) []string {
	word = strings.ToLower(word)
	distance := map[string]int{}
	for _, c := range all {
		for _, name := range c.Names() {
			d := levenshtein.ComputeDistance(word, name)
			if letters(word) == letters(name) {
				d = 0 // letters in the wrong order are the most likely typo
			}
			if d > wrong(word, name) {
				continue
			}
			if best, ok := distance[c.Name]; !ok || d < best {
				distance[c.Name] = d
			}
		}
	}
	best := slices.SortedFunc(maps.Keys(distance), func(a, b string) int {
		return cmp.Or(distance[a]-distance[b], strings.Compare(a, b))
	})
	if len(best) == 0 {
		return nil
	}
	least := distance[best[0]]
	best = slices.DeleteFunc(best, func(name string) bool { return distance[name] > least+1 }) // much less similar than the best
	return best[:min(len(best), maxNearest)]
}

// wrong is how many letters of a name may be mistyped. In Chinese a letter is a word: one of two may be, and all of one
// none.
func wrong(word, name string) int {
	length := utf8.RuneCountInString(word)
	if len(name) > utf8.RuneCountInString(name) || len(word) > length {
		return length / 2
	}
	return 1 + length/3
}

// letters are the letters of a word in alphabetical order.
func letters(word string) string {
	all := []rune(word)
	slices.Sort(all)
	return string(all)
}
