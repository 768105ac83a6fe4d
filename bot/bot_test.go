package bot_test

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"tcabot/api/apitest"
	"tcabot/bot"
	"tcabot/bot/bottest"
	"tcabot/bot/bottest/manifest"
	"tcabot/bot/config"
	"tcabot/bot/store/storetest"
	"tcabot/commands/kit"
	"testing"
	"time"

	"github.com/sethvargo/go-envconfig"
)

const (
	general  = "C0GENERAL1"
	member   = "U0MEMBER01"
	admin    = "U0ADMIN001"
	outsider = "U0OUTSIDE1"
	operator = "U0OPERATE1" // administers the bot in dialogues; not connected
)

// world is the whole bot between a fake Slack and a fake TCA.
type world struct {
	t      *testing.T
	slack  *bottest.Server
	tca    *apitest.Server
	sample apitest.Sampled
	dir    string
	log    *buffer
	json   bool   // the log is JSON
	clock  *clock // of TCA and of digests
	times  bot.Times
	env    map[string]string
	others int // connections of other bots in the same Slack
	own    int // connections of this bot; 0 for the usual two
	stop   func() error
	ended  func(testing.TB) error // waits until the bot ends by itself
}

// clock is a clock that can be put forward, and one that stands once it is stopped: on a busy machine a phase of a scan would
// otherwise pass before a test has seen it.
type clock struct {
	ahead atomic.Int64
	stood atomic.Pointer[time.Time]
}

func (c *clock) now() time.Time {
	if at := c.stood.Load(); at != nil {
		return *at
	}
	return time.Now().Add(time.Duration(c.ahead.Load()))
}

// stop lets the clock stand until it is put forward, and then stand there.
func (c *clock) stop() {
	at := c.now()
	c.stood.Store(&at)
}

// forward puts the clock forward to a moment.
func (c *clock) forward(to time.Time) {
	if c.stood.Load() != nil {
		c.stood.Store(&to)
		return
	}
	c.ahead.Store(int64(time.Until(to)))
}

// buffer is a log that several goroutines write.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func newWorld(tb testing.TB, change func(*world)) *world {
	tb.Helper()
	return newWorldAt(tb, &clock{}, change)
}

// newWorldAt is newWorld with a clock.
func newWorldAt(tb testing.TB, now *clock, change func(*world)) *world {
	tb.Helper()
	t, _ := tb.(*testing.T)
	w := &world{t: t, dir: tb.TempDir(), log: &buffer{}, clock: now, times: bot.Defaults(), env: map[string]string{}}
	w.times.RateUnit = 20 * time.Millisecond // the fake Slack has no limits of its own here
	// As the patience of the workspace, below: a machine under load must not be taken for a slow bot.
	w.times.Surface.Form, w.times.Query, w.times.Deadline = 8*time.Second, 10*time.Second, 25*time.Second
	w.times.Surface.Home = 8 * time.Second
	w.times.Patience = 0
	w.times.Socket.Stagger, w.times.Socket.Retry = time.Millisecond, 10*time.Millisecond
	w.times.Tick, w.times.Poll = time.Hour, time.Hour // worlds with digests look for those that are due
	w.times.JobPause, w.times.Doubt, w.times.Now, w.times.NoStagger, w.times.NoAhead = 10*time.Millisecond, 0, w.clock.now, true, true
	var err error
	// Slack's three seconds are the tests' of sockets; elsewhere a machine under load must not be taken for a slow bot.
	opts := bottest.Options{Scopes: manifestScopes(tb), AckTimeout: 10 * time.Second, TriggerLife: 10 * time.Second, UnfurlDomains: []string{"127.0.0.1"}}
	if w.slack, err = bottest.New(opts); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = w.slack.Close() })
	if w.tca, err = apitest.New(apitest.Options{Now: w.clock.now}); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = w.tca.Close() })
	w.sample = apitest.Sample(w.tca)
	for _, u := range []bottest.User{
		{ID: member, Name: "wangfang", Locale: "en-US", TZ: "UTC"},
		{ID: admin, Name: "zhangwei", Locale: "zh-CN", TZ: "UTC"},
		{ID: outsider, Name: "chenchen", Locale: "en-US", TZ: "UTC"},
		{ID: operator, Name: "liqiang", Locale: "zh-CN", TZ: "UTC"},
	} {
		w.slack.AddUser(u)
	}
	w.slack.AddChannel(bottest.Channel{ID: general, Name: "general", BotIn: true, Members: []string{member, admin, outsider}})
	storetest.CreateFile(tb, filepath.Join(w.dir, "bot.db"))
	if change != nil {
		change(w)
	}
	w.start(tb)
	return w
}

