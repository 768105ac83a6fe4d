package locale

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// reference says a sentence as package i18n does, with its templates.
type reference struct {
	localizer *i18n.Localizer
	number    *message.Printer
}

func newReference(t *testing.T, l Lang) reference {
	t.Helper()
	b := i18n.NewBundle(language.Make(string(l)))
	names, err := fs.Glob(files, "*."+string(l)+".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d catalogues, %v", len(names), err)
	}
	for _, name := range names {
		if _, err := b.LoadMessageFileFS(files, name); err != nil {
			t.Fatal(err)
		}
	}
	return reference{i18n.NewLocalizer(b, string(l)), message.NewPrinter(language.Make(string(l)))}
}

func (r reference) say(t *testing.T, id Key, pairs []any) string {
	t.Helper()
	conf := i18n.LocalizeConfig{MessageID: string(id)}
	data := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		data[pairs[i].(string)] = pairs[i+1]
	}
	if n, ok := data["Count"].(int); ok {
		conf.PluralCount = n
		data["Count"] = r.number.Sprintf("%d", n)
	}
	if len(data) > 0 {
		conf.TemplateData = data
	}
	s, err := r.localizer.Localize(&conf)
	if s == "" {
		t.Fatalf("%s: %v", id, err)
	}
	return s
}

type word string

type rate float64

func (r rate) String() string { return fmt.Sprintf("%.1f%%", float64(r)) }

// TestSayEverySentence says every sentence with values of all kinds, and compares with package i18n.
func TestSayEverySentence(t *testing.T) {
	counts := []any{0, 1, 2, 5, 11, 999, 1000, 1001, 1_000_000, 10_000_001, math.MaxInt, math.MinInt, -1, -5, -1000, "1", 1.0, int64(1), nil}
	rest := []any{"a <b> {{.Count}}", "", word("named"), rate(12.34), 7, -70000, 0.5, 1e21, true, int64(1 << 40), 90 * time.Second, []string{"x", "y"}}
	for _, l := range Languages() {
		want, w := newReference(t, l), In(l)
		keys, err := Keys(l)
		if err != nil {
			t.Fatal(err)
		}
		for id := range keys {
			compare := func(pairs ...any) {
				t.Helper()
				if got, want := w.Say(id, pairs...), want.say(t, id, pairs); got != want {
					t.Errorf("%s of %v in %s: got %q, want %q", id, pairs, l, got, want)
				}
			}
			compare()
			var names []string
			for _, form := range w.catalogue.sentences[id].forms {
				if form != nil {
					names = append(names, form.names...)
				}
			}
			for i, count := range counts {
				pairs := []any{"Another", "thing"}
				for j, name := range names {
					if name != "Count" {
						pairs = append(pairs, name, rest[(i+j)%len(rest)])
					}
				}
				compare(pairs...)
				if count != nil {
					compare(append(pairs, "Count", count)...)
					compare(append([]any{"Count", 3}, append(pairs, "Count", count)...)...)
				}
			}
		}
	}
}

func TestSay(t *testing.T) {
	for _, tt := range []struct {
		name   string
		id     Key
		pairs  []any
		en, zh string
	}{
		{"without values", "unknown", nil, "unknown", "未知"},
		{"two values", "list.range", []any{"From", "1", "To", 20}, "1–20", "1–20"},
		{"one", "repo.branches", []any{"Count", 1}, "1 branch", "1 个分支"},
		{"none", "repo.branches", []any{"Count", 0}, "0 branches", "0 个分支"},
		{"thousands", "repo.branches", []any{"Count", 12345}, "12,345 branches", "12,345 个分支"},
		{"value that looks like a placeholder", "repos.title", []any{"Team", "{{.Team}}"}, "Repositories of {{.Team}}", "{{.Team}} 的代码库"},
		{"value that is missing", "repos.title", []any{"Other", 1}, "Repositories of <no value>", "<no value> 的代码库"},
		{"no such sentence", "no.such", []any{"Count", 1}, "no.such", "no.such"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for l, want := range map[Lang]string{English: tt.en, Chinese: tt.zh, "": tt.en, "fr": tt.en} {
				if got := In(l).Say(tt.id, tt.pairs...); got != want {
					t.Errorf("%q: got %q, want %q", l, got, want)
				}
			}
			if got := (Words{}).Say(tt.id, tt.pairs...); got != tt.en {
				t.Errorf("the zero Words: got %q, want %q", got, tt.en)
			}
		})
	}
	if In(Chinese).Lang() != Chinese || In("fr").Lang() != English || (Words{}).Lang() != English {
		t.Error("the words tell another language than they are in")
	}
}

