package command

import (
	"strings"
	"tcabot/commands/locale"
	"testing"
)

// TestSynonyms checks that a text which once named a value is still read as it, in any letter case, and that no
// synonym repeats what a catalogue says today or names a value that the catalogue does not have.
func TestSynonyms(t *testing.T) {
	for key, texts := range synonyms {
		group, word, _ := strings.Cut(string(key), ".")
		if !locale.Has(key) {
			t.Errorf("%s is in no catalogue", key)
		}
		v := values{group: locale.Group(group), words: []string{word}}
		for _, text := range texts {
			if got, ok := v.word(strings.ToUpper(text)); !ok || got != word {
				t.Errorf("%q of %s: got %q, want %q", text, group, got, word)
			}
			for _, l := range locale.Languages() {
				if locale.In(l).Say(key) == text {
					t.Errorf("%q is what the catalogue calls %s", text, key)
				}
			}
		}
	}
	if got, ok := (values{group: "resolution", words: []string{"fixed"}}).word("mended"); ok {
		t.Errorf("an unknown word is read as %q", got)
	}
}
