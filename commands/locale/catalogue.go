package locale

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strconv"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed *.json
var files embed.FS

// catalogue has the sentences of one language, ready to be said.
type catalogue struct {
	lang      Lang
	tag       language.Tag
	sentences map[Key]*sentence
	number    *message.Printer
}

func mustRead(l Lang) *catalogue {
	c, err := readCatalogue(files, l)
	if err != nil {
		panic(err) // the files are part of the program: a test reads them
	}
	return c
}

// readCatalogue reads the files of a language. A key that stands in two of them is an error, and so is a sentence that has
// more than plain placeholders.
func readCatalogue(from fs.FS, l Lang) (*catalogue, error) {
	tag := language.Make(string(l))
	c := &catalogue{lang: l, tag: tag, sentences: map[Key]*sentence{}, number: message.NewPrinter(tag)}
	names, err := fs.Glob(from, "*."+string(l)+".json")
	if err != nil {
		return nil, fmt.Errorf("list the catalogues of %s: %w", l, err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, fmt.Errorf("read catalogue %s: %w", name, err)
		}
		file, err := i18n.ParseMessageFileBytes(raw, name, nil)
		if err != nil {
			return nil, fmt.Errorf("decode catalogue %s: %w", name, err)
		}
		for _, m := range file.Messages {
			id := Key(m.ID)
			if c.sentences[id] != nil {
				return nil, fmt.Errorf("catalogue %s: another has %s already", name, id)
			}
			if c.sentences[id], err = compile(m); err != nil {
				return nil, fmt.Errorf("catalogue %s: %s: %w", name, id, err)
			}
		}
	}
	return c, nil
}

func (c *catalogue) say(id Key, namesAndValues []any) string {
	s := c.sentences[id]
	if s == nil {
		return string(id)
	}
	v := values{c: c, pairs: namesAndValues}
	form := plural.Other
	if count, ok := v.count(); ok && s.counts {
		form = c.pluralForm(count)
	}
	return s.form(form).say(v)
}

// pluralForm is the form of a sentence in which a number of things is counted. The least integer has no absolute value.
func (c *catalogue) pluralForm(n int) plural.Form {
	return plural.Cardinal.MatchPlural(c.tag, max(n, -n, 0), 0, 0, 0, 0)
}

// appendCount writes a number of things as it is written in the language.
func (c *catalogue) appendCount(dst []byte, n int) []byte {
	if 0 <= n && n < 1000 {
		return strconv.AppendInt(dst, int64(n), 10) // no language groups so few digits
	}
	return append(dst, c.number.Sprintf("%d", n)...)
}

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
	names, err := fs.Glob(files, "*."+string(l)+".json")
	if err != nil {
		return nil, fmt.Errorf("list the catalogues of %s: %w", l, err)
	}
	all := make(map[Key]json.RawMessage)
	for _, file := range names {
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
