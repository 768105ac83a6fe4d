package bot_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// changing is what differs between two answers to the same question: moments, and the references of errors.
var changing = regexp.MustCompile(`\d{4}-\d\d-\d\d( \d\d:\d\d)?|[A-Z0-9]{8,}`)

// twinWorlds are two bots of which one remembers answers and the other one does not. The same is done with both.
type twinWorlds struct {
	t      *testing.T
	worlds [2]*world
	pages  map[string][2]bottest.Message // the last list of each person
	asked  map[string]string             // their last line
	done   []string
}

// TestRemembersNothingWrong asks, pages, refreshes, shares, changes settings and accounts at random: a bot that remembers
// answers and reads ahead says what one says that does neither.
func TestRemembersNothingWrong(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := &twinWorlds{t: t, pages: map[string][2]bottest.Message{}, asked: map[string]string{}}
			for i, ttl := range []string{"1h", "0"} {
				w.worlds[i] = newWorld(t, func(w *world) { w.env["CACHE_TTL"], w.times.NoAhead = ttl, ttl == "0" })
				w.worlds[i].login(t, member, w.worlds[i].sample.Member)
				w.worlds[i].login(t, admin, w.worlds[i].sample.Admin)
			}
			random := rand.New(rand.NewPCG(seed, 11))
			for range 60 {
				w.step(random)
			}
			for _, one := range w.worlds {
				one.clean(t)
			}
		})
	}
}

// askedAtRandom are lines that many people ask again and again.
var askedAtRandom = []string{
	"repos", "repos bigteam", "repos bigteam payments", "repos bigteam scope:my", "teams", "orgs", "overview payments-api@master", "issues payments-api@master",
	"issues payments-api@master author:me", "mine", "whoami", "names", "projects payments-api", "scans payments-api@master", "repos nosuchteam", "issue 1", "open", "help repos",
	"schemes payments-api", "issues payments-api@master since:7d", "complexity payments-api@master", "functions payments-api@master author:me", "accounts",
	"digest", "help", "trend issues payments-api@master", "latest payments-api@master",
}

// changedAtRandom are lines that change what others say.
var changedAtRandom = []string{
	"language en", "language zh-CN", "language auto", "use bigteam", "use payments-api@master", "use none", "names add wangfang@example.com",
	"names remove wangfang@example.com", "logout",
}

func (w *twinWorlds) step(random *rand.Rand) {
	w.t.Helper()
	user := []string{member, admin}[random.IntN(2)]
	page, paged := w.pages[user]
	switch n := random.IntN(20); {
	case n < 10:
		w.asked[user] = askedAtRandom[random.IntN(len(askedAtRandom))]
		w.ask(user, w.asked[user])
	case n == 10 && paged && page[0].Has("share/open") && page[1].Has("share/open"):
		w.done = append(w.done, user+" shares")
		w.same(user, func(one *world, i int) bottest.Message { return one.shared(w.t, user, page[i]) })
	case n < 15 && paged:
		w.press(user, page, []string{"run/next", "run/next", "run/previous", "run/refresh", "run/first", "run/last"}[random.IntN(6)])
	case n < 18:
		w.ask(user, changedAtRandom[random.IntN(len(changedAtRandom))])
		w.ask(user, cmp.Or(w.asked[user], "repos"))
	default:
		w.done = append(w.done, user+" logs in")
		for _, one := range w.worlds {
			one.login(w.t, user, []string{one.sample.Member, one.sample.Admin, one.sample.TeamAdmin}[n%3])
		}
		delete(w.pages, user)
		w.ask(user, cmp.Or(w.asked[user], "repos"))
	}
}

func (w *twinWorlds) ask(user, line string) {
	w.t.Helper()
	w.done = append(w.done, user+": "+line)
	w.same(user, func(one *world, _ int) bottest.Message { return one.say(w.t, user, line) })
}

func (w *twinWorlds) press(user string, page [2]bottest.Message, action string) {
	w.t.Helper()
	if !page[0].Has(action) || !page[1].Has(action) {
		return
	}
	w.done = append(w.done, user+" presses "+action)
	w.same(user, func(one *world, i int) bottest.Message { return one.press(w.t, user, page[i], action) })
}

// same does something with both, and compares what they answer.
func (w *twinWorlds) same(user string, do func(*world, int) bottest.Message) {
	w.t.Helper()
	var got [2]bottest.Message
	for i, one := range w.worlds {
		got[i] = do(one, i)
	}
	said := func(m bottest.Message) string { return changing.ReplaceAllString(m.PlainText(), "…") }
	if said(got[0]) != said(got[1]) {
		w.t.Fatalf("after\n%s\nthe one that remembers says\n%s\nand the other one\n%s", strings.Join(w.done, "\n"), got[0].PlainText(), got[1].PlainText())
	}
	if !has(got[0], "run/refresh") {
		return
	}
	w.pages[user] = got
	if got[0].For == "" { // anybody may press, and what was seen there before is gone
		w.pages[member], w.pages[admin] = got, got
	}
}
