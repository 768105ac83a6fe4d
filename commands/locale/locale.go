// Package locale holds what the bot says, in English and in Simplified Chinese.
//
// The catalogues are the JSON files beside this one, a pair for each subject: issues.en.json and issues.zh-CN.json have the
// same keys, which package issues uses. A test fails on a key that is missing from one of them, used nowhere, used in the
// code and in neither, or in the catalogue of another subject.
package locale

import (
	"strings"
	"sync"
)

// Lang is a language of the catalogues.
type Lang string

// String is the language's tag.
func (l Lang) String() string { return string(l) }

// The languages of the catalogues.
const (
	English Lang = "en"
	Chinese Lang = "zh-CN"
)

// Languages lists them, the default first.
func Languages() []Lang { return []Lang{English, Chinese} }

// Match finds the language that suits a locale such as Slack's "zh-CN", "zh-TW" or "en-GB"; fallback when none does.
func Match(tag string, fallback Lang) Lang {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	switch base {
	case "zh":
		return Chinese
	case "en":
		return English
	default:
		return fallback
	}
}

// Words are the sentences of one language, English for the zero Words. It is safe for concurrent use.
type Words struct{ catalogue *catalogue }

// In returns the Words of a language; those of English for a language that has no catalogue.
func In(l Lang) Words {
	if l == Chinese {
		return Words{chinese()}
	}
	return Words{english()}
}

// The catalogues are read when the first sentence of their language is needed.
var (
	english = sync.OnceValue(func() *catalogue { return mustRead(English) })
	chinese = sync.OnceValue(func() *catalogue { return mustRead(Chinese) })
)

// Lang is the language of w.
func (w Words) Lang() Lang { return w.own().lang }

// Say returns the catalogue's sentence for id. Arguments are names and values in turn; the whole number named Count also
// selects singular or plural, and is formatted for the language. For an unknown id it returns the id.
func (w Words) Say(id Key, namesAndValues ...any) string {
	return w.own().say(id, namesAndValues)
}

func (w Words) own() *catalogue {
	if w.catalogue == nil {
		return english()
	}
	return w.catalogue
}

// Has reports whether every language has a sentence for id.
func Has(id Key) bool {
	return english().sentences[id] != nil && chinese().sentences[id] != nil
}
