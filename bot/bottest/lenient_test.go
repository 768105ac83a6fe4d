package bottest_test

import (
	"fmt"
	"net/http"
	"strings"
	"tcabot/bot/bottest"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// TestPostedTo: a post may name its channel by name, and have its arguments in the address.
func TestPostedTo(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.AddChannel(bottest.Channel{ID: "C0OTHER", Name: "other", Members: []string{alice}})
	for _, tt := range []struct{ name, query, kind, body, want string }{
		{"by name", "", asForm, "channel=%23general&text=hi", ""},
		{"by the name of a channel without the bot", "", asForm, "channel=%23other&text=hi", "not_in_channel"},
		{"by the name of a private channel", "", asForm, "channel=%23secret&text=hi", "channel_not_found"},
		{"by a name that nobody has", "", asForm, "channel=%23nobody&text=hi", "channel_not_found"},
		{"all in the address", "?channel=" + general + "&text=hi", asForm, "", ""},
		{"half in the address", "?channel=" + general, asForm, "text=hi", ""},
		{"half in the address, half in JSON", "?channel=" + general, asJSON, `{"text": "hi"}`, ""},
		{"the body counts", "?channel=C0OTHER", asForm, "channel=" + general + "&text=hi", ""},
	} {
		answer, _ := call(t, s, "chat.postMessage"+tt.query, tt.kind, bottest.BotToken, tt.body)
		if got, _ := answer["error"].(string); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	clean(t, s)
}

// TestLongPosts: a post that is too long is taken in pieces, and cut; other messages are refused.
func TestLongPosts(t *testing.T) {
	s := workspace(t, bottest.Options{})
	api := client(s)
	for _, tt := range []struct {
		posted, kept, problems int
	}{{4_000, 4_000, 0}, {4_001, 4_001, 1}, {40_000, 40_000, 2}, {40_001, 40_000, 3}} {
		answer, _ := call(t, s, "chat.postMessage", asForm, bottest.BotToken, "channel="+general+"&text="+strings.Repeat("x", tt.posted))
		all := s.Messages(alice, general)
		if got := utf8.RuneCountInString(all[len(all)-1].Text); got != tt.kept || (answer["warning"] != nil) != (tt.kept < tt.posted) || answer["ok"] != true {
			t.Errorf("%d characters: %d are kept, warning %v, error %v", tt.posted, got, answer["warning"], answer["error"])
		}
		problem(t, s, tt.problems)
	}
	long := slack.MsgOptionText(strings.Repeat("x", 4_001), false)
	_, err := api.PostEphemeralContext(deadline(t), general, alice, long)
	wantError(t, "ephemeral", err, "msg_too_long")
	_, _, _, err = api.UpdateMessageContext(deadline(t), general, s.Messages(alice, general)[0].TS, long)
	wantError(t, "update", err, "msg_too_long")
}

// TestEmptyAnswers: blocks that are null are as good as none, and so is a payload without anything in it.
func TestEmptyAnswers(t *testing.T) {
	s := workspace(t, bottest.Options{})
	connect(t, s, acking(map[string]any{}))
	d, err := s.Slash(deadline(t), alice, general, "/tca", "help")
	if err != nil || !d.Acked {
		t.Fatalf("got %+v, %v", d, err)
	}
	if n := len(s.Messages(alice, general)); n > 0 {
		t.Errorf("%d messages of an empty acknowledgement", n)
	}
	wantError(t, "blocks that are null", postTo(t, d.ResponseURL, map[string]any{"text": "hi", "blocks": nil}), "")
	if all := s.Messages(alice, general); len(all) != 1 || all[0].Text != "hi" || all[0].Blocks != nil {
		t.Errorf("got %+v", all)
	}
	clean(t, s)
}

// TestReadsTakeForms: methods that only read do not look into JSON.
func TestReadsTakeForms(t *testing.T) {
	s := workspace(t, bottest.Options{})
	ts := posted(t, s, slack.MsgOptionText("hi", false)).TS
	for method, args := range map[string][]string{
		"conversations.info": {"channel", general}, "conversations.members": {"channel", general}, "conversations.history": {"channel", general},
		"conversations.replies": {"channel", general, "ts", ts}, "users.info": {"user", alice}, "bots.info": {"bot", bottest.BotID},
		"chat.getPermalink": {"channel", general, "message_ts", ts}, "files.getUploadURLExternal": {"filename", "x", "length", "3"},
	} {
		form, json := "", ""
		for i := 0; i < len(args); i += 2 {
			form += "&" + args[i] + "=" + args[i+1]
			json += fmt.Sprintf(",%q:%q", args[i], args[i+1])
		}
		if answer, _ := call(t, s, method, asForm, bottest.BotToken, form[1:]); answer["ok"] != true {
			t.Errorf("%s with a form: %v", method, answer)
		}
		if answer, _ := call(t, s, method, asJSON, bottest.BotToken, "{"+json[1:]+"}"); answer["ok"] != false {
			t.Errorf("%s with JSON: %v", method, answer)
		}
	}
	if info, _ := call(t, s, "conversations.info", asForm, bottest.BotToken, "channel="+general); info["channel"].(map[string]any)["num_members"] != nil {
		t.Errorf("members are counted unasked: %v", info)
	}
}

// TestAcceptedScopes: the answer names the scopes that the method takes.
func TestAcceptedScopes(t *testing.T) {
	s := workspace(t, bottest.Options{})
	for method, want := range map[string]string{"users.info": "users:read", "conversations.open": "im:write,mpim:write", "auth.test": ""} {
		if _, header := call(t, s, method, asForm, bottest.BotToken, ""); header.Get("X-Accepted-Oauth-Scopes") != want {
			t.Errorf("%s: got %q", method, header.Get("X-Accepted-Oauth-Scopes"))
		}
	}
	if _, header := call(t, s, "api.test", asForm, "", ""); header.Get("Content-Type") == "" || len(header[http.CanonicalHeaderKey("X-Accepted-OAuth-Scopes")]) > 0 {
		t.Errorf("got %v", header)
	}
}