// TestSayAllocates checks that a sentence costs its own text and what its values need to be passed, and nothing else.
func TestSayAllocates(t *testing.T) {
	team, count := "bigteam", 42
	for _, l := range Languages() {
		w := In(l)
		for name, tt := range map[string]struct {
			say  func() string
			most float64
		}{
			"nothing":   {func() string { return In(l).Say("latest.tools") }, 0},
			"its value": {func() string { return w.Say("repos.title", "Team", team) }, 2},
			"its count": {func() string { return w.Say("repo.branches", "Count", count) }, 1},
		} {
			said := ""
			if got := testing.AllocsPerRun(100, func() { said = tt.say() }); got > tt.most || said == "" {
				t.Errorf("%s in %s: %v allocations for %q, want %v", name, l, got, said, tt.most)
			}
		}
	}
}

func TestBadCatalogues(t *testing.T) {
	for _, tt := range []struct{ name, text, fault string }{
		{"condition", `{"a": "{{if .Count}}x{{end}}"}`, "plain placeholders"},
		{"space", `{"a": "{{ .Name }}"}`, "plain placeholders"},
		{"trimmed", `{"a": "{{- .Name}}"}`, "plain placeholders"},
		{"field of a field", `{"a": "{{.Name.First}}"}`, "plain placeholders"},
		{"function", `{"a": "{{printf .Name}}"}`, "plain placeholders"},
		{"nameless", `{"a": "{{.}}"}`, "plain placeholders"},
		{"unclosed", `{"a": "{{.Name}"}`, "plain placeholders"},
		{"unopened", `{"a": "{.Name}}"}`, "plain placeholders"},
		{"only in the singular", `{"a": {"one": "{{.Name | x}}", "other": "x"}}`, "plain placeholders"},
		{"no plural", `{"a": {"one": "x"}}`, "no text for most numbers"},
		{"empty", `{"a": ""}`, "no text for most numbers"},
		{"twice", `{"b": "x"}`, "another has b already"},
		{"no JSON", `{"a": `, "decode catalogue bad.en.json"},
		{"no text", `{"a": 7}`, "decode catalogue bad.en.json"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from := fstest.MapFS{"good.en.json": {Data: []byte(`{"b": "{{.Name}} and {x}"}`)}, "bad.en.json": {Data: []byte(tt.text)}}
			if _, err := readCatalogue(from, English); err == nil || !strings.Contains(err.Error(), tt.fault) {
				t.Errorf("got %v, want %q", err, tt.fault)
			}
			delete(from, "bad.en.json")
			c, err := readCatalogue(from, English)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.say("b", []any{"Name", "y"}); got != "y and {x}" {
				t.Errorf("the good one says %q", got)
			}
		})
	}
}

func TestHas(t *testing.T) {
	keys, err := Keys(English)
	if err != nil || len(keys) == 0 {
		t.Fatalf("%d keys, %v", len(keys), err)
	}
	for k := range keys {
		if !Has(k) {
			t.Errorf("has no %s", k)
		}
	}
	if slices.ContainsFunc([]Key{"", "no.such", "severity"}, Has) {
		t.Error("has what is in no catalogue")
	}
}
