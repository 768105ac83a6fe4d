package bottest_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"sync/atomic"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

const entityLink = "https://tca.example.com/projects/1"

// goodEntity is an entity as Slack documents it.
const goodEntity = `{"app_unfurl_url":"` + entityLink + `","url":"https://tca.example.com/projects/1","external_ref":{"id":"abc","type":"branch"},` +
	`"entity_type":"slack#/entities/item","entity_payload":{"attributes":{"title":{"text":"Branch 1"},"display_type":"Branch","display_id":"1"},` +
	`"custom_fields":[{"key":"a","label":"Open","type":"string","value":"12","long":true}],"display_order":["a"]}}`

// linked is a workspace with a link under which an entity may be shown, and the events of its bot.
func linked(t *testing.T) (*bottest.Server, bottest.Message, chan slackevents.EventsAPIInnerEvent, *atomic.Int64) {
	t.Helper()
	ahead := &atomic.Int64{}
	s := workspace(t, bottest.Options{
		UnfurlDomains: []string{"example.com"}, Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) },
	})
	events := listener(t, s)
	m, _, err := s.Say(deadline(t), bob, general, "", entityLink)
	if err != nil {
		t.Fatal(err)
	}
	<-events
	return s, m, events, ahead
}

func unfurled(t *testing.T, s *bottest.Server, m bottest.Message, metadata string) any {
	t.Helper()
	answer, _ := call(t, s, "chat.unfurl", asForm, bottest.BotToken, url.Values{"channel": {general}, "ts": {m.TS}, "metadata": {metadata}}.Encode())
	return answer["error"]
}

// TestEntities: an entity is taken as Slack documents it, and in no other way.
func TestEntities(t *testing.T) {
	s, m, _, _ := linked(t)
	for _, tt := range []struct{ name, old, instead, want string }{
		{"no kind of entity", "entities/item", "entities/thing", "error_processing_metadata"},
		{"no ID", `"id":"abc"`, `"id":""`, "error_processing_metadata"},
		{"no title", `"text":"Branch 1"`, `"text":""`, "error_processing_metadata"},
		{"a title without its object", `"title":{"text":"Branch 1"}`, `"title":"Branch 1"`, "error_processing_metadata"},
		{"no address", `"url":"https://tca.example.com`, `"url":"tca.example.com`, "error_processing_metadata"},
		{"a link that is not there", entityLink + `","url"`, entityLink + `0","url"`, "error_processing_metadata"},
		{"something unknown", `"display_id"`, `"subtitle"`, "error_processing_metadata"},
		{"fields of another kind", `"custom_fields"`, `"fields":{"status":{"value":"x"}},"custom_fields"`, "error_processing_metadata"},
		{"no label", `"label":"Open"`, `"label":""`, "error_processing_metadata"},
		{"no type of field", `"type":"string"`, `"type":"text"`, "error_processing_metadata"},
		{"a number for a text", `"value":"12"`, `"value":12`, "error_processing_metadata"},
		{"a long text", `"value":"12"`, `"value":"` + strings.Repeat("界", 3001) + `"`, "error_processing_metadata"},
		{"an order of other fields", `["a"]`, `["b"]`, "error_processing_metadata"},
	} {
		if got := unfurled(t, s, m, `{"entities":[`+strings.Replace(goodEntity, tt.old, tt.instead, 1)+`]}`); got != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, got, tt.want)
		}
	}
	for _, metadata := range []string{`{`, `[` + goodEntity + `]`, `{"event_type":"x","entities":[]}`} {
		if got := unfurled(t, s, m, metadata); got != "invalid_metadata_format" {
			t.Errorf("%s: %v", metadata, got)
		}
	}
	if got := s.Messages(alice, general)[0].Entities; len(got) > 0 {
		t.Errorf("shown: %v", got)
	}
	if got := unfurled(t, s, m, `{"entities":[`+goodEntity+`]}`); got != nil {
		t.Errorf("a good one: %v", got)
	}
	if got := s.Messages(alice, general)[0].Entities; got[entityLink] == nil {
		t.Errorf("shown: %v", got)
	}
}

