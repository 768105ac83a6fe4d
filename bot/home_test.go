package bot_test

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// homeWorld is a world in which the member is connected and looks at one small team.
func homeWorld(t *testing.T, change func(*world)) *world {
	t.Helper()
	w := newWorld(t, change)
	w.login(t, member, w.sample.Member)
	want(t, w.say(t, member, "use hellotca"), "你好 TCA")
	return w
}

func shows(t *testing.T, v bottest.View, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(v.PlainText(), p) {
			t.Errorf("the home has no %q:\n%s", p, v.PlainText())
		}
	}
}

// TestHomeStorm: one person who opens their home again and again while TCA is slow has one publication under way, and one
// more for all that came meanwhile; another person does not wait for it.
func TestHomeStorm(t *testing.T) {
	t.Parallel()
	w := homeWorld(t, func(w *world) { w.times.Surface.Home = time.Hour })
	w.openHome(t, member)
	gate := make(chan struct{})
	open := w.tca.Inject(apitest.Fault{Path: "/projects/", User: "tca_member", Gate: gate})
	home, _ := w.slack.Home(member)
	w.tapHome(t, member, home, "run/refresh")
	before := w.slack.Calls("views.publish")
	for range 50 {
		if _, err := w.slack.OpenHome(deadline(t), member, "home"); err != nil {
			t.Fatal(err)
		}
	}
	shows(t, w.openHome(t, outsider), "Connect TCA")
	if n := w.slack.Calls("views.publish") - before; n != 1 {
		t.Errorf("%d pages were published while TCA was slow, want that of the outsider", n)
	}
	last := w.published(t, member, func() { close(gate) })
	open()
	w.until(t, "the page is published for the last time", func() bool {
		last, _ = w.slack.Home(member)
		return last.Published == home.Published+2
	})
	shows(t, last, "Connected to TCA as tca_member", "Your open work in")
	want(t, w.say(t, member, "whoami"), "tca_member") // nothing else is under way after it
	if now, _ := w.slack.Home(member); now.Published != home.Published+2 {
		t.Errorf("published %d times, want 2", now.Published-home.Published)
	}
	w.clean(t)
}

// TestHomeSlow: while TCA does not answer, the page shows what is known without it; then all of it.
func TestHomeSlow(t *testing.T) {
	t.Parallel()
	w := homeWorld(t, func(w *world) { w.times.Surface.Home = 20 * time.Millisecond })
	want(t, w.say(t, member, "overview payments-api@master#默认方案"), "Overview of payments-api")
	gate := make(chan struct{})
	defer w.tca.Inject(apitest.Fault{Path: "/overview/mine/", Gate: gate})()
	if _, err := w.slack.OpenHome(deadline(t), member, "home"); err != nil {
		t.Fatal(err)
	}
	skeleton, err := w.slack.WaitHome(deadline(t), member, func(bottest.View) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	shows(t, skeleton, "Loading from TCA", "[payments-api · master", "Settings", "Your digests and follows")
	whole := w.published(t, member, func() { close(gate) })
	shows(t, whole, "Your open work in", "[payments-api · master")
	w.clean(t)
}

// TestHomeConflict: when another process has published meanwhile, the page is made anew and published once more.
func TestHomeConflict(t *testing.T) {
	t.Parallel()
	w := homeWorld(t, nil)
	w.openHome(t, member)
	before := w.slack.Calls("views.publish")
	w.slack.Inject(bottest.Fault{Method: "views.publish", Error: "hash_conflict", Times: 1})
	want(t, w.say(t, member, "mentions on"), "Mentions are on")
	shows(t, w.openHome(t, member), "Mentions in posts  on")
	if n := w.slack.Calls("views.publish") - before; n != 2 {
		t.Errorf("%d calls, want the one in conflict and another", n)
	}
	// Whoever publishes with an old hash finds out: the second press was made in a page that is gone.
	stale, _ := w.slack.Home(member)
	w.slack.Inject(bottest.Fault{Method: "views.publish", Error: "hash_conflict"})
	w.tapHome(t, member, stale, "run/refresh")
	w.until(t, "it is given up", func() bool { return strings.Contains(w.log.String(), "cannot publish a home") })
	if n := w.slack.Calls("views.publish") - before; n != 4 {
		t.Errorf("%d calls, want no more than two for each wish", n)
	}
	w.clean(t)
}

// TestHomeLogin connects an account in the home: the page is published with it, and no message is sent.
func TestHomeLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	home := w.openHome(t, outsider)
	shows(t, home, "Code analysis in Slack", "Connect TCA")
	w.tapHome(t, outsider, home, "connect/open")
	v, err := w.slack.WaitView(deadline(t), outsider, func(v bottest.View) bool { return v.CallbackID == "login" })
	if err != nil {
		t.Fatal(err)
	}
	connected := w.published(t, outsider, func() {
		if _, err := w.slack.Submit(deadline(t), outsider, v.ID, map[string]string{"token": w.sample.Outsider}); err != nil {
			t.Fatal(err)
		}
	})
	shows(t, connected, "Connected to TCA as tca_outsider", "Your open work")
	if got := w.slack.Messages(outsider, w.slack.DM(outsider).ID); len(got) != 0 {
		t.Errorf("messages: %v", got)
	}
	w.clean(t)
}

