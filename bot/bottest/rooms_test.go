package bottest_test

import (
	"fmt"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

func TestWhatBecomesOfChannels(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.Join(secret, bottest.BotUserID)
	events := listener(t, s)
	ctx := deadline(t)
	post := func(channel string) error {
		_, _, err := client(s).PostMessageContext(deadline(t), channel, slack.MsgOptionText("x", false))
		return err
	}
	for _, tt := range []struct {
		name string
		do   func(channel string) (bottest.Delivery, error)
		post string    // what a post is answered then
		want [2]string // the event, of a public channel and of a private one
	}{
		{"archive", func(c string) (bottest.Delivery, error) { return s.Archive(ctx, c) }, "is_archived", [2]string{"channel_archive", "group_archive"}},
		{"unarchive", func(c string) (bottest.Delivery, error) { return s.Unarchive(ctx, c) }, "", [2]string{"channel_unarchive", "group_unarchive"}},
		{"rename", func(c string) (bottest.Delivery, error) { return s.Rename(ctx, c, "new") }, "", [2]string{"channel_rename", "group_rename"}},
		{"share", func(c string) (bottest.Delivery, error) { return s.ShareChannel(ctx, c, "T0OTHER") }, "", [2]string{"channel_shared", "channel_shared"}},
		{"another ID and back", func(c string) (bottest.Delivery, error) {
			if _, err := s.ChangeChannelID(ctx, c, "C0OTHERID1"); err != nil {
				return bottest.Delivery{}, err
			}
			<-events
			return s.ChangeChannelID(ctx, "C0OTHERID1", c)
		}, "", [2]string{"channel_id_changed", "channel_id_changed"}},
		{"a person goes", func(c string) (bottest.Delivery, error) { return s.Kick(ctx, c, alice) }, "", [2]string{"member_left_channel", "member_left_channel"}},
		{"delete", func(c string) (bottest.Delivery, error) { return s.DeleteChannel(ctx, c) }, "channel_not_found", [2]string{"channel_deleted", "group_deleted"}},
	} {
		for i, channel := range []string{general, secret} {
			d, err := tt.do(channel)
			if err != nil || !d.Acked {
				t.Fatalf("%s: %+v, %v", tt.name, d, err)
			}
			if e := <-events; e.Type != tt.want[i] || of(e) != channel {
				t.Errorf("%s: got %s of %q", tt.name, e.Type, of(e))
			}
			wantError(t, tt.name, post(channel), tt.post)
		}
	}
	if _, err := s.Archive(ctx, general); err == nil {
		t.Error("a deleted channel is archived")
	}
	clean(t, s)
}

// of is the conversation that an event is of.
func of(e slackevents.EventsAPIInnerEvent) string {
	switch e := e.Data.(type) {
	case *slackevents.ChannelArchiveEvent:
		return e.Channel
	case *slackevents.ChannelUnarchiveEvent:
		return e.Channel
	case *slackevents.ChannelRenameEvent:
		return e.Channel.ID
	case *slackevents.ChannelIDChangedEvent:
		return e.NewChannelID
	case *slackevents.ChannelDeletedEvent:
		return e.Channel
	case *slackevents.ChannelLeftEvent:
		return e.Channel
	case *slackevents.ChannelSharedEvent:
		return e.Channel
	case *slackevents.GroupArchiveEvent:
		return e.Channel
	case *slackevents.GroupUnarchiveEvent:
		return e.Channel
	case *slackevents.GroupRenameEvent:
		return e.Channel.ID
	case *slackevents.GroupDeletedEvent:
		return e.Channel
	case *slackevents.GroupLeftEvent:
		return e.Channel
	case *slackevents.MemberLeftChannelEvent:
		return e.Channel
	}
	return fmt.Sprintf("%T", e.Data)
}

func TestTheBotIsRemoved(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.Join(secret, bottest.BotUserID)
	events := listener(t, s)
	for channel, want := range map[string][2]string{general: {"channel_left", "not_in_channel"}, secret: {"group_left", "channel_not_found"}} {
		if _, err := s.Kick(deadline(t), channel, bottest.BotUserID); err != nil {
			t.Fatal(err)
		}
		if e := <-events; e.Type != want[0] || of(e) != channel {
			t.Errorf("got %s of %q", e.Type, of(e))
		}
		_, _, err := client(s).PostMessageContext(deadline(t), channel, slack.MsgOptionText("x", false))
		wantError(t, channel, err, want[1])
		if _, err := s.Kick(deadline(t), channel, bottest.BotUserID); err == nil {
			t.Errorf("%s: the bot is removed twice", channel)
		}
	}
	clean(t, s)
}

// TestNotToldOf is what a bot hears nothing of: private conversations it is not in, and kinds it has no scope for.
func TestNotToldOf(t *testing.T) {
	s := workspace(t, bottest.Options{Scopes: []string{"groups:read"}}) // without a connection: a delivery would fail
	for name, do := range map[string]func() (bottest.Delivery, error){
		"private":  func() (bottest.Delivery, error) { return s.Archive(deadline(t), secret) },
		"no scope": func() (bottest.Delivery, error) { return s.Rename(deadline(t), general, "new") },
		"joined":   func() (bottest.Delivery, error) { return s.Invite(deadline(t), alice, general, "U0NEW") },
	} {
		if d, err := do(); err != nil || d.EnvelopeID != "" {
			t.Errorf("%s: got %+v, %v", name, d, err)
		}
	}
}

func TestDeactivate(t *testing.T) {
	s := workspace(t, bottest.Options{})
	events := listener(t, s)
	if _, err := s.Deactivate(deadline(t), bob); err != nil {
		t.Fatal(err)
	}
	if e := <-events; e.Type != "user_change" {
		t.Errorf("got %+v", e)
	}
	u, err := client(s).GetUserInfoContext(deadline(t), bob)
	if err != nil || !u.Deleted || u.Name != "bob" {
		t.Errorf("got %+v, %v", u, err)
	}
	if len(s.Channels(bob)) != 0 {
		t.Errorf("bob is still in %v", s.Channels(bob))
	}
	clean(t, s)
}
