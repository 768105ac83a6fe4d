package bottest_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack/socketmode"
)

// sample is one of the recorded shapes of frames, by file name.
func sample(t *testing.T, name string) map[string]any {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "payloads", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// excused are the differences that are meant.
var excused = map[string]string{
	"- payload.event.blocks":          "of a mention: the bot reads its text",
	"- payload.message.client_msg_id": "of a person's message in an interaction: nobody needs it",
	"+ payload.message.team":          "of a person's message under a preview: other messages have it",
}

// differences lists keys and kinds that one value has and the other has not. Lists and maps of what the bot itself made
// are compared where both have the same.
func differences(path string, got, want any) []string {
	var found []string
	switch want := want.(type) {
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok {
			return []string{path + " is not a map"}
		}
		if got["type"] != want["type"] && strings.Contains(path, "blocks") {
			return nil // another element of the bot's
		}
		names := strings.Contains(path, ".values") && want["type"] == nil // of blocks and actions
		for _, key := range slices.Sorted(maps.Keys(want)) {
			if g, ok := got[key]; ok {
				found = append(found, differences(path+"."+key, g, want[key])...)
			} else if !names {
				found = append(found, "- "+path+"."+key)
			}
		}
		for key := range got {
			if _, ok := want[key]; !ok && !names {
				found = append(found, "+ "+path+"."+key)
			}
		}
	case []any:
		got, ok := got.([]any)
		if !ok {
			return []string{path + " is not a list"}
		}
		for i := range min(len(got), len(want)) {
			found = append(found, differences(path, got[i], want[i])...)
		}
	default:
		if g, w := fmt.Sprintf("%T", got), fmt.Sprintf("%T", want); g != w {
			found = append(found, fmt.Sprintf("%s is a %s, not a %s", path, g, w))
		}
	}
	return found
}

func TestDifferences(t *testing.T) {
	want := map[string]any{"a": "x", "b": map[string]any{"c": 1.0, "d": nil}, "l": []any{map[string]any{"e": true}}}
	got := map[string]any{"a": 1.0, "b": map[string]any{"c": 2.0, "f": ""}, "l": []any{map[string]any{}}}
	found := differences("", got, want)
	slices.Sort(found)
	if strings.Join(found, ", ") != "+ .b.f, - .b.d, - .l.e, .a is a float64, not a string" {
		t.Errorf("got %q", found)
	}
	if found := differences("", want, want); found != nil {
		t.Errorf("got %q", found)
	}
}

// observer sees the frames that the workspace sends, and compares them.
type observer struct {
	t *testing.T
	s *bottest.Server
	p *tap
}

func (o *observer) like(name string) frame {
	o.t.Helper()
	f := o.p.next(o.t)
	var got map[string]any
	if err := json.Unmarshal(f.raw, &got); err != nil {
		o.t.Fatal(err)
	}
	for _, d := range differences("", got, sample(o.t, name)) {
		if d = strings.Replace(d, " .", " ", 1); excused[d] == "" {
			o.t.Errorf("%s: %s in %s", name, d, f.raw)
		}
	}
	return f
}

func (o *observer) done(_ any, err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// post posts blocks, for one person when user is not empty.
func (o *observer) post(user, thread string, blocks any) bottest.MessageRef {
	o.t.Helper()
	method, args := "chat.postMessage", map[string]any{"channel": general, "text": "x", "blocks": blocks, "thread_ts": thread}
	if user != "" {
		method, args["user"] = "chat.postEphemeral", user
	}
	raw, err := json.Marshal(args)
	o.done(nil, err)
	answer, _ := call(o.t, o.s, method, asJSON, bottest.BotToken, string(raw))
	for _, key := range []string{"ts", "message_ts"} {
		if ts, ok := answer[key].(string); ok {
			return bottest.MessageRef{Channel: general, TS: ts}
		}
	}
	o.t.Fatalf("%s: %v", method, answer)
	return bottest.MessageRef{}
}

// at digs a value out of nested maps.
func at(v any, path ...string) any {
	for _, key := range path {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}

func newObserver(t *testing.T) *observer {
	t.Helper()
	s := workspace(t, bottest.Options{UnfurlDomains: []string{"tca.example.com"}})
	o := &observer{t: t, s: s, p: plug(t, s, bare)}
	o.like("hello")
	return o
}

func TestFramesOfCommandsAndMessages(t *testing.T) {
	o := newObserver(t)
	s, ctx := o.s, deadline(t)
	o.done(s.Slash(ctx, alice, general, "/tca", "help"))
	o.like("slash_help")
	o.done(s.Slash(ctx, alice, secret, "/tca", "projects"))
	o.like("slash_in_private")
	o.done(s.Slash(ctx, alice, s.DM(alice).ID, "/tca", "projects"))
	o.like("slash_in_dm")

	pager := at(sample(t, "block_actions_message"), "payload", "message", "blocks")
	m := o.post("", "", pager)
	o.done(s.Click(ctx, alice, m, "page_next"))
	o.like("block_actions_message")
	o.done(s.Click(ctx, alice, o.post("", m.TS, pager), "page_next"))
	o.like("block_actions_message_in_thread")
	o.done(s.Click(ctx, alice, o.post(alice, "", pager), "page_next"))
	o.like("block_actions_ephemeral")

	list, _ := pager.([]any)
	option := at(sample(t, "block_actions_static_select"), "payload", "state", "values", "filter", "severity", "selected_option")
	with := func(block, kind, action string, more map[string]any) bottest.MessageRef {
		control := map[string]any{"type": kind, "action_id": action, "placeholder": map[string]any{"type": "plain_text", "text": "x"}}
		maps.Copy(control, more)
		maps.DeleteFunc(control, func(_ string, v any) bool { return v == nil })
		return o.post("", "", append(slices.Clone(list), map[string]any{"type": "actions", "block_id": block, "elements": []any{control}}))
	}
	m = with("filter", "static_select", "severity", map[string]any{"options": []any{option}})
	o.done(s.ClickWith(ctx, alice, m, "severity", "1"))
	o.like("block_actions_static_select")
	m = with("filter", "static_select", "severity", map[string]any{"options": []any{option}, "placeholder": nil})
	o.done(s.ClickWith(ctx, alice, m, "severity", ""))
	o.like("block_actions_select_cleared")
	m = with("issue-7", "overflow", "issue_menu", map[string]any{"options": []any{option}, "placeholder": nil})
	o.done(s.ClickWith(ctx, alice, m, "issue_menu", "1"))
	o.like("block_actions_overflow")
	m = with("project", "external_select", "project_select", map[string]any{"min_query_length": 0})
	_, d, err := s.Suggest(ctx, alice, m, "project_select", "")
	o.done(d, err)
	o.like("block_suggestion_message")

	o.done(s.Shortcut(ctx, alice, "sc_start_scan"))
	o.like("shortcut_global")
	said, _, err := s.Say(ctx, bob, general, "", "NPE in main.go")
	o.done(said, err)
	o.done(s.MessageShortcut(ctx, alice, said.Ref(), "sc_explain"))
	o.like("shortcut_message")
}

func TestFramesOfViews(t *testing.T) {
	o := newObserver(t)
	s, ctx := o.s, deadline(t)
	v := at(sample(t, "view_submission"), "payload", "view").(map[string]any)
	blocks := v["blocks"].([]any)
	field := func(block, action, kind string, more map[string]any) map[string]any {
		element := map[string]any{"type": kind, "action_id": action}
		maps.Copy(element, more)
		return map[string]any{
			"type": "input", "block_id": block, "label": map[string]any{"type": "plain_text", "text": "x"}, "element": element, "optional": true,
		}
	}
	box := at(sample(t, "view_submission"), "payload", "view", "state", "values", "rules", "boxes", "selected_options").([]any)
	blocks = append(slices.Clone(blocks), field("note", "note_input", "plain_text_input", nil), field("when", "date", "datepicker", nil),
		field("rules", "boxes", "checkboxes", map[string]any{"options": box}), field("notify", "conv", "conversations_select", nil),
		map[string]any{"type": "actions", "block_id": "rows", "elements": []any{
			map[string]any{"type": "button", "action_id": "add_row", "value": "2", "text": map[string]any{"type": "plain_text", "text": "Add"}},
		}})
	opened := at(sample(t, "block_actions_modal"), "payload", "view")
	open := func() string {
		o.done(s.Slash(ctx, alice, general, "/tca", ""))
		var slash struct {
			TriggerID string `json:"trigger_id"`
		}
		o.done(nil, json.Unmarshal(o.p.next(t).Payload, &slash))
		view := map[string]any{"type": "modal", "blocks": blocks}
		for _, key := range []string{"private_metadata", "callback_id", "title", "close", "submit", "clear_on_close", "notify_on_close"} {
			view[key] = v[key]
		}
		raw, err := json.Marshal(map[string]any{"trigger_id": slash.TriggerID, "view": view})
		o.done(nil, err)
		answer, _ := call(t, s, "views.open", asJSON, bottest.BotToken, string(raw))
		for _, d := range differences("view", answer["view"], opened) {
			t.Errorf("answer of views.open: %s", d)
		}
		id, _ := at(answer, "view", "id").(string)
		return id
	}
	id := open()
	o.done(s.ClickView(ctx, alice, id, "add_row"))
	o.like("block_actions_modal")
	_, d, err := s.SuggestView(ctx, alice, id, "project_select", "my")
	o.done(d, err)
	o.like("block_suggestion_modal")
	o.done(s.Submit(ctx, alice, id, map[string]string{"project_select": "42", "date": "2026-11-24", "boxes": "go", "conv": general}))
	o.like("view_submission")
	o.done(s.Dismiss(ctx, alice, open(), false))
	o.like("view_closed")
	o.done(s.Dismiss(ctx, alice, open(), true))
	o.like("view_closed_cleared")

	o.done(s.OpenHome(ctx, alice, "home"))
	o.like("event_app_home_opened_first")
	raw, err := json.Marshal(map[string]any{"user_id": alice, "view": map[string]any{
		"type": "home", "callback_id": "home", "blocks": at(sample(t, "block_actions_home"), "payload", "view", "blocks"),
	}})
	o.done(nil, err)
	answer, _ := call(t, s, "views.publish", asJSON, bottest.BotToken, string(raw))
	home, _ := at(answer, "view", "id").(string)
	o.done(s.OpenHome(ctx, alice, "home"))
	o.like("event_app_home_opened")
	o.done(s.OpenHome(ctx, alice, "messages"))
	o.like("event_app_home_opened_messages_tab")
	o.done(s.ClickView(ctx, alice, home, "home_settings"))
	o.like("block_actions_home")
}

func TestFramesOfEvents(t *testing.T) {
	const link = "https://tca.example.com/projects/1"
	o := newObserver(t)
	s, ctx := o.s, deadline(t)
	say := func(channel, thread, line string) bottest.Message {
		m, _, err := s.Say(ctx, alice, channel, thread, line)
		o.done(m, err)
		return m
	}
	parent := say(general, "", "look")
	say(general, "", "<@"+bottest.BotUserID+"> report my-project")
	o.like("event_app_mention")
	said := say(s.DM(alice).ID, "", "help")
	o.like("event_message_im")
	said.User = bottest.BotUserID
	o.done(s.Echo(ctx, said))
	o.like("event_message_im_own_echo")
	m := say(general, parent.TS, link)
	o.like("event_link_shared_message")
	unfurls, err := json.Marshal(map[string]any{"channel": general, "ts": m.TS, "unfurls": map[string]any{link: map[string]any{"blocks": []any{
		map[string]any{"type": "actions", "block_id": "u", "elements": []any{
			map[string]any{"type": "button", "action_id": "unfurl_refresh", "value": "1", "text": map[string]any{"type": "plain_text", "text": "Next"}},
		}},
	}}}})
	o.done(nil, err)
	single := say(general, "", link)
	o.p.next(t)
	call(t, s, "chat.unfurl", asJSON, bottest.BotToken, strings.Replace(string(unfurls), m.TS, single.TS, 1))
	o.done(s.Click(ctx, alice, single.Ref(), "unfurl_refresh"))
	o.like("block_actions_unfurl_attachment")
	o.done(s.Compose(ctx, alice, link))
	o.like("event_link_shared_composer")
	o.done(s.Invite(ctx, alice, general, bottest.BotUserID))
	o.like("event_member_joined_channel")
	o.done(s.ChangeUser(ctx, s.Users()[0]))
	o.like("event_user_change")
	o.done(s.Event(ctx, map[string]any{"type": "app_uninstalled"}))
	o.like("event_app_uninstalled")
	o.done(s.Event(ctx, map[string]any{"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{}, "bot": []string{bottest.BotUserID}}}))
	o.like("event_tokens_revoked")
	o.s.Disconnect("refresh_requested", 1)
	o.like("disconnect_refresh_requested")
}

// TestSamplesDecode sends every sample to a real client.
func TestSamplesDecode(t *testing.T) {
	s := workspace(t, bottest.Options{})
	got := make(chan socketmode.Event, 10)
	connect(t, s, func(c *socketmode.Client, ev socketmode.Event) {
		silent(c, ev)
		if ev.Request != nil && ev.Request.EnvelopeID != "" || ev.Type == socketmode.EventTypeErrorBadMessage {
			got <- ev
		}
	})
	files, err := filepath.Glob(filepath.Join("testdata", "payloads", "*.json"))
	if err != nil || len(files) != 47 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	sent := 0
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		v := sample(t, name)
		kind, _ := v["type"].(string)
		if v["envelope_id"] == nil {
			continue // hello and disconnect have tests of their own
		}
		sent++
		d, err := s.SendRaw(deadline(t), kind, v["payload"])
		if ev := <-got; err != nil || !d.Acked || ev.Type == socketmode.EventTypeErrorBadMessage {
			t.Errorf("%s: got %s, %+v, %v", name, ev.Type, d, err)
		}
	}
	if sent != 42 {
		t.Errorf("%d envelopes, want 42", sent)
	}
	clean(t, s)
}
