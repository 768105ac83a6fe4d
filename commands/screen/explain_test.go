package screen

import (
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestExplain(t *testing.T) {
	refused := &command.UsageError{Reason: "usage.unknown_command", Data: []any{"Word", "<!channel>"}, Suggest: []string{"repos bigteam"}}
	for _, tt := range []struct {
		name string
		err  error
		want string // in English
		next string // action ID of the next step
	}{
		{"unknown command", refused, "Unknown command", "run/suggest"},
		{"not linked", command.ErrNotLinked, "Connect your TCA account to get started", "connect/open"},
		{"unauthorized", api.ErrUnauthorized, "TCA rejected your token", "connect/open"},
		{"forbidden", api.ErrForbidden, "you don't have access", "run/teams"},
		{"not found", api.ErrNotFound, "you don't have access", "run/teams"},
		{"rate limited", api.ErrRateLimited, "too many requests", "run/again"},
		{"deadline", command.ErrDeadline, "didn't respond in time", "run/again"},
		{"unavailable", api.ErrUnavailable, "can't reach TCA", "run/again"},
		{"unexpected", api.ErrUnexpected, "couldn't read", "run/again"},
		{"busy", command.ErrBusy, "handling a lot of requests", "run/again"},
		{"stopping", command.ErrStopping, "restarting", "run/again"},
		{"bad button", command.ErrBadButton, "This button no longer works", "run/help"},
		{"anything else", fmt.Errorf("secret internals"), "Something went wrong", "run/again"},
	} {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				m := Explain(command.Screen{Words: locale.In(lang), Command: "/tca", Line: "repos"}, tt.err, "REF12345")
				raw := string(screentest.Judge(t, m))
				if lang == locale.English && !strings.Contains(raw, tt.want) {
					t.Errorf("does not say %q:\n%s", tt.want, raw)
				}
				if !strings.Contains(raw, `"`+tt.next+`"`) {
					t.Errorf("has no %s", tt.next)
				}
				if strings.Contains(raw, "internals") {
					t.Error("shows the error's own text")
				}
			})
		}
	}
}

// TestExplainNamesSubject checks that what TCA does not have, or does not show, is named where the line names it.
func TestExplainNamesSubject(t *testing.T) {
	for _, tt := range []struct {
		name, subject string
		en, zh        string
	}{
		{"nothing named", "", "Not found, or you don't have access.", "没有找到，或者你没有权限查看。"},
		{"repository", "core/bigteam#12", "I can't find core/bigteam#12, or you don't have access to it.", "没有找到 core/bigteam#12，或者你没有权限查看。"},
		{"issue of a branch", "123 bigteam#1/2", "I can't find 123 bigteam#1/2, or", "没有找到 123 bigteam#1/2，或者"},
		{"hostile", "<!channel> *x*", "or you don't have access to it.", "或者你没有权限查看。"},
	} {
		for lang, want := range map[locale.Lang]string{locale.English: tt.en, locale.Chinese: tt.zh} {
			for _, err := range []error{api.ErrForbidden, fmt.Errorf("get: %w", api.ErrNotFound)} {
				t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
					m := Explain(command.Screen{Words: locale.In(lang), Command: "/tca", Line: "repo x", Subject: tt.subject}, err, "")
					screentest.Judge(t, m)
					if got := m.Text(); !strings.Contains(got, want) || strings.Contains(got, "<!channel>") {
						t.Errorf("got %q, want %q", got, want)
					}
				})
			}
		}
	}
}
