package bottest_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// call calls a method by hand and returns its answer.
func call(t *testing.T, s *bottest.Server, method, kind, token, body string) (map[string]any, http.Header) {
	t.Helper()
	req, err := http.NewRequestWithContext(deadline(t), http.MethodPost, s.APIURL()+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	answer := map[string]any{}
	if err := json.Unmarshal(raw, &answer); err != nil {
		t.Fatalf("%s: %v in %q", method, err, raw)
	}
	return answer, resp.Header
}

const (
	asForm = "application/x-www-form-urlencoded"
	asJSON = "application/json; charset=utf-8"
)

func TestTokens(t *testing.T) {
	s := workspace(t, bottest.Options{})
	for _, tt := range []struct{ name, method, kind, header, body, want string }{
		{"form", "auth.test", asForm, "", "token=" + bottest.BotToken, ""},
		{"header", "auth.test", asForm, bottest.BotToken, "", ""},
		{"JSON", "auth.test", asJSON, bottest.BotToken, "{}", ""},
		{"none", "auth.test", asForm, "", "", "not_authed"},
		{"wrong", "auth.test", asForm, "", "token=xoxb-other", "invalid_auth"},
		{"app token", "auth.test", asForm, "", "token=" + bottest.AppToken, "not_allowed_token_type"},
		{"socket by bot token", "apps.connections.open", asForm, bottest.BotToken, "", "not_allowed_token_type"},
		{"socket", "apps.connections.open", asForm, bottest.AppToken, "", ""},
		{"needs none", "api.test", asForm, "", "foo=bar", ""},
		{"unknown", "chat.sing", asForm, bottest.BotToken, "", "unknown_method"},
	} {
		answer, header := call(t, s, tt.method, tt.kind, tt.header, tt.body)
		if got, _ := answer["error"].(string); got != tt.want || answer["ok"] != (tt.want == "") {
			t.Errorf("%s: got %v, want %q", tt.name, answer, tt.want)
		}
		if !strings.Contains(header.Get("X-Oauth-Scopes"), "chat:write") {
			t.Errorf("%s: scopes %q", tt.name, header.Get("X-Oauth-Scopes"))
		}
	}
	problem(t, s, 1)
}

func TestScopes(t *testing.T) {
	s := workspace(t, bottest.Options{Scopes: []string{"channels:read"}})
	s.Join(secret, bottest.BotUserID)
	for method, want := range map[string]string{
		"chat.postMessage?channel=" + general: "chat:write", "users.info?user=" + alice: "users:read",
		"conversations.info?channel=" + general: "", "conversations.info?channel=" + secret: "groups:read", "conversations.open?users=" + alice: "im:write,mpim:write",
	} {
		name, args, _ := strings.Cut(method, "?")
		answer, _ := call(t, s, name, asForm, bottest.BotToken, args)
		if got, _ := answer["needed"].(string); got != want || (answer["error"] == "missing_scope") != (want != "") {
			t.Errorf("%s: got %v", method, answer)
		}
	}
}

func TestMessages(t *testing.T) {
	s := workspace(t, bottest.Options{Scopes: []string{"chat:write", "channels:read", "im:write"}})
	s.AddChannel(bottest.Channel{ID: "C0OLD", Archived: true, BotIn: true})
	s.AddChannel(bottest.Channel{ID: "C0OTHER", Members: []string{alice}})
	s.AddUser(bottest.User{ID: "U0GONE", Deleted: true})
	api := client(s)
	post := func(channel string, o ...slack.MsgOption) error {
		_, _, err := api.PostMessageContext(deadline(t), channel, o...)
		return err
	}
	hi := slack.MsgOptionText("hi", false)
	blocks := slack.MsgOptionBlocks(next())
	wantError(t, "post", post(general, hi, blocks), "")
	wantError(t, "to a person", post(bob, hi), "")
	wantError(t, "who left", post("U0GONE", hi), "user_disabled")
	wantError(t, "unknown", post("C0NONE", hi), "channel_not_found")
	wantError(t, "private", post(secret, hi), "channel_not_found")
	wantError(t, "not in", post("C0OTHER", hi), "not_in_channel")
	wantError(t, "archived", post("C0OLD", hi), "is_archived")
	problem(t, s, 0)
	wantError(t, "nothing", post(general), "no_text")
	wantError(t, "too long", post(general, slack.MsgOptionText(strings.Repeat("x", 4001), false)), "") // in several pieces
	err := post(general, hi, slack.MsgOptionBlocks(slack.NewHeaderBlock(text(strings.Repeat("x", 151)))))
	wantError(t, "bad blocks", err, "invalid_blocks")
	if r, ok := errors.AsType[slack.SlackErrorResponse](err); !ok || !strings.Contains(strings.Join(r.ResponseMetadata.Messages, ""), "json-pointer:/blocks/0/text") {
		t.Errorf("particulars: %+v", err)
	}
	problem(t, s, 3)
	wantError(t, "blocks alone", post(general, blocks), "")
	problem(t, s, 4) // nothing for screen readers

	ephemeral := func(channel, user string) error {
		_, err := api.PostEphemeralContext(deadline(t), channel, user, hi)
		return err
	}
	wantError(t, "ephemeral", ephemeral(general, bob), "")
	wantError(t, "ephemeral, bot not in", ephemeral("C0OTHER", alice), "not_in_channel")
	wantError(t, "ephemeral, user not in", ephemeral(general, "U0GONE"), "user_not_in_channel")

	mine := s.Messages(bob, general)
	update := func(ts string, o ...slack.MsgOption) error {
		_, _, _, err := api.UpdateMessageContext(deadline(t), general, ts, o...)
		return err
	}
	wantError(t, "update text", update(mine[0].TS, slack.MsgOptionText("new", false)), "")
	if m := s.Messages(bob, general)[0]; m.Text != "new" || !m.Edited || !m.Has("page_next") {
		t.Errorf("the old blocks are not left: %+v", m)
	}
	wantError(t, "update an ephemeral", update(mine[len(mine)-1].TS, hi), "message_not_found")
	_, _, err = api.DeleteMessageContext(deadline(t), general, mine[0].TS)
	wantError(t, "delete", err, "")
	_, _, err = api.DeleteMessageContext(deadline(t), general, mine[0].TS)
	wantError(t, "delete again", err, "message_not_found")
	if got := len(s.Messages(alice, general)); got != 2 {
		t.Errorf("Alice sees %d messages, want 2", got)
	}
	problem(t, s, 4)
	for _, c := range s.CallLog("") {
		if _, ok := c.Args["token"]; ok {
			t.Errorf("%s is remembered with its token", c.Method)
		}
	}
}

func TestInfo(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.AddUser(bottest.User{ID: "U0FOREIGN", TeamID: "T0FOREIGN"})
	s.AddChannel(bottest.Channel{ID: "C0SHARED", Name: "partners", Shared: true, Members: []string{alice, "U0FOREIGN"}})
	api := client(s)
	u, err := api.GetUserInfoContext(deadline(t), alice)
	if err != nil || u.Locale != "zh-CN" || u.TZ != "Asia/Shanghai" || u.TZOffset != 8*3600 || !u.IsAdmin || u.RealName != "Alice" {
		t.Errorf("got %+v, %v", u, err)
	}
	if u, err = api.GetUserInfoContext(deadline(t), "U0FOREIGN"); err != nil || u.TeamID != "T0FOREIGN" {
		t.Errorf("got %+v, %v", u, err)
	}
	_, err = api.GetUserInfoContext(deadline(t), "U0NONE")
	wantError(t, "nobody", err, "user_not_found")
	info := func(id string) (*slack.Channel, error) {
		return api.GetConversationInfoContext(deadline(t), &slack.GetConversationInfoInput{ChannelID: id, IncludeNumMembers: true})
	}
	c, err := info("C0SHARED")
	if err != nil || !c.IsExtShared || c.NumMembers != 2 || c.IsMember || c.Name != "partners" {
		t.Errorf("got %+v, %v", c, err)
	}
	_, err = info(secret)
	wantError(t, "private", err, "channel_not_found")
	s.Join(secret, bottest.BotUserID, bob)
	if c, err = info(secret); err != nil || !c.IsPrivate || !c.IsMember || c.NumMembers != 3 { // the bot is one of them
		t.Errorf("got %+v, %v", c, err)
	}
	d, _, _, err := api.OpenConversationContext(deadline(t), &slack.OpenConversationParameters{Users: []string{bob}})
	if err != nil {
		t.Fatal(err)
	}
	if c, err = info(d.ID); err != nil || !c.IsIM || c.User != bob {
		t.Errorf("got %+v, %v", c, err)
	}
	auth, err := api.AuthTestContext(deadline(t))
	if err != nil || auth.TeamID != bottest.TeamID || auth.UserID != bottest.BotUserID {
		t.Errorf("got %+v, %v", auth, err)
	}
	clean(t, s)
}

func TestTraffic(t *testing.T) {
	var sources []string
	s := workspace(t, bottest.Options{OnTraffic: func(source string, _ []byte) { sources = append(sources, source) }})
	_, _, err := client(s).PostMessageContext(deadline(t), general, slack.MsgOptionText("a token: geheim/§", false))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(s.Traffic(), "a token: geheim/§") || !strings.Contains(s.Traffic(), url.QueryEscape("geheim/§")) {
		t.Error("the body is not in the traffic, raw and decoded")
	}
	if !slices.Equal(sources, []string{"chat.postMessage"}) {
		t.Errorf("got %q", sources)
	}
}

func TestFaults(t *testing.T) {
	s := workspace(t, bottest.Options{})
	api := client(s)
	post := func() error {
		_, _, err := api.PostMessageContext(deadline(t), general, slack.MsgOptionText("x", false))
		return err
	}
	s.Inject(bottest.Fault{Method: "chat.postMessage", Error: "internal_error", Times: 1})
	s.Inject(bottest.Fault{Method: "chat.postMessage", Status: http.StatusTooManyRequests, RetryAfter: 7, Times: 1})
	s.Inject(bottest.Fault{Method: "*", Status: http.StatusBadGateway, Times: 1})
	s.Inject(bottest.Fault{Method: "chat.postMessage", Drop: true, Times: 1})
	s.Inject(bottest.Fault{Method: "chat.postMessage", Drop: true, After: true, Times: 1})
	s.Inject(bottest.Fault{Method: "chat.postMessage", Delay: time.Millisecond, Times: 1})
	wantError(t, "error", post(), "internal_error")
	if r, ok := errors.AsType[*slack.RateLimitedError](post()); !ok || r.RetryAfter != 7*time.Second {
		t.Errorf("429: got %v", r)
	}
	if c, ok := errors.AsType[slack.StatusCodeError](post()); !ok || c.Code != http.StatusBadGateway {
		t.Errorf("502: got %v", c)
	}
	if post() == nil {
		t.Error("a cut connection is no error")
	}
	if got := len(s.Messages(alice, general)); got != 0 {
		t.Errorf("%d messages, want none", got)
	}
	if post() == nil {
		t.Error("a connection cut afterwards is no error")
	}
	if got := len(s.Messages(alice, general)); got != 1 {
		t.Errorf("%d messages, want the one that was acted on", got)
	}
	wantError(t, "delayed", post(), "")
	remove := s.Inject(bottest.Fault{Method: "chat.postMessage", Error: "fatal_error"})
	for range 3 {
		wantError(t, "for ever", post(), "fatal_error")
	}
	remove()
	wantError(t, "removed", post(), "")
	if got := s.Calls("chat.postMessage"); got != 10 {
		t.Errorf("%d calls, want 10", got)
	}
	clean(t, s)
}

func TestFaultOfResponseURL(t *testing.T) {
	s := workspace(t, bottest.Options{})
	connect(t, s, silent)
	d, err := s.Slash(deadline(t), alice, general, "/tca", "")
	if err != nil {
		t.Fatal(err)
	}
	s.Inject(bottest.Fault{Method: "response_url", Status: http.StatusInternalServerError, Times: 1})
	if postTo(t, d.ResponseURL, say("x")) == nil {
		t.Error("no fault")
	}
	for range 5 { // the one that failed is not counted
		if err := postTo(t, d.ResponseURL, say("x")); err != nil {
			t.Error(err)
		}
	}
	clean(t, s)
}
