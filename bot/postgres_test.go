package bot_test

import (
	"strings"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"testing"
)

// TestPostgres runs the whole bot on PostgreSQL: a login outlives restarts, a change of the key and a database that was
// away.
func TestPostgres(t *testing.T) {
	t.Parallel()
	url, old, fresh := storetest.PostgresWithTables(t), seal.NewKey().Reveal(), seal.NewKey().Reveal()
	w := newWorld(t, func(w *world) {
		w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"] = url, old
		w.times.Profile = 0 // each command asks the database
	})
	restart := func(key string) {
		t.Helper()
		if err := w.stop(); err != nil {
			t.Fatal(err)
		}
		if err := w.slack.WaitConnections(deadline(t), 0); err != nil {
			t.Fatal(err)
		}
		w.env["TOKEN_ENCRYPTION_KEY"] = key
		w.start(t)
	}
	w.login(t, member, w.sample.Member)
	want(t, w.say(t, member, "whoami"), "tca_member")

	restart(fresh + "," + old)
	w.logged(t, `msg="re-encrypted tokens with the first key" count=1`)
	restart(fresh)
	want(t, w.say(t, member, "whoami"), "tca_member")

	storetest.Cut(t, url)
	want(t, w.say(t, member, "whoami"), "tca_member")
	giveBack := storetest.TakeAway(t, url)
	want(t, w.say(t, member, "whoami"), "My database isn't responding")
	giveBack()
	want(t, w.say(t, member, "whoami"), "tca_member")
	if n := strings.Count(w.log.String(), "re-encrypted tokens"); n != 1 {
		t.Errorf("%d log lines about re-encrypted tokens, want 1", n)
	}
	w.clean(t)
}

// TestPgBouncer runs the whole bot behind PgBouncer in transaction mode: logins, restarts, and digests, which are jobs.
func TestPgBouncer(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) {
		w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"] = storetest.PgBouncer(t), seal.NewKey().Reveal()
	})
	w.subscribe(t, member, "payments-api@master")
	w.morning()
	w.wait(t, general, 1)
	w.restart(t)
	want(t, w.say(t, member, "whoami"), "tca_member")
	w.morning()
	w.wait(t, general, 2)
	w.clean(t)
}

// logged waits for a line of the log.
func (w *world) logged(tb testing.TB, line string) {
	tb.Helper()
	w.until(tb, "the log says "+line, func() bool { return strings.Contains(w.log.String(), line) })
}
