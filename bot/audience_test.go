package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// TestShareNamesItsAudience: before a page is shared, everybody who would read it is told of as before a digest is
// posted: guests, people of other companies, and that nobody could look.
func TestShareNamesItsAudience(t *testing.T) {
	t.Parallel()
	const guest = "U0GUEST001"
	for _, tt := range []struct {
		name    string
		channel bottest.Channel
		want    string
	}{
		{"members", bottest.Channel{BotIn: true, Members: []string{member, admin}}, "2 people in #" + general},
		{"a guest", bottest.Channel{BotIn: true, Members: []string{member, guest}}, "including one guest"},
		{"another company", bottest.Channel{BotIn: true, Shared: true, Members: []string{member, admin}}, "people from another company"},
		{"not among them", bottest.Channel{Members: []string{member, admin}}, "possibly including guests"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) {
				w.slack.AddUser(bottest.User{ID: guest, Name: "guest", Locale: "en-US", Restricted: true})
				tt.channel.ID, tt.channel.Name = general, "general"
				w.slack.AddChannel(tt.channel)
			})
			w.login(t, member, w.sample.Member)
			v, _ := w.form(t, member, w.say(t, member, "repos bigteam"), "share/open", "people")
			if !strings.Contains(v.PlainText(), tt.want) {
				t.Errorf("the form does not say %q:\n%s", tt.want, v.PlainText())
			}
			w.clean(t)
		})
	}
}
