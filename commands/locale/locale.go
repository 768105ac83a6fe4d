// Package locale holds what the bot says, in English and in Simplified Chinese.
//
// The catalogues are the JSON files beside this one, one per language, with the same keys. A test fails on a key that
// is missing from one of them, used nowhere, or used in the code and in neither.
package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Lang is a language the bot speaks.
type Lang string

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
		if _, err := b.LoadMessageFileFS(files, string(l)+".json"); err != nil {
			panic(fmt.Sprintf("catalogue %s: %v", l, err)) // the files are part of the program: a test loads them
		}
	}
	return b
})

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

// Words says things in one language. The zero Words speaks English. It is safe for concurrent use.
type Words struct {
	lang Lang
	loc  *i18n.Localizer
}

// In returns the Words of a language.
func In(l Lang) Words { return Words{lang: l, loc: i18n.NewLocalizer(bundle(), string(l))} }

// Lang tells which language w speaks.
func (w Words) Lang() Lang {
	if w.lang == "" {
		return English
	}
	return w.lang
}

// Say returns the catalogue's sentence for id. Arguments are names and values in turn; the value named Count also
// chooses between singular and plural. An unknown id gives the id itself, and a failing test.
func (w Words) Say(id string, namesAndValues ...any) string {
	if w.loc == nil {
		w = In(English)
	}
	conf := i18n.LocalizeConfig{MessageID: id}
	if len(namesAndValues) > 0 {
		data := make(map[string]any, len(namesAndValues)/2)
		for i := 0; i+1 < len(namesAndValues); i += 2 {
			data[namesAndValues[i].(string)] = namesAndValues[i+1]
		}
		conf.TemplateData = data
		if count, ok := data["Count"]; ok {
			conf.PluralCount = count
		}
	}
	s, err := w.loc.Localize(&conf)
	if err != nil && s == "" {
		return id
	}
	return s
}

// Has reports whether every catalogue has a sentence for id.
func Has(id string) bool {
	for _, l := range Languages() {
		keys, err := Keys(l)
		if err != nil || !keys[id] {
			return false
		}
	}
	return true
}

// Keys lists the keys of one catalogue.
func Keys(l Lang) (map[string]bool, error) {
	raw, err := files.ReadFile(string(l) + ".json")
	if err != nil {
		return nil, fmt.Errorf("read catalogue %s: %w", l, err)
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(raw, &entries); err != nil {
		return nil, fmt.Errorf("decode catalogue %s: %w", l, err)
	}
	keys := make(map[string]bool, len(entries))
	for k := range entries {
		keys[k] = true
	}
	return keys, nil
}
