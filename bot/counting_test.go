package bot_test

import (
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// held holds back TCA's figures after those of some branches, and returns how to let them go.
func (w *world) held(t *testing.T, after int) (release func()) {
	t.Helper()
	gate := make(chan struct{})
	remove := w.tca.Inject(apitest.Fault{Path: "/overview/mine/", Gate: gate, After: after})
	return func() {
		remove()
		close(gate)
	}
}

// counted counts a TCA user's requests for figures of "mine" so far.
func (w *world) counted(user string) (n int) {
	for _, r := range w.tca.Requests() {
		if r.User == user && strings.Contains(r.Path, "/overview/mine/") {
			n++
		}
	}
	return n
}

// hellotca is how many active branches the team has.
const hellotca = 42

// TestCountedInTheBackground: what an answer did not wait for is counted after it. Then to ask again and to refresh show all,
// without asking TCA again for what was just counted; to refresh once more asks for everything.
func TestCountedInTheBackground(t *testing.T) {
	t.Parallel()
	for name, again := range map[string]func(*testing.T, *world, bottest.Message) bottest.Message{
		"asked again": func(t *testing.T, w *world, _ bottest.Message) bottest.Message {
			t.Helper()
			return w.say(t, member, "mine hellotca")
		},
		"refreshed": func(t *testing.T, w *world, m bottest.Message) bottest.Message {
			t.Helper()
			return w.press(t, member, m, "run/refresh")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) { w.times.Patience = 150 * time.Millisecond })
			w.login(t, member, w.sample.Member)
			release := w.held(t, hellotca-3)
			part := w.say(t, member, "mine hellotca")
			want(t, part, " of 45 branches", "I'm still counting")
			more := again(t, w, part)
			want(t, more, "I'm still counting")
			release()
			var all bottest.Message
			w.until(t, "all is shown", func() bool {
				all = again(t, w, more)
				return !strings.Contains(all.PlainText(), "I'm still counting")
			})
			want(t, all, "in 8 of 42 branches")
			if strings.Contains(all.PlainText(), "At least") {
				t.Errorf("all is counted:\n%s", all.PlainText())
			}
			if n := w.counted("tca_member"); n != hellotca {
				t.Errorf("TCA was asked %d times for %d branches", n, hellotca)
			}
			w.press(t, member, all, "run/refresh")
			if w.counted("tca_member") == hellotca {
				t.Error("refreshing what is whole asked TCA nothing")
			}
			w.clean(t)
		})
	}
}

// TestNothingIsCountedAfterLogout: what is being counted ends with the login, and so does the word that it goes on.
func TestNothingIsCountedAfterLogout(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(*testing.T, *world){
		"logout": func(t *testing.T, w *world) {
			t.Helper()
			w.say(t, member, "logout")
		},
		"login anew": func(t *testing.T, w *world) {
			t.Helper()
			w.login(t, member, w.sample.Outsider)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) { w.times.Patience = 150 * time.Millisecond })
			w.login(t, member, w.sample.Member)
			release := w.held(t, 0)
			want(t, w.say(t, member, "mine hellotca"), "I'm still counting")
			leave(t, w)
			release()
			w.login(t, outsider, w.sample.Admin)
			w.until(t, "somebody else's branches are counted", func() bool {
				w.say(t, outsider, "mine hellotca")
				return w.counted("tca_admin") >= hellotca
			})
			if n := w.counted("tca_member"); n > hellotca/2 { // those that were begun: how many depends on the machine
				t.Errorf("%d branches were counted after the end", n)
			}
			w.clean(t)
		})
	}
}

// TestNothingIsKept: where no answer is cached, nothing is counted in the background, and nothing is promised.
func TestNothingIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.times.Patience = 150 * time.Millisecond
		w.env["CACHE_TTL"] = "0"
	})
	w.login(t, member, w.sample.Member)
	release := w.held(t, 0)
	defer release()
	m := w.say(t, member, "mine hellotca")
	want(t, m, "0 of 45 branches")
	if strings.Contains(m.PlainText(), "in the background") {
		t.Errorf("a promise that is not kept:\n%s", m.PlainText())
	}
}