// manifestScopes are what the app is installed with: a method that needs another fails here as it would in Slack.
func manifestScopes(tb testing.TB) []string {
	tb.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "manifest.yml"))
	if err != nil {
		tb.Fatal(err)
	}
	all, err := manifest.Scopes(raw)
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

// configured is the configuration for this world, with other settings beside.
func (w *world) configured(tb testing.TB, others map[string]string) config.Config {
	tb.Helper()
	env := map[string]string{
		"SLACK_APP_TOKEN": bottest.AppToken, "SLACK_BOT_TOKEN": bottest.BotToken, "SLACK_API_URL": w.slack.APIURL(),
		"TCA_URL": w.tca.URL(), "DATABASE_URL": "sqlite://" + filepath.Join(w.dir, "bot.db"),
	}
	maps.Copy(env, others)
	conf, err := config.Load(context.Background(), envconfig.MapLookuper(env))
	if err != nil {
		tb.Fatal(err)
	}
	return conf
}

// start runs the bot; it is stopped at the end of the test at the latest.
func (w *world) start(tb testing.TB) {
	tb.Helper()
	conf := w.configured(tb, w.env)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	options := &slog.HandlerOptions{Level: slog.LevelDebug}
	log := slog.New(slog.NewTextHandler(io.MultiWriter(w.log, io.Discard), options))
	if w.json {
		log = slog.New(slog.NewJSONHandler(w.log, options))
	}
	go func() { done <- bot.Run(ctx, conf, w.times, log) }()
	w.ended = func(tb testing.TB) error {
		tb.Helper()
		select {
		case err := <-done:
			done <- nil // for stop
			return err
		case <-deadline(tb).Done():
			tb.Fatal("the bot does not end")
			return nil
		}
	}
	w.stop = sync.OnceValue(func() error {
		cancel()
		err := <-done
		// Slack hears of it a little later; until then it sends what is typed into the void.
		heard, end := context.WithTimeout(context.Background(), 10*time.Second)
		defer end()
		if e := w.slack.WaitConnections(heard, w.others); e != nil && err == nil {
			err = e
		}
		return err
	})
	tb.Cleanup(func() {
		if err := w.stop(); err != nil {
			tb.Errorf("bot ended with %v", err)
		}
		if tb.Failed() {
			tb.Log(w.log)
		}
	})
	if err := w.slack.WaitConnections(deadline(tb), w.others+cmp.Or(w.own, 2)); err != nil {
		tb.Fatal(err)
	}
}

func deadline(tb testing.TB) context.Context {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	tb.Cleanup(cancel)
	return ctx
}

// say types a command and returns its answer.
func (w *world) say(tb testing.TB, user, text string) bottest.Message {
	tb.Helper()
	d, err := w.slack.Slash(deadline(tb), user, general, "/tca", text)
	if err != nil {
		tb.Fatalf("/tca %s: %v", text, err)
	}
	return w.answerTo(tb, user, d)
}

func (w *world) answerTo(tb testing.TB, user string, d bottest.Delivery) bottest.Message {
	tb.Helper()
	return w.answerIn(tb, user, general, d)
}

// answerIn is answerTo in another channel.
func (w *world) answerIn(tb testing.TB, user, channel string, d bottest.Delivery) bottest.Message {
	tb.Helper()
	m, err := w.slack.WaitMessage(deadline(tb), user, channel, func(m bottest.Message) bool {
		return m.EnvelopeID == d.EnvelopeID && !isProgress(m)
	})
	if err != nil {
		tb.Fatalf("no answer: %v; problems: %v", err, w.slack.Problems())
	}
	return m
}

// isProgress reports whether a message only says that the answer takes a while.
func isProgress(m bottest.Message) bool {
	return strings.HasPrefix(m.Text, "Still working") || strings.HasPrefix(m.Text, "还在处理")
}

// press presses a button and returns what came of it.
func (w *world) press(tb testing.TB, user string, m bottest.Message, action string) bottest.Message {
	tb.Helper()
	d, err := w.click(tb, user, m, action)
	if err != nil {
		tb.Fatalf("press %s: %v", action, err)
	}
	return w.answerIn(tb, user, m.Channel, d)
}

// click presses a button, in a row or behind ⋯.
func (w *world) click(tb testing.TB, user string, m bottest.Message, action string) (bottest.Delivery, error) {
	tb.Helper()
	for _, c := range controls(m) {
		if c.ActionID == action && c.Menu != "" {
			return w.slack.ClickWith(deadline(tb), user, m.Ref(), c.Menu, c.Value)
		}
	}
	return w.slack.Click(deadline(tb), user, m.Ref(), action)
}

