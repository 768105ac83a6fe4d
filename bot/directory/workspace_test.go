package directory_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"tcabot/bot/deliver"
	"tcabot/bot/directory"
	"tcabot/commands/command"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// workspace is a Slack without a socket, with one channel, C1. Everybody is a regular member but those who are named.
type workspace struct {
	zone    string        // JSON, of everybody; empty: Shanghai's
	size    int           // how many people there are, U0 and so on, in the list of the workspace
	members []string      // of the channel, besides the bot
	guests  []string      // of all people
	robots  []string      // the same
	hidden  []string      // who cannot be looked up
	outside bool          // the bot is not in the channel
	invited bool          // another company is invited
	private bool          // the channel is
	refused []string      // methods that the bot lacks a permission for
	listing chan struct{} // users.list is answered when it is closed; nil: at once

	mu    sync.Mutex
	calls map[string]int
}

func (w *workspace) asked(method string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.calls[method]
}

func (w *workspace) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	args, _ := url.ParseQuery(string(raw))
	method := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	w.mu.Lock()
	if w.calls == nil {
		w.calls = map[string]int{}
	}
	w.calls[method]++
	w.mu.Unlock()
	if method == "users.list" && w.listing != nil {
		select {
		case <-w.listing:
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	answer := w.answer(method, args)
	if answer["error"] == nil {
		answer["ok"] = true
	}
	body, err := json.Marshal(answer)
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(string(body)))}, err
}

func (w *workspace) answer(method string, args url.Values) map[string]any {
	if slices.Contains(w.refused, method) {
		return map[string]any{"ok": false, "error": "missing_scope"}
	}
	switch method {
	case "conversations.info":
		return map[string]any{"channel": map[string]any{
			"id": "C1", "name": "general", "is_channel": !w.private, "is_private": w.private, "is_member": !w.outside, "num_members": len(w.everybody()), "is_pending_ext_shared": w.invited,
		}}
	case "conversations.members":
		part, next := page(w.everybody(), args)
		return map[string]any{"members": part, "response_metadata": map[string]any{"next_cursor": next}}
	case "users.list":
		all := make([]string, w.size)
		for i := range all {
			all[i] = user(i)
		}
		part, next := page(all, args)
		users := []any{}
		for _, id := range part {
			users = append(users, w.person(id))
		}
		return map[string]any{"members": users, "response_metadata": map[string]any{"next_cursor": next}}
	case "users.info":
		if slices.Contains(w.hidden, args.Get("user")) {
			return map[string]any{"ok": false, "error": "user_not_visible"}
		}
		return map[string]any{"user": w.person(args.Get("user"))}
	}
	return map[string]any{"ok": false, "error": "unknown_method"}
}

func (w *workspace) everybody() []string {
	if w.outside {
		return w.members
	}
	return append([]string{"UBOT"}, w.members...)
}

func (w *workspace) person(id string) map[string]any {
	return map[string]any{
		"id": id, "locale": "zh-CN", "tz": json.RawMessage(cmp.Or(w.zone, `"Asia/Shanghai"`)), "is_restricted": slices.Contains(w.guests, id),
		"is_bot": slices.Contains(w.robots, id),
	}
}

// page is a part of a list, and the cursor of the next one.
func page(all []string, args url.Values) (part []string, next string) {
	from, _ := strconv.Atoi(args.Get("cursor"))
	limit, _ := strconv.Atoi(args.Get("limit"))
	to := min(len(all), from+limit)
	if to < len(all) {
		next = strconv.Itoa(to)
	}
	return all[from:to], next
}

func user(n int) string { return fmt.Sprintf("U%d", n) }

func users(from, to int) []string {
	var all []string
	for n := from; n < to; n++ {
		all = append(all, user(n))
	}
	return all
}

type noLanguage struct{}

func (noLanguage) Language(context.Context, command.Who) (string, error) { return "", nil }

func open(tb testing.TB, w *workspace) *directory.Directory {
	tb.Helper()
	client := slack.New("xoxb-1", slack.OptionAPIURL("https://slack.invalid/api/"), slack.OptionHTTPClient(&http.Client{Transport: w}))
	log := slog.New(slog.DiscardHandler)
	return directory.New(client, deliver.New(client, deliver.Config{RateUnit: time.Nanosecond}, log), noLanguage{}, directory.Config{Bot: "UBOT"}, log)
}
