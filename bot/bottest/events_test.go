package bottest_test

import (
	"net/url"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// listener connects a bot that hands its events on.
func listener(t *testing.T, s *bottest.Server) chan slackevents.EventsAPIInnerEvent {
	t.Helper()
	events := make(chan slackevents.EventsAPIInnerEvent, 10)
	connect(t, s, func(c *socketmode.Client, ev socketmode.Event) {
		silent(c, ev)
		if e, ok := ev.Data.(slackevents.EventsAPIEvent); ok {
			events <- e.InnerEvent
		}
	})
	return events
}

func TestSay(t *testing.T) {
	s := workspace(t, bottest.Options{})
	events := listener(t, s)
	said := func(channel, thread, line string, want int) bottest.Message {
		t.Helper()
		m, d, err := s.Say(deadline(t), alice, channel, thread, line)
		if err != nil || len(d) != want {
			t.Fatalf("got %d deliveries, %v", len(d), err)
		}
		return m
	}
	parent := said(general, "", "nobody is meant", 0)
	said(secret, "", "<@"+bottest.BotUserID+"> is not here", 0)
	m := said(general, parent.TS, "<@"+bottest.BotUserID+"> help", 1)
	if e, ok := (<-events).Data.(*slackevents.AppMentionEvent); !ok || e.TimeStamp != m.TS || e.ThreadTimeStamp != parent.TS || e.User != alice || e.Channel != general {
		t.Errorf("got %+v", e)
	}
	dm := s.DM(alice).ID
	m = said(dm, "", "<@"+bottest.BotUserID+"> help", 1)
	if e, ok := (<-events).Data.(*slackevents.MessageEvent); !ok || e.ChannelType != "im" || e.Text != m.Text || e.BotID != "" {
		t.Errorf("got %+v", e)
	}
	_, ts, err := client(s).PostMessageContext(deadline(t), alice, slack.MsgOptionText("hello", false))
	wantError(t, "answer", err, "")
	own, err := s.WaitMessage(deadline(t), alice, dm, func(m bottest.Message) bool { return m.TS == ts })
	wantError(t, "answer", err, "")
	if _, err := s.Echo(deadline(t), own); err != nil {
		t.Fatal(err)
	}
	if e, ok := (<-events).Data.(*slackevents.MessageEvent); !ok || e.BotID != bottest.BotID {
		t.Errorf("got %+v", e)
	}
	clean(t, s)
}

func TestPeopleComeAndGo(t *testing.T) {
	s := workspace(t, bottest.Options{})
	events := listener(t, s)
	if _, err := s.Invite(deadline(t), alice, secret, bottest.BotUserID); err != nil {
		t.Fatal(err)
	}
	if e, ok := (<-events).Data.(*slackevents.MemberJoinedChannelEvent); !ok || e.User != bottest.BotUserID || e.ChannelType != "G" {
		t.Errorf("got %+v", e)
	}
	_, _, err := client(s).PostMessageContext(deadline(t), secret, slack.MsgOptionText("hello", false))
	wantError(t, "post", err, "")
	if _, err := s.ChangeUser(deadline(t), bottest.User{ID: bob, Name: "bob", Deleted: true}); err != nil {
		t.Fatal(err)
	}
	if e := <-events; e.Type != "user_change" {
		t.Errorf("got %+v", e)
	}
	_, _, err = client(s).PostMessageContext(deadline(t), bob, slack.MsgOptionText("hello", false))
	wantError(t, "who left", err, "user_disabled")
	clean(t, s)
}

func TestUnfurl(t *testing.T) {
	const link = "https://tca.example.com/projects/1"
	s := workspace(t, bottest.Options{UnfurlDomains: []string{"example.com"}})
	shared := make(chan *slackevents.LinkSharedEvent, 1)
	acked := true
	connect(t, s, func(c *socketmode.Client, ev socketmode.Event) {
		if acked {
			silent(c, ev)
		}
		if e, ok := ev.Data.(slackevents.EventsAPIEvent); ok {
			shared <- e.InnerEvent.Data.(*slackevents.LinkSharedEvent)
		}
	})
	preview := func(to string, o ...slack.Block) map[string]slack.Attachment {
		return map[string]slack.Attachment{to: {Blocks: slack.Blocks{BlockSet: o}}}
	}
	unfurl := func(channel, ts string, u map[string]slack.Attachment) error {
		_, _, _, err := client(s).UnfurlMessageContext(deadline(t), channel, ts, u)
		return err
	}
	m, d, err := s.Say(deadline(t), bob, general, "", "see <"+link+"|it> and https://elsewhere.org")
	if err != nil || len(d) != 1 {
		t.Fatalf("got %+v, %v", d, err)
	}
	if e := <-shared; len(e.Links) != 1 || e.Links[0].URL != link || e.Links[0].Domain != "example.com" || e.MessageTimeStamp != m.TS {
		t.Errorf("got %+v", e)
	}
	wantError(t, "another link", unfurl(general, m.TS, preview("https://elsewhere.org", next())), "cannot_unfurl_url")
	wantError(t, "another message", unfurl(general, "1.2", preview(link, next())), "cannot_find_message")
	wantError(t, "unfurl", unfurl(general, m.TS, preview(link, next())), "")
	got := s.Messages(alice, general)[0]
	if len(got.Unfurls) != 1 || got.Unfurls[link] == nil {
		t.Errorf("got %+v", got)
	}
	calls := make(chan slack.InteractionCallback, 1)
	connect(t, s, func(c *socketmode.Client, ev socketmode.Event) {
		silent(c, ev)
		if call, ok := ev.Data.(slack.InteractionCallback); ok {
			calls <- call
		}
	})
	for range 2 { // one of them comes by the second connection
		if _, err := s.Click(deadline(t), alice, got.Ref(), "page_next"); err != nil {
			t.Fatal(err)
		}
	}
	if c := <-calls; c.Container.Type != "message_attachment" || !c.Container.IsAppUnfurl {
		t.Errorf("got %+v", c.Container)
	}
	if _, err := s.Compose(deadline(t), alice, link); err != nil {
		t.Fatal(err)
	}
	answer, _ := call(t, s, "chat.unfurl", asForm, bottest.BotToken, url.Values{"unfurl_id": {"x"}, "source": {"composer"}, "unfurls": {"{}"}}.Encode())
	if answer["error"] != "invalid_unfurl_id" {
		t.Errorf("got %v", answer)
	}
	clean(t, s)
}

func TestUnfurlBeforeTheAcknowledgement(t *testing.T) {
	s := workspace(t, bottest.Options{UnfurlDomains: []string{"example.com"}, AckTimeout: 50 * time.Millisecond})
	connect(t, s, deaf)
	m, _, err := s.Say(deadline(t), bob, general, "", "https://example.com/1")
	wantError(t, "say", err, "")
	_, _, _, err = client(s).UnfurlMessageContext(deadline(t), general, m.TS, map[string]slack.Attachment{"https://example.com/1": {}})
	wantError(t, "unfurl", err, "cannot_unfurl_url")
	problem(t, s, 2)
}
