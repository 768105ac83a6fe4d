package bottest_test

import (
	"slices"
	"strings"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack"
)

func TestMembers(t *testing.T) {
	s := workspace(t, bottest.Options{})
	api := client(s)
	var all []string
	for cursor := ""; ; {
		page, next, err := api.GetUsersInConversationContext(deadline(t), &slack.GetUsersInConversationParameters{ChannelID: general, Cursor: cursor, Limit: 2})
		if err != nil || len(page) > 2 {
			t.Fatalf("got %v, %v", page, err)
		}
		all = append(all, page...)
		if cursor = next; cursor == "" {
			break
		}
	}
	if !slices.Equal(all, []string{alice, bob, bottest.BotUserID}) {
		t.Errorf("got %v", all)
	}
	for _, tt := range []struct{ args, want string }{
		{"channel=" + secret, "channel_not_found"}, {"channel=" + general + "&limit=0", "invalid_limit"}, {"channel=" + general + "&cursor=x", "invalid_cursor"},
	} {
		if answer, _ := call(t, s, "conversations.members", asForm, bottest.BotToken, tt.args); answer["error"] != tt.want {
			t.Errorf("%s: got %v", tt.args, answer)
		}
	}
	clean(t, s)
}

func TestJoin(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.AddChannel(bottest.Channel{ID: "C0OPEN", Name: "open"})
	s.AddChannel(bottest.Channel{ID: "C0OLD", Archived: true})
	api := client(s)
	join := func(id string) error {
		_, _, _, err := api.JoinConversationContext(deadline(t), id)
		return err
	}
	post := func() error {
		_, _, err := api.PostMessageContext(deadline(t), "C0OPEN", slack.MsgOptionText("x", false))
		return err
	}
	wantError(t, "before", post(), "not_in_channel")
	wantError(t, "join", join("C0OPEN"), "")
	wantError(t, "again", join("C0OPEN"), "")
	wantError(t, "after", post(), "")
	wantError(t, "private", join(secret), "method_not_supported_for_channel_type")
	wantError(t, "archived", join("C0OLD"), "is_archived")
	wantError(t, "none", join("C0NONE"), "channel_not_found")
	clean(t, s)
}

func TestPublicWithoutJoining(t *testing.T) {
	s := workspace(t, bottest.Options{Scopes: []string{"chat:write", "chat:write.public"}})
	s.AddChannel(bottest.Channel{ID: "C0OPEN", Members: []string{alice}})
	_, _, err := client(s).PostMessageContext(deadline(t), "C0OPEN", slack.MsgOptionText("x", false))
	wantError(t, "post", err, "")
}

func TestThreadAndMetadata(t *testing.T) {
	s := workspace(t, bottest.Options{})
	parent := posted(t, s, slack.MsgOptionText("digest", false))
	m := posted(t, s, slack.MsgOptionText("more", false), slack.MsgOptionTS(parent.TS), slack.MsgOptionMetadata(slack.SlackMetadata{
		EventType: "digest", EventPayload: map[string]any{"due": "2026-11-24"},
	}))
	if m.Thread != parent.TS || string(m.Metadata) != `{"event_type":"digest","event_payload":{"due":"2026-11-24"}}` {
		t.Errorf("got %+v, %s", m, m.Metadata)
	}
	clean(t, s)
	answer, _ := call(t, s, "chat.postMessage", asJSON, bottest.BotToken, `{"channel": "`+general+`", "text": "x", "metadata": {"event_type": ""}}`)
	if answer["error"] != "invalid_metadata_format" {
		t.Errorf("got %v", answer)
	}
	large := `{"event_type": "digest", "event_payload": {"x": "` + strings.Repeat("x", 8<<10) + `"}}`
	answer, _ = call(t, s, "chat.postMessage", asJSON, bottest.BotToken, `{"channel": "`+general+`", "text": "x", "metadata": `+large+`}`)
	if answer["error"] != "metadata_too_large" {
		t.Errorf("got %v", answer)
	}
	problem(t, s, 2)
}
