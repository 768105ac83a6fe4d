package bot_test

import (
	"strings"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

// TestKeyRotationInOneStep gives one of two processes a new key, first and alone, although the other has only the old one: no
// token is re-encrypted before both have it. A token that only one process can read is no lost one: the other says so, and the
// digest of its owner is posted, without a notice.
func TestKeyRotationInOneStep(t *testing.T) {
	t.Parallel()
	url, old, fresh := storetest.PostgresWithTables(t), seal.NewKey().Reveal(), seal.NewKey().Reveal()
	w := newDigestWorld(t, func(w *world) {
		w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"] = url, old
		w.times.Profile, w.times.Keys = 0, 100*time.Millisecond
	})
	w.subscribe(t, member, "payments-api@master")
	newer := *w
	newer.env = map[string]string{"DATABASE_URL": url, "TOKEN_ENCRYPTION_KEY": fresh + "," + old}
	newer.others = 2
	newer.start(t)
	w.logged(t, "tokens are not re-encrypted yet")
	for range 4 { // whichever answers
		want(t, w.say(t, member, "whoami"), "You are connected to TCA as 王芳")
	}
	// The older one is away for a moment, in which the newer one re-encrypts all tokens.
	if err := w.stopBeside(); err != nil {
		t.Fatal(err)
	}
	w.logged(t, "re-encrypted tokens")
	w.start(t)
	said := map[bool]int{}
	w.until(t, "both have answered", func() bool {
		m := w.say(t, member, "whoami").PlainText()
		temporary := strings.Contains(m, "Your TCA token is safe")
		if !temporary {
			if !strings.Contains(m, "You are connected to TCA as 王芳") {
				t.Errorf("said %s", m)
			}
		}
		said[temporary]++
		return said[true] > 0 && said[false] > 0
	})
	w.morning()
	w.wait(t, general, 1)
	// Now the older one gets the new key, too.
	if err := w.stopBeside(); err != nil {
		t.Fatal(err)
	}
	w.env["TOKEN_ENCRYPTION_KEY"] = fresh
	w.start(t)
	for range 4 {
		want(t, w.say(t, member, "whoami"), "You are connected to TCA as 王芳")
	}
	if all := w.notices(member, general); len(all) > 0 {
		t.Errorf("a notice: %s", all[0].PlainText())
	}
	if strings.Contains(w.log.String(), "cannot be opened") {
		t.Error("the log says that a token is lost")
	}
	newer.others = 2
	if err := newer.stop(); err != nil {
		t.Fatal(err)
	}
	w.others = 0
	w.clean(t)
}

// stopBeside stops a bot while another one goes on.
func (w *world) stopBeside() error {
	w.others = 2
	return w.stop()
}
