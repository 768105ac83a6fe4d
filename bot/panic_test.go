package bot_test

import (
	"net/http"
	"regexp"
	"strings"
	"sync/atomic"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// shownRef is the reference that a person is shown, in either language.
var shownRef = regexp.MustCompile(`\b[A-Z2-7]{8}\b`)

// TestPanicHurtsNobodyElse has the bot's clock panic, which nearly everything reads: on every surface whoever asked is told so,
// with a reference that stands in one line of the log; nothing else stops, and the same can be asked again afterwards.
func TestPanicHurtsNobodyElse(t *testing.T) {
	t.Parallel()
	var broken atomic.Bool
	w := newDigestWorld(t, func(w *world) {
		listening(w)
		now := w.times.Now
		w.times.Now = func() time.Time {
			if broken.Load() {
				panic("the clock is broken, says " + w.sample.Member + " at https://user:word@clock.example.com")
			}
			return now()
		}
	})
	w.login(t, admin, w.sample.Admin)
	page := w.say(t, member, "repos bigteam")
	w.openHome(t, member)
	draft := w.say(t, member, "digest add payments-api@master days:daily at:09:30")
	w.press(t, member, draft, "run/save")
	menu := w.say(t, member, "")
	form, opened := w.form(t, member, page, "filter/open", "")
	failed := func(m bottest.Message, says string) {
		t.Helper()
		want(t, m, says)
		ref := shownRef.FindString(m.PlainText())
		if n := strings.Count(w.log.String(), " ref="+ref); ref == "" || n != 1 {
			t.Errorf("the reference %q is in the log %d times:\n%s", ref, n, m.PlainText())
		}
	}
	const en, zh = "Something went wrong", "出错"
	broken.Store(true)
	failed(w.say(t, member, "repos bigteam"), en) // remembered
	failed(w.say(t, member, "repos hellotca"), en)
	failed(w.say(t, admin, "repos hellotca"), zh)
	failed(w.press(t, member, page, "run/next"), en)
	failed(w.asks(t, member, general, "", "@tca repos hellotca"), en)
	failed(w.asks(t, member, w.slack.DM(member).ID, "", "repos hellotca"), en)
	if _, err := w.slack.Submit(deadline(t), member, form.ID, map[string]string{"scope": "my"}); err != nil {
		t.Fatal(err)
	}
	failed(w.answerTo(t, member, opened), en)
	if options, _, err := w.slack.Suggest(deadline(t), member, menu.Ref(), "run/find", "pay"); err != nil || len(options) > 0 {
		t.Errorf("suggested %v, %v", options, err)
	}
	if got := w.openHome(t, member); !contains(got.PlainText(), en) {
		t.Errorf("the home says:\n%s", got.PlainText())
	}
	w.logged(t, `msg="job failed permanently" kind=digest_tick`)
	if status, _ := w.probe(t, "/readyz"); status != http.StatusOK {
		t.Errorf("/readyz answers %d", status)
	}
	if n := w.metrics(t)["tcabot_panics_total"]; n < 9 {
		t.Errorf("%v panics are counted", n)
	}
	broken.Store(false)
	want(t, w.say(t, member, "repos bigteam"), "1–10 of 137")
	want(t, w.press(t, member, page, "run/next"), "11–20 of 137")
	if got := w.openHome(t, member); !contains(got.PlainText(), "Your open work in all teams") {
		t.Errorf("the home says:\n%s", got.PlainText())
	}
	w.clock.forward(w.morning())
	w.until(t, "the digest is posted", func() bool { return len(w.posts(general, "")) == 1 })
	if !contains(w.log.String(), "the clock is broken, says … at …") || contains(w.log.String(), "clock.example.com") {
		t.Error("the log does not say what panicked, or says more")
	}
	w.clean(t)
}
