package bottest_test

import (
	"slices"
	"strings"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack"
)

// TestLists: the lists of conversations hold what the bot may know of, of the kinds that are asked for, page by page.
func TestLists(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.AddChannel(bottest.Channel{ID: "C0OTHER", Name: "other", Members: []string{alice}})
	s.AddChannel(bottest.Channel{ID: "C0OLD", Name: "old", Archived: true, BotIn: true, Members: []string{bob}})
	s.AddChannel(bottest.Channel{ID: "G0OURS", Name: "ours", Private: true, BotIn: true, Members: []string{alice}})
	s.AddChannel(bottest.Channel{ID: "C0GROUP", Name: "mpdm-alice--bob-1", Private: true, Group: true, BotIn: true, Members: []string{alice, bob}})
	api := client(s)
	list := func(limit int, exclude bool, kinds ...string) (ids []string) {
		p := slack.GetConversationsParameters{Limit: limit, ExcludeArchived: exclude, Types: kinds}
		for {
			page, next, err := api.GetConversationsContext(deadline(t), &p)
			wantError(t, "list", err, "")
			for _, c := range page {
				ids = append(ids, c.ID)
			}
			if strings.Trim(next, "0123456789") == "" && next != "" {
				t.Errorf("the cursor %q can be read", next)
			}
			if p.Cursor = next; next == "" {
				return ids
			}
		}
	}
	for _, tt := range []struct {
		name string
		got  []string
		want []string
	}{
		{"public ones", list(0, false), []string{general, "C0OTHER", "C0OLD"}},
		{"in use", list(1, true), []string{general, "C0OTHER"}},
		{"private ones", list(2, false, "private_channel"), []string{"G0OURS"}},
		{"group messages", list(2, false, "mpim"), []string{"C0GROUP"}},
		{"several kinds", list(1, false, "public_channel", "private_channel", "mpim"), []string{general, "C0OTHER", "C0OLD", "G0OURS", "C0GROUP"}},
	} {
		if !slices.Equal(tt.got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, tt.got, tt.want)
		}
	}
	for user, want := range map[string][]string{"": {general, "C0OLD"}, bob: {general, "C0OLD"}, alice: {general}} {
		page, _, err := api.GetConversationsForUserContext(deadline(t), &slack.GetConversationsForUserParameters{UserID: user})
		var ids []string
		for _, c := range page {
			ids = append(ids, c.ID)
		}
		if err != nil || !slices.Equal(ids, want) {
			t.Errorf("of %q: got %v, %v", user, ids, err)
		}
	}
	c, err := api.GetConversationInfoContext(deadline(t), &slack.GetConversationInfoInput{ChannelID: "C0GROUP"})
	if err != nil || !c.IsMpIM || c.IsGroup || !c.IsPrivate {
		t.Errorf("a group message: %+v, %v", c, err)
	}
	s.RevokeScope("mpim:read")
	_, _, err = api.GetConversationsContext(deadline(t), &slack.GetConversationsParameters{Types: []string{"mpim"}})
	wantError(t, "without the scope", err, "missing_scope")
	clean(t, s)
}

// TestLookups: the small methods.
func TestLookups(t *testing.T) {
	s := workspace(t, bottest.Options{})
	api := client(s)
	top := posted(t, s, slack.MsgOptionText("top", false))
	below := posted(t, s, slack.MsgOptionText("below", false), slack.MsgOptionTS(top.TS))
	link := func(channel, ts string) (string, error) {
		return api.GetPermalinkContext(deadline(t), &slack.PermalinkParameters{Channel: channel, Ts: ts})
	}
	if got, err := link(general, top.TS); err != nil || !strings.HasSuffix(got, "/archives/"+general+"/p"+strings.ReplaceAll(top.TS, ".", "")) {
		t.Errorf("got %s, %v", got, err)
	}
	if got, err := link(general, below.TS); err != nil || !strings.Contains(got, "?thread_ts="+top.TS) {
		t.Errorf("in a thread: %s, %v", got, err)
	}
	_, err := link(general, "1.1")
	wantError(t, "no message", err, "message_not_found")
	_, err = link(secret, top.TS)
	wantError(t, "no channel", err, "channel_not_found")

	on := slack.NewRefToMessage(general, top.TS)
	wantError(t, "react", api.AddReactionContext(deadline(t), ":eyes:", on), "")
	wantError(t, "react again", api.AddReactionContext(deadline(t), "eyes", on), "already_reacted")
	wantError(t, "to nothing", api.AddReactionContext(deadline(t), "eyes", slack.NewRefToMessage(general, "1.1")), "message_not_found")
	wantError(t, "where it is not", api.AddReactionContext(deadline(t), "eyes", slack.NewRefToMessage(secret, top.TS)), "channel_not_found")

	team, err := api.GetTeamInfoContext(deadline(t))
	if err != nil || team.ID != bottest.TeamID {
		t.Errorf("team %+v, %v", team, err)
	}
	bot, err := api.GetBotInfoContext(deadline(t), slack.GetBotInfoParameters{Bot: bottest.BotID})
	if err != nil || bot.UserID != bottest.BotUserID {
		t.Errorf("bot %+v, %v", bot, err)
	}
	_, err = api.GetBotInfoContext(deadline(t), slack.GetBotInfoParameters{Bot: "B0NONE"})
	wantError(t, "another bot", err, "bot_not_found")
	clean(t, s)
}

// TestStoredMessages: the history tells of files, edits, reactions and the bot, and has blocks of what people typed.
func TestStoredMessages(t *testing.T) {
	s := workspace(t, bottest.Options{})
	api := client(s)
	connect(t, s, silent)
	said, _, err := s.Say(deadline(t), alice, general, "", "hello")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Edit(deadline(t), alice, said.Ref(), "hello there"); err != nil {
		t.Fatal(err)
	}
	up, err := api.GetUploadURLExternalContext(deadline(t), slack.GetUploadURLExternalParameters{FileName: "x.csv", FileSize: 3})
	if err != nil {
		t.Fatal(err)
	}
	post(t, up.UploadURL, "", "a,b")
	_, err = api.CompleteUploadExternalContext(deadline(t), slack.CompleteUploadExternalParameters{Files: []slack.FileSummary{{ID: up.FileID, Title: "x"}}, Channel: general})
	wantError(t, "complete", err, "")
	got, err := api.GetConversationHistoryContext(deadline(t), &slack.GetConversationHistoryParameters{ChannelID: general})
	if err != nil || len(got.Messages) != 2 {
		t.Fatalf("got %+v, %v", got, err)
	}
	file, typed := got.Messages[0], got.Messages[1]
	if len(file.Files) != 1 || file.Files[0].Name != "x.csv" || file.Files[0].Size != 3 || file.BotProfile == nil || file.BotProfile.ID != bottest.BotID {
		t.Errorf("the file: %+v", file)
	}
	if typed.Edited == nil || typed.Edited.User != alice || typed.Text != "hello there" || len(typed.Blocks.BlockSet) != 1 || typed.BotProfile != nil {
		t.Errorf("what a person typed: %+v", typed)
	}
	wantError(t, "react", api.AddReactionContext(deadline(t), "eyes", slack.NewRefToMessage(general, said.TS)), "")
	got, err = api.GetConversationHistoryContext(deadline(t), &slack.GetConversationHistoryParameters{ChannelID: general, Limit: 2})
	if err != nil || len(got.Messages[1].Reactions) != 1 || got.Messages[1].Reactions[0].Name != "eyes" {
		t.Errorf("reactions: %+v, %v", got, err)
	}
	clean(t, s)
}
