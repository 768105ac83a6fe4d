package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"testing"
)

// twins are two bots on one PostgreSQL database, and the first of them as a world.
func twins(t *testing.T) (w *world, stop func()) {
	t.Helper()
	url, key := storetest.PostgresWithTables(t), seal.NewKey().Reveal()
	w = newWorld(t, func(w *world) { w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"] = url, key })
	twin := *w
	twin.others = 2
	twin.start(t)
	return w, func() {
		t.Helper()
		for _, one := range []*world{&twin, w} { // which finishes what was accepted
			if err := one.stop(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestTwinsActOnce delivers each envelope to all connections of two bots at the same moment: what writes something is done
// once, whichever of them is faster.
func TestTwinsActOnce(t *testing.T) {
	t.Parallel()
	slash := func(line string) func(*testing.T, *world) bottest.Delivery {
		return func(t *testing.T, w *world) bottest.Delivery {
			t.Helper()
			d, err := w.slack.Slash(deadline(t), member, general, "/tca", line)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
	}
	digests := func(t *testing.T, w *world) int {
		t.Helper()
		w.start(t)
		list, n := w.say(t, member, "digest").PlainText(), 0
		for _, number := range []string{"#1", "#2", "#3"} {
			if strings.Contains(list, number) {
				n++
			}
		}
		return n
	}
	posts := func(t *testing.T, w *world) int {
		t.Helper()
		return w.saying(outsider, general, "Shared by @"+member)
	}
	for name, tt := range map[string]struct {
		prepare func(*testing.T, *world) bottest.Message
		act     func(*testing.T, *world, bottest.Message) bottest.Delivery
		asked   bool // the answer is a message for who asked
		done    func(*testing.T, *world) int
	}{
		"a digest that is typed": {asked: true, act: func(t *testing.T, w *world, _ bottest.Message) bottest.Delivery {
			t.Helper()
			return slash("digest add payments-api@master days:daily at:09:30 --yes")(t, w)
		}, done: digests},
		"a digest that is saved by a button": {asked: true, prepare: func(t *testing.T, w *world) bottest.Message {
			t.Helper()
			return w.say(t, member, "digest add payments-api@master days:daily at:09:30")
		}, act: func(t *testing.T, w *world, m bottest.Message) bottest.Delivery {
			t.Helper()
			d, err := w.slack.Click(deadline(t), member, m.Ref(), "run/save")
			if err != nil {
				t.Fatal(err)
			}
			return d
		}, done: digests},
		"an export": {asked: true, act: func(t *testing.T, w *world, _ bottest.Message) bottest.Delivery {
			t.Helper()
			return slash("export repos bigteam")(t, w)
		}, done: func(t *testing.T, w *world) int {
			t.Helper()
			return len(w.slack.Files())
		}},
		"a page that is shared": {act: func(t *testing.T, w *world, _ bottest.Message) bottest.Delivery {
			t.Helper()
			w.slack.SetDoubled(false)
			v, _ := w.form(t, member, w.say(t, member, "repos bigteam"), "share/open", "people in")
			w.slack.SetDoubled(true)
			d, err := w.slack.Submit(deadline(t), member, v.ID, nil)
			if err != nil {
				t.Fatal(err)
			}
			w.until(t, "the page", func() bool { return posts(t, w) > 0 })
			return d
		}, done: posts},
		"a mention": {act: func(t *testing.T, w *world, _ bottest.Message) bottest.Delivery {
			t.Helper()
			w.asks(t, member, general, "", "@tca repos bigteam")
			return bottest.Delivery{}
		}, done: func(t *testing.T, w *world) int {
			t.Helper()
			return w.slack.Calls("chat.postEphemeral")
		}},
		"a direct message": {act: func(t *testing.T, w *world, _ bottest.Message) bottest.Delivery {
			t.Helper()
			w.asks(t, member, w.slack.DM(member).ID, "", "digest add payments-api@master days:daily at:09:30 --yes")
			return bottest.Delivery{}
		}, done: func(t *testing.T, w *world) int {
			t.Helper()
			return w.slack.Calls("chat.postMessage")
		}},
		"an invitation": {act: func(t *testing.T, w *world, _ bottest.Message) bottest.Delivery {
			t.Helper()
			d, err := w.slack.Invite(deadline(t), member, general, bottest.BotUserID)
			if err != nil {
				t.Fatal(err)
			}
			w.greeted(t, general)
			return d
		}, done: func(t *testing.T, w *world) int {
			t.Helper()
			return w.saying(outsider, general, hello)
		}},
		"a link that is pasted": {act: func(t *testing.T, w *world, _ bottest.Message) bottest.Delivery {
			t.Helper()
			d, err := w.slack.Event(deadline(t), map[string]any{
				"type": "link_shared", "user": member, "channel": general, "message_ts": "1.1",
				"links": []any{map[string]any{"domain": "x", "url": w.tca.URL() + "/t/" + w.sample.Org + "/p/bigteam/repos"}},
			})
			if err != nil {
				t.Fatal(err)
			}
			w.until(t, "the question", func() bool { return w.slack.Calls("chat.postEphemeral") > 0 })
			return d
		}, done: func(t *testing.T, w *world) int {
			t.Helper()
			return w.slack.Calls("chat.postEphemeral")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, stop := twins(t)
			w.login(t, member, w.sample.Member)
			var before bottest.Message
			if tt.prepare != nil {
				before = tt.prepare(t, w)
			}
			w.slack.SetDoubled(true)
			d := tt.act(t, w, before)
			if tt.asked {
				w.answerTo(t, member, d)
			}
			stop()
			w.slack.SetDoubled(false)
			if n := tt.done(t, w); n != 1 {
				t.Errorf("done %d times", n)
			}
			w.clean(t)
		})
	}
}