// has reports whether a message has a button, in a row or behind ⋯.
func has(m bottest.Message, action string) bool {
	return slices.ContainsFunc(controls(m), func(c control) bool { return c.ActionID == action })
}

// form opens a modal by a button, and returns it once it says what it has to. What comes of it answers the press.
func (w *world) form(tb testing.TB, user string, m bottest.Message, action, says string) (bottest.View, bottest.Delivery) {
	tb.Helper()
	d, err := w.click(tb, user, m, action)
	if err != nil {
		tb.Fatal(err)
	}
	v, err := w.slack.WaitView(deadline(tb), user, func(v bottest.View) bool {
		return strings.Contains(v.PlainText(), says)
	})
	if err != nil {
		tb.Fatalf("%s: %v", action, err)
	}
	return v, d
}

// unfold fills in fields of a form and asks for the others. It returns the form that has them all.
func (w *world) unfold(tb testing.TB, user string, v bottest.View, values map[string]string) (bottest.View, error) {
	tb.Helper()
	if err := w.slack.Fill(user, v.ID, values); err != nil {
		return v, err
	}
	if _, err := w.slack.ClickView(deadline(tb), user, v.ID, kit.MoreFields); err != nil {
		return v, err
	}
	return w.slack.WaitView(deadline(tb), user, func(now bottest.View) bool {
		_, more := now.Button(kit.MoreFields)
		return now.ID == v.ID && !more
	})
}

// share shows a private answer to everybody, and returns what they see.
func (w *world) share(tb testing.TB, user string, page bottest.Message) bottest.Message {
	tb.Helper()
	v, d := w.form(tb, user, page, "share/open", "people in")
	if _, err := w.slack.Submit(deadline(tb), user, v.ID, nil); err != nil {
		tb.Fatal(err)
	}
	m := w.answerTo(tb, user, d)
	if m.For != "" {
		tb.Fatalf("the page was not shared: %s", m.PlainText())
	}
	return m
}

// login connects a person's account by the modal.
func (w *world) login(tb testing.TB, user, token string) {
	tb.Helper()
	m := w.say(tb, user, "login")
	if _, err := w.slack.Click(deadline(tb), user, m.Ref(), "connect/open"); err != nil {
		tb.Fatal(err)
	}
	v, err := w.slack.WaitView(deadline(tb), user, func(v bottest.View) bool { return v.CallbackID == "login" })
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := w.slack.Submit(deadline(tb), user, v.ID, map[string]string{"token": token}); err != nil {
		tb.Fatal(err)
	}
	v, err = w.slack.WaitView(deadline(tb), user, func(bottest.View) bool { return true })
	if err != nil || v.CallbackID != "done" {
		tb.Fatalf("after login: view %q with errors %v, %v", v.CallbackID, v.Errors, err)
	}
	w.slack.CloseView(user, v.ID)
	// What they had asked for before is answered in the invitation's place.
	if _, err := w.slack.WaitMessage(deadline(tb), user, general, func(n bottest.Message) bool { return n.TS == m.TS && n.Edited }); err != nil {
		tb.Fatalf("after login: %v", err)
	}
}

// clean fails when the bot broke a rule of Slack's or let a token out.
func (w *world) clean(tb testing.TB) {
	tb.Helper()
	if p := w.slack.Problems(); len(p) > 0 {
		tb.Errorf("problems: %v", p)
	}
	places := map[string]string{"log": w.log.String(), "traffic to Slack": w.slack.Traffic()}
	files, _ := filepath.Glob(filepath.Join(w.dir, "*"))
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			tb.Error(err)
		}
		places[filepath.Base(f)] = string(raw)
	}
	for name, text := range places {
		for _, token := range []string{w.sample.Member, w.sample.Admin, w.sample.Outsider} {
			if strings.Contains(text, token) {
				tb.Errorf("a TCA token is in the %s", name)
			}
		}
	}
}

// until waits for what no message tells. It looks less often the longer it takes: a look may be a command.
func (w *world) until(tb testing.TB, what string, is func() bool) {
	tb.Helper()
	pause := 5 * time.Millisecond
	for ctx := deadline(tb); !is(); pause = min(pause*3/2, 100*time.Millisecond) {
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			tb.Fatalf("never: %s", what)
		}
	}
}

func want(tb testing.TB, m bottest.Message, parts ...string) {
	tb.Helper()
	for _, p := range parts {
		if !strings.Contains(m.PlainText(), p) {
			tb.Errorf("answer has no %q:\n%s", p, m.PlainText())
		}
	}
}

func contains(s, part string) bool { return strings.Contains(s, part) }
