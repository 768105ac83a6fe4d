package scans

import (
	"tcabot/api"
	"tcabot/commands/locale"
	"testing"
)

// TestResultsHaveWords checks that every way a scan can end is told in both languages, and what to do about it.
func TestResultsHaveWords(t *testing.T) {
	for _, slug := range api.ResultSlugs() {
		for _, id := range []locale.Key{locale.Group("result").Key(slug), locale.Group("result_next").Key(slug)} {
			if !locale.Has(id) {
				t.Errorf("%s is missing in a language", id)
			}
		}
	}
	for _, lang := range locale.Languages() {
		keys, err := locale.Keys(lang)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for k := range keys {
			if len(k) > 7 && k[:7] == "result." {
				n++
			}
		}
		if want := len(api.ResultSlugs()); n != want {
			t.Errorf("%s: %d results have words, TCA has %d", lang, n, want)
		}
	}
}
