package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// TestAudience: before a page is shared, and before a digest is saved, everybody who would read it is counted and named in
// the same words: guests, people of other companies, those who are invited, and that nobody could look. Bots do not count.
func TestAudience(t *testing.T) {
	t.Parallel()
	const guest, outside = "U0GUEST001", "U0OTHERCO1"
	people := []string{member, admin}
	for _, tt := range []struct {
		name       string
		channel    bottest.Channel
		fault      bottest.Fault
		en, zh     string
		shareAlone bool // no digest can be posted there
	}{
		{name: "members", channel: bottest.Channel{BotIn: true, Members: people}, en: "2 people in", zh: "中有 2 人会看到"},
		{name: "a guest", channel: bottest.Channel{BotIn: true, Members: append(people, guest)}, en: "including one guest", zh: "1 名访客"},
		{name: "another company", channel: bottest.Channel{BotIn: true, Shared: true, Members: append(people, outside)}, en: "people from another company", zh: "其他公司的人员"},
		{name: "another company is invited", channel: bottest.Channel{BotIn: true, Pending: true, Members: people}, en: "another company are invited", zh: "已邀请其他公司"},
		{name: "not among them", channel: bottest.Channel{Members: append(people, guest)}, en: "3 people in", zh: "中有 3 人会看到", shareAlone: true},
		{name: "nobody could look", channel: bottest.Channel{BotIn: true, Members: people}, fault: bottest.Fault{Method: "conversations.members", Error: "internal_error"}, en: "2 people in", zh: "未能统计"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) {
				w.slack.AddUser(bottest.User{ID: guest, Name: "guest", Locale: "en-US", Restricted: true})
				w.slack.AddUser(bottest.User{ID: outside, Name: "bob", Locale: "en-US", TeamID: "T0OTHERCO1"})
				tt.channel.ID, tt.channel.Name = general, "general"
				w.slack.AddChannel(tt.channel)
			})
			w.login(t, member, w.sample.Member)
			w.login(t, admin, w.sample.Admin)
			if tt.fault.Method != "" {
				w.slack.Inject(tt.fault)
			}
			for user, says := range map[string]string{member: tt.en, admin: tt.zh} {
				v, _ := w.form(t, user, w.say(t, user, "repos bigteam"), "share/open", says)
				if tt.shareAlone {
					continue
				}
				draft := w.say(t, user, "digest add "+master)
				if want(t, draft, says); !strings.Contains(draft.PlainText(), audienceLine(v.PlainText(), says)) {
					t.Errorf("the digest does not say what the form says:\n%s\n%s", v.PlainText(), draft.PlainText())
				}
			}
			w.clean(t)
		})
	}
}

// audienceLine is the line with the audience in it.
func audienceLine(text, says string) string {
	for l := range strings.Lines(text) {
		if strings.Contains(l, says) {
			return strings.TrimSpace(l)
		}
	}
	return "nothing"
}
