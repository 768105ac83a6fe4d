package bottest_test

import (
	"fmt"
	"slices"
	"strings"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

func texts(messages []slack.Message) string {
	var out []string
	for _, m := range messages {
		out = append(out, m.Text)
	}
	return strings.Join(out, " ")
}

func TestHistory(t *testing.T) {
	c := newClock()
	s := workspace(t, bottest.Options{Now: c.Now})
	api := client(s)
	var stamps []string
	post := func(text string, o ...slack.MsgOption) string {
		_, ts, err := api.PostMessageContext(deadline(t), general, append(o, slack.MsgOptionText(text, false))...)
		wantError(t, text, err, "")
		c.move(time.Second)
		return ts
	}
	for i := range 5 {
		stamps = append(stamps, post(fmt.Sprint(i), slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "digest", EventPayload: map[string]any{"n": i}})))
	}
	post("below", slack.MsgOptionTS(stamps[0]))
	_, err := api.PostEphemeralContext(deadline(t), general, bob, slack.MsgOptionText("whispered", false))
	wantError(t, "ephemeral", err, "")
	_, _, err = s.Say(deadline(t), alice, general, "", "said")
	wantError(t, "say", err, "")

	read := func(p slack.GetConversationHistoryParameters) *slack.GetConversationHistoryResponse {
		t.Helper()
		p.ChannelID = general
		got, err := api.GetConversationHistoryContext(deadline(t), &p)
		wantError(t, "history", err, "")
		return got
	}
	for _, tt := range []struct {
		name string
		ask  slack.GetConversationHistoryParameters
		want string
	}{
		{"all", slack.GetConversationHistoryParameters{}, "said 4 3 2 1 0"},
		{"since", slack.GetConversationHistoryParameters{Oldest: stamps[2]}, "said 4 3"},
		{"since, inclusive", slack.GetConversationHistoryParameters{Oldest: stamps[2], Inclusive: true}, "said 4 3 2"},
		{"before", slack.GetConversationHistoryParameters{Latest: stamps[2]}, "1 0"},
		{"one", slack.GetConversationHistoryParameters{Oldest: stamps[2], Latest: stamps[2], Inclusive: true}, "2"},
		{"whole seconds", slack.GetConversationHistoryParameters{Oldest: strings.Split(stamps[4], ".")[0]}, "said 4"},
	} {
		if got := read(tt.ask); texts(got.Messages) != tt.want || got.HasMore {
			t.Errorf("%s: got %q", tt.name, texts(got.Messages))
		}
	}

	var pages []string
	next := slack.GetConversationHistoryParameters{Limit: 4, IncludeAllMetadata: true}
	for {
		got := read(next)
		pages = append(pages, texts(got.Messages))
		if got.HasMore != (got.ResponseMetaData.NextCursor != "") {
			t.Errorf("got %+v", got)
		}
		if next.Cursor = got.ResponseMetaData.NextCursor; next.Cursor == "" {
			break
		}
		post("meanwhile") // moves nothing: the cursor is a place in time
	}
	if !slices.Equal(pages, []string{"said 4 3 2", "1 0"}) {
		t.Errorf("got %q", pages)
	}

	plain, whole := read(slack.GetConversationHistoryParameters{}), read(slack.GetConversationHistoryParameters{IncludeAllMetadata: true})
	if last := len(plain.Messages) - 1; plain.Messages[last].Metadata.EventType != "" || whole.Messages[last].Metadata.EventType != "digest" ||
		whole.Messages[last].ReplyCount != 1 || whole.Messages[last].ThreadTimestamp != stamps[0] {
		t.Errorf("got %+v", whole.Messages[last])
	}
	clean(t, s)
}

func TestReplies(t *testing.T) {
	s := workspace(t, bottest.Options{})
	api := client(s)
	parent := posted(t, s, slack.MsgOptionText("digest", false))
	var below []bottest.Message
	for _, text := range []string{"a", "b", "c"} {
		below = append(below, posted(t, s, slack.MsgOptionText(text, false), slack.MsgOptionTS(parent.TS)))
	}
	var got []string
	p := slack.GetConversationRepliesParameters{ChannelID: general, Timestamp: parent.TS, Limit: 3}
	for {
		page, more, next, err := api.GetConversationRepliesContext(deadline(t), &p)
		wantError(t, "replies", err, "")
		got = append(got, texts(page))
		if p.Cursor = next; !more {
			break
		}
	}
	if !slices.Equal(got, []string{"digest a b", "c"}) {
		t.Errorf("got %q", got)
	}
	since := slack.GetConversationRepliesParameters{ChannelID: general, Timestamp: parent.TS, Oldest: below[1].TS}
	page, _, _, err := api.GetConversationRepliesContext(deadline(t), &since)
	if wantError(t, "since", err, ""); texts(page) != "digest c" {
		t.Errorf("got %q", texts(page))
	}
	_, _, _, err = api.GetConversationRepliesContext(deadline(t), &slack.GetConversationRepliesParameters{ChannelID: general, Timestamp: "1.000001"})
	wantError(t, "none", err, "thread_not_found")
	clean(t, s)
}

// TestReplyToWhatIsGone is how Slack has it: the reply stands by itself, and only the answer shows it.
func TestReplyToWhatIsGone(t *testing.T) {
	s := workspace(t, bottest.Options{})
	parent := posted(t, s, slack.MsgOptionText("digest", false))
	_, _, err := client(s).DeleteMessageContext(deadline(t), general, parent.TS)
	wantError(t, "delete", err, "")
	answer, _ := call(t, s, "chat.postMessage", asJSON, bottest.BotToken, `{"channel": "`+general+`", "text": "more", "thread_ts": "`+parent.TS+`"}`)
	if m, _ := answer["message"].(map[string]any); answer["ok"] != true || m["thread_ts"] != nil {
		t.Errorf("got %v", answer)
	}
	clean(t, s)
}

func TestWhoMayRead(t *testing.T) {
	s := workspace(t, bottest.Options{Scopes: []string{"channels:history"}})
	s.AddChannel(bottest.Channel{ID: "C0OPEN", Members: []string{alice}})
	s.AddChannel(bottest.Channel{ID: "C0CLOSED", Private: true, BotIn: true})
	for _, tt := range []struct{ args, want string }{
		{"channel=" + general, ""},
		{"channel=C0NONE", "channel_not_found"},
		{"channel=" + secret, "channel_not_found"},
		{"channel=C0OPEN", "not_in_channel"},
		{"channel=C0CLOSED", "missing_scope"},
		{"channel=" + s.DM(alice).ID, "missing_scope"},
		{"channel=" + general + "&cursor=x", "invalid_cursor"},
		{"channel=" + general + "&oldest=yesterday", "invalid_ts_oldest"},
		{"channel=" + general + "&latest=x", "invalid_ts_latest"},
	} {
		answer, _ := call(t, s, "conversations.history", asForm, bottest.BotToken, tt.args)
		if got, _ := answer["error"].(string); got != tt.want {
			t.Errorf("history of %s: got %v", tt.args, answer)
		}
		if tt.want == "" {
			tt.want = "thread_not_found"
		}
		answer, _ = call(t, s, "conversations.replies", asForm, bottest.BotToken, tt.args+"&ts=1.1")
		if answer["error"] != tt.want {
			t.Errorf("replies of %s: got %v", tt.args, answer)
		}
	}
}
