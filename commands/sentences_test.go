package commands_test

import (
	"encoding/json"
	"slices"
	"strings"
	"tcabot/commands/locale"
	"testing"
)

// alike are texts that stand there twice: each of a pair may be reworded without the other.
var alike = [][]locale.Key{
	{"function.size", "org.holds"},  // the size of a function and of an organisation
	{"login.button", "login.title"}, // a button and the form that it opens
}

// role is what a sentence is for: two of one role are not to be equal. It is empty where each value of a set has a text of
// its own, as each severity and each result code has, and for labels, which are words to type.
func role(k locale.Key, sets map[string][]string) string {
	first, _, _ := strings.Cut(string(k), ".")
	switch _, set := sets[groupOf(k)]; {
	case first == "label" || first == "cmd" && strings.HasSuffix(string(k), ".name") || set && !slices.Contains(listed, first):
		return ""
	case first == "arg" || strings.Contains(string(k), ".arg."):
		return "argument"
	case strings.Contains(string(k), ".field."):
		return "field"
	case slices.Contains([]string{"col", "head", "goto"}, first):
		return first
	}
	return "text"
}

// repeated lists the keys of one role whose sentences are equal in both languages.
func repeated(en, zh map[locale.Key]json.RawMessage, sets map[string][]string) [][]locale.Key {
	byText := map[[3]string][]locale.Key{}
	for k := range en {
		if r := role(k, sets); r != "" {
			text := [3]string{r, string(en[k]), string(zh[k])}
			byText[text] = append(byText[text], k)
		}
	}
	var all [][]locale.Key
	for _, keys := range byText {
		if len(keys) > 1 {
			slices.Sort(keys)
			all = append(all, keys)
		}
	}
	return all
}

// TestSentencesStandOnce finds sentences that stand in the catalogues twice.
func TestSentencesStandOnce(t *testing.T) {
	uses, err := sourceKeys()
	if err != nil {
		t.Fatal(err)
	}
	en, err := locale.Sentences(locale.English)
	if err != nil {
		t.Fatal(err)
	}
	zh, err := locale.Sentences(locale.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	found := repeated(en, zh, uses.groups)
	for _, keys := range found {
		if !slices.ContainsFunc(alike, func(a []locale.Key) bool { return slices.Equal(a, keys) }) {
			t.Errorf("equal in both languages: %v", keys)
		}
	}
	for _, a := range alike {
		if !slices.ContainsFunc(found, func(keys []locale.Key) bool { return slices.Equal(a, keys) }) {
			t.Errorf("no longer equal: %v", a)
		}
	}
}

func TestRepeated(t *testing.T) {
	sets := map[string][]string{"severity": nil, "arg": nil}
	for _, tt := range []struct {
		name string
		a, b locale.Key
		zh   string // of the second; the first is "开"
		want bool
	}{
		{"texts", "jobs.open", "scans.open", "开", true},
		{"texts, different in Chinese", "jobs.open", "scans.open", "打开", false},
		{"arguments of two commands", "cmd.jobs.arg.state", "cmd.issues.arg.state", "开", true},
		{"arguments with other names", "cmd.jobs.arg.state", "cmd.functions.arg.status", "开", true},
		{"an argument of a command and of all", "arg.state", "cmd.issues.arg.state", "开", true},
		{"fields of a form", "cmd.digest_add.field.at", "cmd.digest.field.at", "开", true},
		{"columns of a file", "col.open", "col.open_issues", "开", true},
		{"columns of a file and of a table", "col.open", "head.open", "开", false},
		{"words of a set", "severity.fatal", "severity.error", "开", false},
		{"a word of a set and a text", "severity.fatal", "jobs.open", "开", false},
		{"labels", "label.state", "label.status", "开", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			en := map[locale.Key]json.RawMessage{tt.a: json.RawMessage(`"open"`), tt.b: json.RawMessage(`"open"`)}
			zh := map[locale.Key]json.RawMessage{tt.a: json.RawMessage(`"开"`), tt.b: json.RawMessage(`"` + tt.zh + `"`)}
			if got := len(repeated(en, zh, sets)) > 0; got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
