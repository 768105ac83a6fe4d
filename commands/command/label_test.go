package command

import (
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/commands/locale"
	"testing"
)

func TestLabelled(t *testing.T) {
	for _, tt := range []struct {
		name   string
		given  Narrowing
		en, zh string
	}{
		{"words of a set", Narrowing{Name: "severity", Value: "fatal,error", Group: "severity"}, "severity:fatal,error", "级别：致命、错误"},
		{"text", Narrowing{Name: "author", Value: "Ann Lee"}, `"author:Ann Lee"`, "责任人：Ann Lee"},
		{"flag", Narrowing{Name: "failed"}, "--failed", "失败"},
		{"no label", Narrowing{Name: "unheard-of", Value: "x"}, "unheard-of:x", "unheard-of:x"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.given.Labelled(locale.In(locale.English)); got != tt.en {
				t.Errorf("English: got %q, want %q", got, tt.en)
			}
			if got := tt.given.Labelled(locale.In(locale.Chinese)); got != tt.zh {
				t.Errorf("Chinese: got %q, want %q", got, tt.zh)
			}
		})
	}
}

// TestFacts checks what an error says of an argument and of the words it takes, as either language writes it.
func TestFacts(t *testing.T) {
	for _, tt := range []struct {
		name   string
		given  UsageError
		en, zh string
	}{
		{"list", UsageError{Data: []any{"Words", []string{"new", "fatal"}}}, "[Words new, fatal]", "[Words new、fatal]"},
		{"list of one", UsageError{Data: []any{"Words", []string{"new"}}}, "[Words new]", "[Words new]"},
		{"argument", UsageError{Data: []any{"Name", "severity"}}, "[Name severity]", "[Name 级别(severity)]"},
		{"other argument", UsageError{Data: []any{"Other", "since"}}, "[Other since]", "[Other 起始日期(since)]"},
		{"number", UsageError{Data: []any{"Count", 3}}, "[Count 3]", "[Count 3]"},
		{
			"choices",
			UsageError{Data: []any{"Value", "x"}, values: values{words: []string{"fatal", "info"}, group: "severity"}},
			"[Value x Choices fatal or info]", "[Value x Choices fatal = 致命、info = 提示]",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for lang, want := range map[locale.Lang]string{locale.English: tt.en, locale.Chinese: tt.zh} {
				if got := fmt.Sprint(tt.given.Facts(locale.In(lang))); got != want {
					t.Errorf("%s: got %s, want %s", lang, got, want)
				}
			}
		})
	}
}

// TestArgHelpValues checks how the words that an argument takes stand behind what it is for.
func TestArgHelpValues(t *testing.T) {
	var severities []api.Severity
	a := Several(&severities, "severity", "severity", api.SeverityFatal, api.SeverityInfo).About("list.moved")
	for lang, want := range map[locale.Lang]string{locale.English: " (fatal, info)", locale.Chinese: "（fatal = 致命、info = 提示）"} {
		if got := (Command{}).argHelp(locale.In(lang), a); !strings.HasSuffix(got, want) {
			t.Errorf("%s: got %q, want %q at its end", lang, got, want)
		}
	}
}

func TestTooMany(t *testing.T) {
	var project, issue string
	branch := Args{Text(&project, "project").Optional()}
	for _, tt := range []struct {
		name          string
		as            Args
		before        []string
		word, address string
	}{
		{"repository and branch", branch, []string{"payments-api"}, "master", "payments-api@master"},
		{"an address already", branch, []string{"payments-api@master"}, "release", ""},
		{"a number", branch, []string{"payments-api"}, "12", ""},
		{"no address wanted", Args{Text(&issue, "issue")}, []string{"payments-api"}, "master", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.as.tooMany(tt.before, tt.word).(*UsageError) //nolint:errorlint // its own type is what is promised
			address := ""
			if len(err.Data) == 4 {
				address = err.Data[3].(string)
			}
			if address != tt.address {
				t.Errorf("got %q, want %q", address, tt.address)
			}
		})
	}
}