// TestHomeDirect: what is pressed in the home is asked in the person's direct message with the bot, so that lists are of their own.
func TestHomeDirect(t *testing.T) {
	t.Parallel()
	w := homeWorld(t, nil)
	home := w.openHome(t, member)
	want(t, w.say(t, member, "digest add payments-api@master#默认方案 at:09:00 zone:UTC --yes"), "Saved")
	list := w.told(t, member, func() { w.tapHome(t, member, home, "run/digests") })
	want(t, list, "Your digests", "payments-api · master")
	w.clean(t)
}

// TestHomeSearch: the field of the home suggests with the person's own token, and runs what is chosen.
func TestHomeSearch(t *testing.T) {
	t.Parallel()
	w := homeWorld(t, nil)
	home := w.openHome(t, member)
	offers, _, err := w.slack.SuggestView(deadline(t), member, home.ID, "run/find", "payments-api@dev")
	if err != nil || len(offers) == 0 {
		t.Fatalf("%v, %v", offers, err)
	}
	m := w.told(t, member, func() {
		if _, err := w.slack.ClickViewWith(deadline(t), member, home.ID, "run/find", offers[0].Value); err != nil {
			t.Fatal(err)
		}
	})
	want(t, m, "Overview of payments-api")
	for typed, wanted := range map[string]string{"1234": "Open issue #1234", "payments": "All branches of payments-api"} {
		offers, _, err := w.slack.SuggestView(deadline(t), member, home.ID, "run/find", typed)
		if err != nil || !strings.Contains(strings.Join(texts(offers), "\n"), wanted) {
			t.Errorf("%s: %v, %v", typed, texts(offers), err)
		}
	}
	if offers, _, err := w.slack.SuggestView(deadline(t), member, home.ID, "run/find", w.sample.Admin); err != nil || len(offers) != 0 {
		t.Errorf("a token: %v, %v", offers, err)
	}
	menu := w.say(t, outsider, "")
	if menu.Has("run/find") {
		t.Error("somebody without an account is offered a search")
	}
	w.login(t, outsider, w.sample.Outsider)
	offers, _, err = w.slack.Suggest(deadline(t), outsider, w.say(t, outsider, "").Ref(), "run/find", "payments-api")
	if err != nil || strings.Contains(strings.Join(texts(offers), "\n"), "payments-api") {
		t.Errorf("an outsider is suggested %v, %v", texts(offers), err)
	}
	w.clean(t)
}

func texts(offers []bottest.Choice) []string {
	all := make([]string, len(offers))
	for i, o := range offers {
		all[i] = o.Text
	}
	return all
}

// TestHomeOfMany: ten thousand open issues fit into a page, counted by severity.
func TestHomeOfMany(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	repo := w.tca.AddRepo(w.sample.Org, "empty-team", apitest.Repo{Name: "huge", Branches: []apitest.Branch{{Name: "main", Schemes: []string{"默认方案"}}}})
	w.tca.SetAnalysis(apitest.ProjectID(repo, 0, 0), apitest.Analysis{Issues: 320_000, Scans: 3, Seed: 1})
	w.login(t, member, w.sample.Member)
	w.say(t, member, "use empty-team")
	home := w.openHome(t, member)
	total, sum := 0, 0
	if found := regexp.MustCompile(`([\d,]+) issues`).FindStringSubmatch(home.PlainText()); found != nil {
		total = number(t, found[1])
	}
	for _, found := range regexp.MustCompile(`[■◆▲●] \w+ ([\d,]+)`).FindAllStringSubmatch(home.PlainText(), -1) {
		sum += number(t, found[1])
	}
	if total < 10_000 || sum != total {
		t.Errorf("%d issues, %d by severity:\n%s", total, sum, home.PlainText())
	}
	w.clean(t)
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.ReplaceAll(text, ",", ""))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestRecentBranches: what a person looked at is known after a restart, to them alone, and gone with their account, also when
// they connect it again, or another one.
func TestRecentBranches(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	w.say(t, member, "overview payments-api@master#默认方案")
	w.restart(t)
	want(t, w.say(t, member, ""), "Recently viewed", "[payments-api · master")
	if m := w.say(t, admin, ""); contains(m.PlainText(), "payments-api") {
		t.Errorf("the admin sees what the member looked at: %s", m.PlainText())
	}
	shows(t, w.openHome(t, member), "Recently viewed", "[payments-api · master")
	w.say(t, member, "logout")
	w.login(t, member, w.sample.Member)
	for range 2 {
		if m := w.say(t, member, ""); contains(m.PlainText(), "payments-api") {
			t.Errorf("after the logout: %s", m.PlainText())
		}
		w.restart(t)
	}
	w.say(t, member, "overview payments-api@master#默认方案")
	w.restart(t)
	w.login(t, member, w.sample.Outsider) // whose company is another one
	if m := w.say(t, member, ""); contains(m.PlainText(), "payments-api") {
		t.Errorf("with another account: %s", m.PlainText())
	}
	w.clean(t)
}

