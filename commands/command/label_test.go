package command

import (
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
