package bot_test

import (
	"log/slog"
	"strings"
	"tcabot/bot"
	"tcabot/bot/bottest"
	"testing"
)

const (
	organization = "E0CORP0001"
	colleague    = "W0SISTER01" // from another workspace of the organization
	foreigner    = "U0STRANGE1" // from another company
	otherGrid    = "W0STRANGE2" // from another company that has an organization of its own
)

// newGrid is a world in Enterprise Grid, or in a workspace of its own.
func newGrid(t *testing.T, grid bool) *world {
	t.Helper()
	return newWorld(t, func(w *world) {
		if grid {
			w.slack.JoinEnterprise(organization)
		}
		w.slack.AddUser(bottest.User{ID: colleague, Name: "liuyang", Locale: "en-US", TeamID: "T0SISTER01", Enterprise: organization})
		w.slack.AddUser(bottest.User{ID: foreigner, Name: "bob", Locale: "en-US", TeamID: "T0FOREIGN1"})
		w.slack.AddUser(bottest.User{ID: otherGrid, Name: "eve", Locale: "zh-CN", TeamID: "T0FOREIGN2", Enterprise: "E0OTHER001"})
		w.slack.AddChannel(bottest.Channel{
			ID: general, Name: "general", BotIn: true, Shared: true, Members: []string{member, admin, colleague, foreigner, otherGrid},
		})
	})
}

// TestColleaguesOfAnotherWorkspace: in Enterprise Grid people of the other workspaces are answered wherever they ask,
// with one account for all.
func TestColleaguesOfAnotherWorkspace(t *testing.T) {
	t.Parallel()
	w := newGrid(t, true)
	w.login(t, colleague, w.sample.Member) // a command, a press and a form
	page := w.say(t, colleague, "repos bigteam")
	want(t, page, "1–10 of 137")
	want(t, w.press(t, colleague, page, "run/next"), "11–20 of 137")
	v, d := w.form(t, colleague, page, "jump/open", "")
	if _, err := w.slack.Submit(deadline(t), colleague, v.ID, map[string]string{"page": "3"}); err != nil {
		t.Fatal(err)
	}
	want(t, w.answerTo(t, colleague, d), "21–30 of 137")
	want(t, w.press(t, colleague, w.share(t, colleague, page), "run/last"), "131–137 of 137")
	v, _ = w.form(t, colleague, w.say(t, colleague, "digest add"), "fill/new", "Branch, repository or team")
	if got, _, err := w.slack.SuggestView(deadline(t), colleague, v.ID, "target", "payments-api@mas"); err != nil || len(got) == 0 {
		t.Errorf("%d suggestions, %v", len(got), err)
	}
	happens(t)(w.slack.SendRaw(deadline(t), "events_api", map[string]any{
		"type": "event_callback", "team_id": "T0SISTER01", "enterprise_id": organization, "event_id": "Ev0SISTER1", "event": map[string]any{
			"type": "link_shared", "user": colleague, "channel": general, "message_ts": "1.1",
			"links": []any{map[string]any{"domain": "x", "url": w.tca.URL() + "/t/" + w.sample.Org + "/p/bigteam/repos"}},
		},
	}))
	offer, err := w.slack.WaitMessage(deadline(t), colleague, general, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "Show a preview of this TCA link?")
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, w.press(t, colleague, offer, "run/show"), "1–10 of 137")
	happens(t)(w.slack.Deactivate(deadline(t), colleague))
	w.until(t, "the token is deleted", func() bool {
		return contains(w.say(t, colleague, "whoami").PlainText(), "Connect your TCA account to get started")
	})
	w.clean(t)
}

// TestOtherCompanies: people of other companies, with whom a channel is shared, are refused on every surface, with and
// without organizations on either side.
func TestOtherCompanies(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, user, says string
		grid             bool
	}{
		{"company to company", foreigner, "I only serve members of the workspace", false},
		{"company to organization", foreigner, "I only serve members of the workspace", true},
		{"organization to company", otherGrid, "仅供所在工作区的成员使用", false},
		{"organization to organization", otherGrid, "仅供所在工作区的成员使用", true},
		{"colleague without Grid", colleague, "I only serve members of the workspace", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newGrid(t, tt.grid)
			w.login(t, member, w.sample.Member)
			page := w.share(t, member, w.say(t, member, "repos bigteam"))
			want(t, w.say(t, tt.user, "repos bigteam"), tt.says)
			for _, action := range []string{"run/next", "jump/open", "filter/open", "run/refresh"} {
				d, err := w.click(t, tt.user, page, action)
				if err != nil {
					t.Fatal(err)
				}
				want(t, w.answerTo(t, tt.user, d), tt.says)
			}
			if _, ok := w.slack.View(tt.user); ok {
				t.Error("a form opened")
			}
			w.clean(t)
		})
	}
}

// TestInstalledInOrganization: the bot says what to do where the app is installed in all workspaces at once.
func TestInstalledInOrganization(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	must(t, w.stop())
	w.slack.InstallInOrganization(organization)
	err := bot.Run(deadline(t), w.configured(t, nil), w.times, slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "install it in one workspace") {
		t.Errorf("the bot ended with %v", err)
	}
}
