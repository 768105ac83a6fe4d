package bot_test

import (
	"net/http"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// departures are events that say that the app or the member is gone.
func departures() map[string]map[string]any {
	return map[string]map[string]any{
		"uninstalled":                    {"type": "app_uninstalled"},
		"token of a former bot revoked":  {"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{}, "bot": []string{"U0FORMER01"}}},
		"token of this bot revoked":      {"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{}, "bot": []string{bottest.BotUserID}}},
		"authorization revoked":          {"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{member}, "bot": []string{}}},
		"authorization and bots revoked": {"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{member}, "bot": []string{"U0FORMER01"}}},
		"deactivated":                    {"type": "user_change", "user": map[string]any{"id": member, "deleted": true}},
	}
}

// TestOutdatedDepartures: an event that is hours old, or that another one has overtaken, takes away nobody's token and no
// digest.
func TestOutdatedDepartures(t *testing.T) {
	t.Parallel()
	for name, event := range departures() {
		for _, slack := range []bottest.Fault{{}, {Method: "users.info", Status: http.StatusServiceUnavailable}, {Method: "auth.test", Status: http.StatusServiceUnavailable}} {
			t.Run(name+" "+slack.Method, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, nil)
				w.login(t, member, w.sample.Member)
				w.say(t, member, "digest add "+master+" --yes")
				if slack.Method != "" {
					w.slack.Inject(slack)
				}
				happens(t)(w.slack.LateEvent(deadline(t), time.Now().Add(-6*time.Hour), event))
				w.until(t, "the event is handled", func() bool {
					return contains(w.log.String(), "ignored an outdated event") || contains(w.log.String(), "so its data is kept")
				})
				want(t, w.say(t, member, "whoami"), "王芳")
				list := w.say(t, member, "digest")
				if want(t, list, "payments-api@master"); contains(list.PlainText(), "suspended") {
					t.Errorf("the digest is suspended:\n%s", list.PlainText())
				}
			})
		}
	}
}

// TestDepartures: who is really gone takes their token along, however late Slack says so.
func TestDepartures(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*testing.T, *world){
		"uninstalled": func(t *testing.T, w *world) {
			if err := w.slack.Uninstall(deadline(t)); err != nil {
				t.Fatal(err)
			}
		},
		"revoked": func(t *testing.T, w *world) {
			happens(t)(w.slack.Event(deadline(t), departures()["authorization revoked"]))
		},
		"deactivated": func(t *testing.T, w *world) { happens(t)(w.slack.Deactivate(deadline(t), member)) },
		"deactivated hours ago": func(t *testing.T, w *world) {
			w.slack.AddUser(bottest.User{ID: member, Name: "wangfang", Deleted: true})
			happens(t)(w.slack.LateEvent(deadline(t), time.Now().Add(-6*time.Hour), departures()["deactivated"]))
		},
		"deactivated while Slack does not answer": func(t *testing.T, w *world) {
			w.slack.Inject(bottest.Fault{Method: "users.info", Status: http.StatusServiceUnavailable})
			happens(t)(w.slack.LateEvent(deadline(t), time.Now().Add(time.Second), departures()["deactivated"]))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			leave(t, w)
			w.until(t, "the token is deleted", func() bool {
				return contains(w.say(t, member, "whoami").PlainText(), "Connect your TCA account to get started")
			})
		})
	}
}

// TestAnotherWorkspaceIsUninstalled: that the app leaves another workspace is nothing to this one.
func TestAnotherWorkspaceIsUninstalled(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	happens(t)(w.slack.SendRaw(deadline(t), "events_api", map[string]any{
		"type": "event_callback", "team_id": "T0FOREIGN", "event_id": "Ev0FOREIGN", "event_time": time.Now().Unix(), "event": map[string]any{"type": "app_uninstalled"},
	}))
	w.logged(t, "ignored an event about another workspace")
	want(t, w.say(t, member, "whoami"), "王芳")
}