// TestHomeRejected: TCA's refusal of a token is told in the page, beside all that needs no token.
func TestHomeRejected(t *testing.T) {
	t.Parallel()
	w := homeWorld(t, nil)
	defer w.tca.Inject(apitest.Fault{User: "tca_member", Status: http.StatusUnauthorized, ContentType: "application/json", Body: `{"code":-1,"msg":"%TOKEN%"}`})()
	shows(t, w.openHome(t, member), "TCA rejected your token", "Connect TCA", "Settings")
	w.clean(t)
}

// TestHomeBusy: a press in the home publishes it anew also when every other worker is busy.
func TestHomeBusy(t *testing.T) {
	t.Parallel()
	w := homeWorld(t, func(w *world) { w.env["WORKERS"], w.env["TCA_TIMEOUT"], w.times.Deadline = "2", "2m", time.Hour })
	home := w.openHome(t, member)
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Path: "/issues/authors/", Gate: gate})
	asked := w.tca.Received()
	if _, err := w.slack.Slash(deadline(t), member, general, "/tca", "authors payments-api@master#默认方案"); err != nil {
		t.Fatal(err)
	}
	w.until(t, "TCA is asked", func() bool { return w.tca.Received() > asked })
	for _, button := range []string{"run/refresh", "run/mentions"} {
		before, _ := w.slack.Home(member)
		w.until(t, "a page after "+button, func() bool { // the worker that is free may have just published
			w.tapHome(t, member, home, button)
			now, _ := w.slack.Home(member)
			return now.Published > before.Published
		})
	}
	close(gate)
	w.clean(t)
}

// TestHomeFollowsTheAccount: once somebody opened their home, it is published anew when they disconnect or connect their account,
// wherever they do so; until then it is not.
func TestHomeFollowsTheAccount(t *testing.T) {
	t.Parallel()
	w := homeWorld(t, nil)
	before := w.slack.Calls("views.publish")
	want(t, w.say(t, member, "logout"), "disconnected")
	w.login(t, member, w.sample.Member)
	want(t, w.say(t, member, "whoami"), "tca_member")
	if n := w.slack.Calls("views.publish") - before; n != 0 {
		t.Errorf("%d pages of a home that nobody opened", n)
	}
	shows(t, w.openHome(t, member), "Connected to TCA as tca_member")
	for way, logout := range map[string]func(){
		"a slash command": func() { want(t, w.say(t, member, "logout"), "disconnected") },
		"a message":       func() { want(t, w.asks(t, member, w.slack.DM(member).ID, "", "logout"), "disconnected") },
		"a mention":       func() { want(t, w.asks(t, member, general, "", "@tca logout"), "disconnected") },
		"Slack": func() {
			happens(t)(w.slack.Event(deadline(t), map[string]any{"type": "tokens_revoked", "tokens": map[string]any{"oauth": []string{member}}}))
		},
	} {
		calls := w.slack.Calls("views.publish")
		if v := w.published(t, member, logout); !strings.Contains(v.PlainText(), "Connect your TCA account to get started") || strings.Contains(v.PlainText(), "tca_member") {
			t.Errorf("after a logout by %s: %s", way, v.PlainText())
		}
		shows(t, w.published(t, member, func() { w.login(t, member, w.sample.Member) }), "Connected to TCA as tca_member")
		if n := w.slack.Calls("views.publish") - calls; n != 2 {
			t.Errorf("%s: %d pages, want one for the logout and one for the login", way, n)
		}
	}
	w.clean(t)
}