// TestPane: the bot hears who opened what, and fills the pane once, with that entity.
func TestPane(t *testing.T) {
	s, m, events, ahead := linked(t)
	if _, err := s.OpenEntity(deadline(t), alice, m.Ref(), entityLink); err == nil {
		t.Error("opened what is not there")
	}
	if got := unfurled(t, s, m, `{"entities":[`+goodEntity+`]}`); got != nil {
		t.Fatal(got)
	}
	open := func() string {
		if _, err := s.OpenEntity(deadline(t), alice, m.Ref(), entityLink); err != nil {
			t.Fatal(err)
		}
		e, ok := (<-events).Data.(*slackevents.EntityDetailsRequestedEvent)
		if !ok || e.User != alice || e.ExternalRef.ID != "abc" || e.EntityURL != entityLink || e.AppUnfurlURL != entityLink || e.Channel != general {
			t.Fatalf("got %+v", e)
		}
		return e.TriggerID
	}
	present := func(trigger string, args url.Values) any {
		args.Set("trigger_id", trigger)
		answer, _ := call(t, s, "entity.presentDetails", asForm, bottest.BotToken, args.Encode())
		return answer["error"]
	}
	detail := strings.Replace(goodEntity, `"app_unfurl_url":"`+entityLink+`",`, "", 1)
	trigger := open()
	for _, tt := range []struct {
		name, trigger string
		args          url.Values
		want          any
	}{
		{"another trigger", "trigger-0", url.Values{"metadata": {detail}}, "invalid_trigger_id"},
		{"nothing", trigger, url.Values{}, "invalid_arguments"},
		{"two things", trigger, url.Values{"metadata": {detail}, "user_auth_required": {"true"}, "user_auth_url": {entityLink}}, "invalid_arguments"},
		{"another entity", trigger, url.Values{"metadata": {strings.Replace(detail, "abc", "abd", 1)}}, "entity_metadata_does_not_match_trigger"},
		{"as for chat.unfurl", trigger, url.Values{"metadata": {goodEntity}}, "invalid_metadata"},
		{"a list", trigger, url.Values{"metadata": {`{"entities":[` + detail + `]}`}}, "invalid_metadata"},
		{"nowhere to sign in", trigger, url.Values{"user_auth_required": {"true"}}, "user_auth_url_missing"},
		{"no such reason", trigger, url.Values{"error": {`{"status":"no"}`}}, "invalid_arguments"},
		{"no words", trigger, url.Values{"error": {`{"status":"custom","custom_title":"x"}`}}, "invalid_arguments"},
		{"the entity", trigger, url.Values{"metadata": {detail}}, nil},
		{"again", trigger, url.Values{"metadata": {detail}}, "invalid_trigger_id"},
	} {
		if got := present(tt.trigger, tt.args); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	if p, err := s.WaitPane(deadline(t), alice); err != nil || p.PlainText() != "Branch 1\nOpen: 12" {
		t.Errorf("shown: %q, %v", p.PlainText(), err)
	}
	if got := present(open(), url.Values{"error": {`{"status":"custom","custom_title":"No","custom_message":"because"}`}}); got != nil {
		t.Error(got)
	}
	if p, _ := s.Pane(alice); p.PlainText() != "No\nbecause" {
		t.Errorf("shown: %q", p.PlainText())
	}
	err := client(s).EntityPresentDetailsContext(deadline(t), slack.EntityPresentDetailsParameters{
		TriggerID: open(), UserAuthRequired: true, UserAuthURL: "https://slack.com/app_redirect?app=A1",
	})
	wantError(t, "sign in", err, "")
	if p, _ := s.Pane(alice); p.SignIn == "" {
		t.Errorf("shown: %+v", p)
	}
	s.ClosePane(alice)
	if p, ok := s.Pane(alice); ok {
		t.Errorf("shown: %+v", p)
	}
	late := open()
	ahead.Store(int64(time.Minute))
	if got := present(late, url.Values{"metadata": {detail}}); got != "invalid_trigger_id" {
		t.Errorf("later: %v", got)
	}
	if !json.Valid([]byte(detail)) {
		t.Error("the test's own JSON is wrong")
	}
}
