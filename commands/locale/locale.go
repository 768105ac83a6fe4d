// Package locale holds what the bot says, in English and in Simplified Chinese.
//
// The catalogues are the JSON files beside this one, a pair for each subject: issues.en.json and issues.zh-CN.json have the
// same keys, which package issues uses. A test fails on a key that is missing from one of them, used nowhere, used in the
// code and in neither, or in the catalogue of another subject.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
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

//go:embed *.json
var files embed.FS

var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("json", json.Unmarshal)
	for _, l := range Languages() {
		for _, file := range catalogues(l) {
			if _, err := b.LoadMessageFileFS(files, file); err != nil {
				panic(fmt.Sprintf("catalogue %s: %v", file, err)) // the files are part of the program: a test loads them
			}
		}
	}
	return b
})

// catalogues lists the files of a language.
func catalogues(l Lang) []string {
	names, err := fs.Glob(files, "*."+string(l)+".json")
	if err != nil {
		panic(err) // the pattern is ours
	}
	return names
}

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
type Words struct {
	lang   Lang
	loc    *i18n.Localizer
	number *message.Printer
}

// In returns the Words of a language.
func In(l Lang) Words {
	return Words{lang: l, loc: i18n.NewLocalizer(bundle(), string(l)), number: message.NewPrinter(language.Make(string(l)))}
}

// Lang is the language of w.
func (w Words) Lang() Lang {
	if w.lang == "" {
		return English
	}
	return w.lang
}

// Say returns the catalogue's sentence for id. Arguments are names and values in turn; the whole number named Count also
// selects singular or plural, and is formatted for the language. For an unknown id it returns the id.
func (w Words) Say(id Key, namesAndValues ...any) string {
	if w.loc == nil {
		w = In(English)
	}
	conf := i18n.LocalizeConfig{MessageID: string(id)}
	if len(namesAndValues) > 0 {
		data := make(map[string]any, len(namesAndValues)/2)
		for i := 0; i+1 < len(namesAndValues); i += 2 {
			data[namesAndValues[i].(string)] = namesAndValues[i+1]
		}
		conf.TemplateData = data
		if count, ok := data["Count"].(int); ok {
			conf.PluralCount = count
			data["Count"] = w.number.Sprintf("%d", count)
		}
	}
	s, err := w.loc.Localize(&conf)
	if err != nil && s == "" {
		return string(id)
	}
	return s
}

// Has reports whether every language has a sentence for id.
func Has(id Key) bool { return everywhere()[id] }

// everywhere are the keys that every language has.
var everywhere = sync.OnceValue(func() map[Key]bool {
	count := map[Key]int{}
	for _, l := range Languages() {
		keys, err := Keys(l)
		if err != nil {
			panic(err) // the files are part of the program: a test loads them
		}
		for k := range keys {
			count[k]++
		}
	}
	all := make(map[Key]bool, len(count))
	for k, n := range count {
		all[k] = n == len(Languages())
	}
	return all
})

// Keys lists the keys of a language's catalogues. A key that two of them have is an error.
func Keys(l Lang) (map[Key]bool, error) {
	sentences, err := Sentences(l)
	keys := make(map[Key]bool, len(sentences))
	for k := range sentences {
		keys[k] = true
	}
	return keys, err
}

// Sentences returns the entries of a language's catalogues, undecoded: a text, or one for singular and one for plural.
func Sentences(l Lang) (map[Key]json.RawMessage, error) {
	all := make(map[Key]json.RawMessage)
	for _, file := range catalogues(l) {
		raw, err := files.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read catalogue %s: %w", file, err)
		}
		var entries map[Key]json.RawMessage
		if err := json.Unmarshal(raw, &entries); err != nil {
			return nil, fmt.Errorf("decode catalogue %s: %w", file, err)
		}
		for k, v := range entries {
			if all[k] != nil {
				return nil, fmt.Errorf("catalogue %s: another has %s already", file, k)
			}
			all[k] = v
		}
	}
	return all, nil
}
