package commands

import (
	"errors"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"testing"
)

func newBook(t *testing.T) *command.Book {
	t.Helper()
	book, err := New(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// TestNames: every command has names of its own in both languages, its own name in English, and is found by each.
func TestNames(t *testing.T) {
	book := newBook(t) // which refuses two commands with one name
	for _, c := range book.All() {
		if got := c.Called(locale.In(locale.English)); len(got) != 1 || got[0] != c.Name {
			t.Errorf("%s is called %q in English", c.Name, got)
		}
		chinese := c.Called(locale.In(locale.Chinese))
		if chinese[0] == c.Name {
			t.Errorf("%s has no Chinese name", c.Name)
		}
		for _, name := range chinese {
			if found, err := book.Parse(name); err != nil || found.Command.Name != c.Name || len(found.Words) != 0 {
				t.Errorf("%s: %v, %v", name, found, err)
			}
		}
	}
}

// TestFilterNames: the filters and flags of a command have different names in each language, so that all of them can be
// typed.
func TestFilterNames(t *testing.T) {
	for _, c := range newBook(t).All() {
		for _, l := range locale.Languages() {
			seen := map[string]string{}
			for _, help := range c.ArgHelp(locale.In(l)) {
				name, filter := filterName(help[0])
				if !filter {
					continue
				}
				label := strings.ToLower(command.Label(locale.In(l), name))
				if strings.ContainsAny(label, " :：") {
					t.Errorf("%s: nobody can type the filter %q", c.Name, label)
				}
				if other, taken := seen[label]; taken {
					t.Errorf("%s: %s and %s are both called %s", c.Name, name, other, label)
				}
				seen[label] = name
			}
		}
	}
}

// filterName is the name in the usage of a filter, "[name:sample]", or of a flag, "[--name]".
func filterName(usage string) (string, bool) {
	if flag, ok := strings.CutPrefix(usage, "[--"); ok {
		return strings.TrimSuffix(flag, "]"), true
	}
	name, _, ok := strings.Cut(strings.TrimPrefix(usage, "["), ":")
	return name, ok
}

// TestTypedInChinese: a line may be typed with the names of either language, or of both.
func TestTypedInChinese(t *testing.T) {
	book := newBook(t)
	for _, test := range []struct{ typed, want string }{
		{"问题 payments-api@master 级别:致命", "issues payments-api@master severity:fatal"},
		{"问题 payments-api@master 级别：致命，错误", "issues payments-api@master severity:fatal,error"},
		{"issues payments-api@master 责任人:wangfang 状态:已处理", "issues payments-api@master state:resolved author:wangfang"},
		{"问题　payments-api＠master　路径：internal/", "issues payments-api@master path:internal/"},
		{"日报 添加 payments-api@master", "digest add payments-api@master target:payments-api@master"},
		{"日报添加 payments-api@master", "digest add payments-api@master target:payments-api@master"},
		{"日报 add payments-api@master", ""}, // two languages in one name
		{"概览 payments-api@master", "overview payments-api@master"},
		{"帮助", "help"},
		{"登录", "login"},
		{"任务 payments-api@master --失败", "jobs payments-api@master --failed"},
		{"ISSUES payments-api@master Severity:Fatal", "issues payments-api@master severity:fatal"},
	} {
		t.Run(test.typed, func(t *testing.T) {
			p, err := book.Parse(test.typed)
			if err != nil {
				if test.want != "" {
					t.Fatal(err)
				}
				return
			}
			if got := understood(book, p, test.typed); got != test.want {
				t.Errorf("read as %q, want %q", got, test.want)
			}
		})
	}
}

// understood is a line as it was read, with English names.
func understood(book *command.Book, p command.Parsed, typed string) string {
	words := []string{p.Command.Name}
	if subject := book.Subject(typed); subject != "" {
		words = append(words, subject)
	}
	for _, f := range book.Filters(locale.In(locale.English), typed) {
		switch {
		case len(f.Values) == 0:
		case f.Flag:
			words = append(words, "--"+f.Name)
		default:
			words = append(words, f.Name+":"+strings.Join(f.Values, ","))
		}
	}
	return strings.Join(words, " ")
}

// TestSuggestionsNeverAct: what is suggested for a mistyped line changes nothing at a press.
func TestSuggestionsNeverAct(t *testing.T) {
	book := newBook(t)
	for _, c := range book.All() {
		first, verb, _ := strings.Cut(c.Name, " ")
		for _, typo := range []string{first + "x", first[1:], "x" + first} {
			_, err := book.Named(strings.TrimSpace(typo + " " + verb))
			usage, ok := errors.AsType[*command.UsageError](err)
			if !ok {
				continue // the name of another command, or of nothing near
			}
			for _, s := range usage.Suggest {
				near, err := book.Named(s.Line)
				if err != nil {
					t.Errorf("%s suggests %s: %v", typo, s.Line, err)
				} else if near.Command.Changes != s.Changes {
					t.Errorf("%s suggests %s as one that changes: %t", typo, s.Line, s.Changes)
				}
			}
		}
	}
	for _, name := range []string{
		"use", "language", "logout", "export", "names add", "names remove", "mentions", "digest add", "digest edit", "digest now", "digest pause", "digest resume", "digest adopt", "digest remove",
		"follow", "unfollow", "follows edit", "follows pause", "follows resume", "follows adopt", "follows remove",
	} {
		if c, ok := book.Find(name); !ok || !c.Changes {
			t.Errorf("%s changes something, and does not say so", name)
		}
	}
}

// TestNearNames: a mistyped name is corrected in either language, and a word that only has the length of one is not.
func TestNearNames(t *testing.T) {
	book := newBook(t)
	for _, test := range []struct{ typed, want string }{
		{"overveiw", "overview"},
		{"isues", "issue"},
		{"概揽", "overview"},
		{"圈复杂", "complexity"},
		{"圈複杂度", "complexity"},
		{"帮", ""},
		{"苹果", ""},
		{"日本语", ""},
		{"xyz", ""},
	} {
		t.Run(test.typed, func(t *testing.T) {
			_, err := book.Named(test.typed)
			usage, ok := errors.AsType[*command.UsageError](err)
			switch {
			case test.want == "" && ok && len(usage.Suggest) > 0:
				t.Errorf("suggests %v", usage.Suggest)
			case test.want != "" && (!ok || len(usage.Suggest) == 0 || usage.Suggest[0].Line != test.want):
				t.Errorf("got %v", err)
			}
		})
	}
}
