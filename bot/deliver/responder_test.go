package deliver_test

import (
	"log/slog"
	"net/http"
	"strings"
	"tcabot/bot/deliver"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"testing/synctest"

	"github.com/slack-go/slack"
)

// TestForgottenResponseURL: an answer whose response URL Slack has forgotten, or is not Slack's, stays in the thread it
// was asked in, for whoever it is.
func TestForgottenResponseURL(t *testing.T) {
	for _, tt := range []struct {
		name, method string
		response     deliver.Response
	}{
		{"private", "chat.postEphemeral", deliver.Private(kit.Render(kit.Plain("hello")))},
		{"public", "chat.postMessage", deliver.Public(kit.Render(kit.Plain("hello")))},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answer: func(_ int, s sent) *reply {
				if s.method == "response" {
					return status(http.StatusNotFound, "")
				}
				return nil
			}}
			log := &buffer{}
			client := slack.New(token, slack.OptionAPIURL(address), slack.OptionHTTPClient(&http.Client{Transport: w}))
			logger := slog.New(slog.NewTextHandler(log, nil))
			r := deliver.NewResponder(deliver.New(client, deliver.Config{}, logger), &http.Client{Transport: w}, address, "T1", logger)
			to := deliver.Address{
				URL: address + "response", Who: command.Who{Workspace: "T1", User: "U1"}, Channel: "C1", Thread: "9.9", Words: locale.In(locale.English),
			}
			r.Respond(t.Context(), to, tt.response)
			calls := w.calls()
			if len(calls) != 2 || calls[1].method != tt.method || calls[1].form.Get("thread_ts") != "9.9" || calls[1].form.Get("channel") != "C1" {
				t.Errorf("%s: got %+v", tt.name, calls)
			}
			to.URL = "https://hooks.example.com/" // not Slack's
			r.Respond(t.Context(), to, tt.response)
			if n := len(w.calls()); n != 3 || !strings.Contains(log.String(), "not Slack's") || strings.Contains(log.String(), "example.com") {
				t.Errorf("%s: %d calls, log %s", tt.name, n, log)
			}
		})
	}
}

// TestAnswerThatMayBeThere: an answer to one person is sent again, and then in another way, until Slack says that it took it:
// to say it twice does no harm.
func TestAnswerThatMayBeThere(t *testing.T) {
	for name, tt := range map[string]struct {
		lost map[string]int // how often Slack does not say whether it took it
		want string
	}{
		"once where it was asked":    {map[string]int{"response": 2, "chat.postEphemeral": 1}, "response response chat.postEphemeral chat.postEphemeral"},
		"always where it was asked":  {map[string]int{"response": 2, "chat.postEphemeral": 9}, "response response chat.postEphemeral chat.postEphemeral chat.postEphemeral chat.postMessage"},
		"in the direct message, too": {map[string]int{"response": 2, "chat.postEphemeral": 9, "chat.postMessage": 2}, "response response chat.postEphemeral chat.postEphemeral chat.postEphemeral chat.postMessage chat.postMessage chat.postMessage"},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answer: func(_ int, s sent) *reply {
				if tt.lost[s.method]--; tt.lost[s.method] >= 0 {
					return status(http.StatusInternalServerError, "")
				}
				return nil
			}}
			log := &buffer{}
			client := slack.New(token, slack.OptionAPIURL(address), slack.OptionHTTPClient(&http.Client{Transport: w}))
			logger := slog.New(slog.NewTextHandler(log, nil))
			r := deliver.NewResponder(deliver.New(client, deliver.Config{}, logger), &http.Client{Transport: w}, address, "T1", logger)
			to := deliver.Address{URL: address + "response", Who: command.Who{Workspace: "T1", User: "U1"}, Channel: "C1", Words: locale.In(locale.English)}
			r.Respond(t.Context(), to, deliver.Private(kit.Render(kit.Plain("hello"))))
			var got []string
			for _, c := range w.calls() {
				got = append(got, c.method)
			}
			if strings.Join(got, " ") != tt.want || strings.Contains(log.String(), "not delivered") {
				t.Errorf("%s: got %s, log %s", name, got, log)
			}
		})
	}
}
