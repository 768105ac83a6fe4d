package bottest_test

import (
	"slices"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack"
)

func TestPeople(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.AddUser(bottest.User{ID: "U0GUEST", Restricted: true})
	s.AddUser(bottest.User{ID: "U0SINGLE", UltraRestricted: true})
	s.AddUser(bottest.User{ID: "U0GONE", Deleted: true})
	s.AddUser(bottest.User{ID: "U0FOREIGN", TeamID: "T0OTHER"})
	s.Join(general, "U0FOREIGN")
	api := client(s)
	var all []string
	pages := api.GetUsersPaginated(slack.GetUsersOptionLimit(4))
	for {
		var err error
		if pages, err = pages.Next(deadline(t)); pages.Done(err) {
			break
		}
		wantError(t, "list", err, "")
		if len(pages.Users) > 4 {
			t.Errorf("a page of %d", len(pages.Users))
		}
		for _, u := range pages.Users {
			all = append(all, u.ID)
			info, err := api.GetUserInfoContext(deadline(t), u.ID)
			if err != nil || info.IsBot != u.IsBot || info.IsRestricted != u.IsRestricted || info.IsUltraRestricted != u.IsUltraRestricted || info.Deleted != u.Deleted {
				t.Errorf("%s is %+v in the list, %+v alone, %v", u.ID, u, info, err)
			}
			if guest := u.ID == "U0GUEST" || u.ID == "U0SINGLE"; u.IsRestricted != guest || u.IsUltraRestricted != (u.ID == "U0SINGLE") ||
				u.IsBot != (u.ID == bottest.BotUserID) || u.Deleted != (u.ID == "U0GONE") || u.TeamID != bottest.TeamID {
				t.Errorf("got %+v", u)
			}
		}
	}
	if want := []string{bottest.BotUserID, alice, bob, "U0GUEST", "U0SINGLE", "U0GONE"}; !slices.Equal(all, want) {
		t.Errorf("got %v", all)
	}
	members, _, err := api.GetUsersInConversationContext(deadline(t), &slack.GetUsersInConversationParameters{ChannelID: general})
	if err != nil || !slices.Equal(members, []string{alice, bob, "U0FOREIGN", bottest.BotUserID}) {
		t.Errorf("got %v, %v", members, err)
	}
	u, err := api.GetUserInfoContext(deadline(t), "U0FOREIGN")
	if err != nil || u.TeamID != "T0OTHER" {
		t.Errorf("got %+v, %v", u, err)
	}
	clean(t, s)
}
