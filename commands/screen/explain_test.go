package screen

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
	"time"
)

func TestExplain(t *testing.T) {
	refused := &command.UsageError{Reason: "usage.unknown_command", Data: []any{"Word", "<!channel>"}, Suggest: []command.Suggestion{{Line: "repos bigteam"}}}
	for _, tt := range []struct {
		name string
		err  error
		want string // in English
		next string // action ID of the next step
	}{
		{"unknown command", refused, "Unknown command", "run/suggest"},
		{"not linked", command.ErrNotLinked, "Connect your TCA account to get started", "connect/open"},
		{"unauthorized", api.ErrUnauthorized, "TCA rejected your token", "connect/open"},
		{"inactive", errors.Join(api.ErrUnauthorized, api.ErrInactive), "TCA account isn't active", "connect/open"},
		{"forbidden", api.ErrForbidden, "you don't have access", "run/teams"},
		{"not found", api.ErrNotFound, "you don't have access", "run/teams"},
		{"token typed", command.ErrTokenTyped, "looks like a TCA token", "connect/open"},
		{"token posted", command.ErrTokenPosted, "Delete your message", "connect/open"},
		{"revision typed", command.ErrRevisionTyped, "I don't repeat it", "connect/open"},
		{"rate limited for a while", errors.Join(api.ErrRateLimited, &api.Error{RetryAfter: 7 * time.Second}), "8 seconds", "run/again"},
		{"rejected input", errors.Join(api.ErrInvalid, &api.Error{Msg: "no such order"}), "no such order", "run/again"},
		{"rejected input without a reason", api.ErrInvalid, "Something went wrong", "run/again"},
		{"expired", context.DeadlineExceeded, "didn't respond in time", "run/again"},
		{"cancelled", context.Canceled, "restarting", "run/again"},
		{"key of another process", command.ErrKeyElsewhere, "encryption key is being changed", "run/again"},
		{"database", command.ErrStorage, "database", "run/again"},
		{"Slack", command.ErrSlack, "Slack", "run/again"},
		{"no channel", command.ErrNoChannel, "can't find that channel", "run/digests"},
		{"unconfirmed", command.ErrUnconfirmed, "0 rows", "run/again"},
		{"direct", command.ErrDirect, "direct message", "run/again"},
		{"many exports", command.ErrManyExports, "export", "run/again"},
		{"switched", command.ErrSwitched, "You have connected TCA again", "run/again"},
		{"upload", command.ErrUpload, "file", ""},
		{"foreign", command.ErrForeign, "members of the workspace", ""},
		{"rate limited", api.ErrRateLimited, "too many requests", "run/again"},
		{"deadline", command.ErrDeadline, "didn't respond in time", "run/again"},
		{"unavailable", api.ErrUnavailable, "can't reach TCA", "run/again"},
		{"refused", errors.Join(api.ErrUnavailable, api.ErrRefused), "the connection was refused", "run/again"},
		{"untrusted", errors.Join(api.ErrUnavailable, api.ErrUntrusted), "don't trust TCA's certificate", "run/again"},
		{"no host", errors.Join(api.ErrUnavailable, api.ErrNoHost), "can't find TCA's host name", "run/again"},
		{"proxy", errors.Join(api.ErrUnavailable, api.ErrProxy), "proxy isn't letting me through", "run/again"},
		{"timed out", errors.Join(api.ErrUnavailable, api.ErrTimeout), "TCA didn't respond in time", "run/again"},
		{"unreadable token", fmt.Errorf("read link: %w", command.ErrUnreadable), "can't read your saved TCA token", "connect/open"},
		{"database, not the time", errors.Join(context.DeadlineExceeded, command.ErrStorage), "database", "run/again"},
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
				if tt.next != "" && !strings.Contains(raw, `"`+tt.next+`"`) || tt.next == "" && strings.Contains(raw, `"actions"`) {
					t.Errorf("has no %s", tt.next)
				}
				if strings.Contains(raw, "internals") {
					t.Error("shows the error's own text")
				}
			})
		}
	}
}

// TestExplanations checks that every kind of error, wrapped as it comes, reaches its own explanation.
func TestExplanations(t *testing.T) {
	s := command.Screen{Words: locale.In(locale.English), Command: "/tca", Line: "repos"}
	unknown := Explain(s, errors.New("anything"), "").Text()
	for _, e := range explanations {
		if got := Explain(s, fmt.Errorf("at work: %w", e.of), "").Text(); got == unknown && !errors.Is(e.of, api.ErrInvalid) {
			t.Errorf("%v is explained as anything", e.of)
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

// TestFaultOf: every error has one place where its cause is, also one that nothing is known of.
func TestFaultOf(t *testing.T) {
	places := []Fault{FaultInput, FaultAccess, FaultTCA, FaultSlack, FaultDatabase, FaultBot}
	for _, e := range explanations {
		if got := FaultOf(fmt.Errorf("in between: %w", e.of)); got != e.fault || !slices.Contains(places, got) {
			t.Errorf("the fault of %v is %q, want %q", e.of, got, e.fault)
		}
	}
	for _, tt := range []struct {
		err  error
		want Fault
	}{
		{&command.UsageError{Reason: "usage.empty"}, FaultInput},
		{&command.ScopeError{Scopes: []string{"mpim:read"}}, FaultSlack},
		{errors.Join(command.ErrStorage, context.DeadlineExceeded), FaultDatabase},
		{errors.New("nobody knows"), FaultBot},
	} {
		if got := FaultOf(tt.err); got != tt.want {
			t.Errorf("the fault of %v is %q, want %q", tt.err, got, tt.want)
		}
	}
}
