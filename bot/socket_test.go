package bot_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"tcabot/api/apitest"
	"tcabot/bot"
	"tcabot/bot/bottest"
	"tcabot/bot/config"
	"testing"
	"time"

	"github.com/sethvargo/go-envconfig"
)

func TestReconnects(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(*bottest.Server)
	}{
		{"one is told to go", func(s *bottest.Server) { s.Disconnect("refresh_requested", 1) }},
		{"both are told to go", func(s *bottest.Server) { s.Disconnect("refresh_requested", 2) }},
		{"warning", func(s *bottest.Server) { s.Disconnect("warning", 1) }},
		{"both are cut", func(s *bottest.Server) { s.Drop() }},
		{"cut and refused", func(s *bottest.Server) { s.RefuseSockets(3); s.Drop() }},
		{"cut and no way in", func(s *bottest.Server) {
			s.Inject(bottest.Fault{Method: "apps.connections.open", Status: 500, Times: 2})
			s.Drop()
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, nil)
			tt.spoil(w.slack)
			if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
				t.Fatal(err)
			}
			want(t, w.say(t, member, "help"), "What I can do")
		})
	}
}

func TestHalfDeadConnection(t *testing.T) {
	w := newWorld(t, func(w *world) {
		s, err := bottest.New(bottest.Options{PingInterval: 20 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		s.AddUser(bottest.User{ID: member, Name: "wangfang", Locale: "en-US"})
		s.AddChannel(bottest.Channel{ID: general, Name: "general", Members: []string{member}})
		w.slack, w.times.Socket.Ping = s, 300*time.Millisecond
	})
	opened := w.slack.Calls("apps.connections.open")
	w.slack.SetSilent(true)
	changed, stop := w.slack.Changes()
	defer stop()
	for w.slack.Calls("apps.connections.open") < opened+2 { // both gave up on the silent ones
		select {
		case <-changed:
		case <-deadline(t).Done():
			t.Fatal("a connection without pings is kept")
		}
	}
	w.slack.SetSilent(false)
	if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	want(t, w.say(t, member, "help"), "What I can do")
}

// TestCommandsDuringRefresh sends 200 commands while connections are recycled: each is answered once.
func TestCommandsDuringRefresh(t *testing.T) {
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	var all sync.WaitGroup
	var mu sync.Mutex
	sent := map[string]bool{}
	for i := range 200 {
		if i%50 == 25 {
			w.slack.Disconnect("refresh_requested", 1)
		}
		all.Go(func() {
			ctx := deadline(t)
			d, err := w.slack.Slash(ctx, member, general, "/tca", "whoami")
			if err != nil {
				t.Errorf("command %d: %v", i, err)
				return
			}
			if _, err := w.slack.WaitMessage(ctx, member, general, func(m bottest.Message) bool { return m.EnvelopeID == d.EnvelopeID && !isProgress(m) }); err != nil {
				t.Errorf("command %d is not answered", i)
			}
			mu.Lock()
			defer mu.Unlock()
			sent[d.EnvelopeID] = true
		})
		if i%50 == 49 {
			if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
				t.Fatal(err)
			}
		}
	}
	all.Wait()
	answers := map[string]int{}
	for _, m := range w.slack.Messages(member, general) {
		if sent[m.EnvelopeID] {
			answers[m.EnvelopeID]++
		}
	}
	for id, n := range answers {
		if n != 1 {
			t.Errorf("%s is answered %d times", id, n)
		}
	}
	if len(answers) != 200 {
		t.Errorf("%d commands are answered, want 200", len(answers))
	}
	w.clean(t)
}

// TestCommandsOnAConnectionToldToGo: what Slack still sends on a connection after it asked it to go is answered.
func TestCommandsOnAConnectionToldToGo(t *testing.T) {
	for _, reason := range []string{"warning", "refresh_requested"} {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			w.slack.Disconnect(reason, 2)
			w.slack.SendLate(true)
			for range 35 {
				want(t, w.say(t, member, "whoami"), "王芳")
			}
			w.slack.SendLate(false)
			if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
				t.Fatal(err)
			}
			want(t, w.say(t, member, "whoami"), "王芳")
			w.clean(t)
		})
	}
}

// TestReconnectStorm: Slack tells every connection to go as soon as it is open. The bot does not hammer it: it waits longer
// each time, keeps no more than one replaced connection for each one, and what still comes on them is answered.
func TestReconnectStorm(t *testing.T) {
	t.Parallel()
	const first, each = 5 * time.Millisecond, 6 // the first wait, and openings of each of the two connections
	w := newWorld(t, func(w *world) { w.times.Socket.Retry, w.times.Socket.Longest = first, 2*time.Second })
	w.login(t, member, w.sample.Member)
	before, start := w.slack.Calls("apps.connections.open"), time.Now()
	w.slack.SetRestless(true)
	w.slack.SendLate(true)
	w.slack.Disconnect("refresh_requested", 2)
	for w.slack.Calls("apps.connections.open") < before+2*each {
		d, err := w.slack.Slash(deadline(t), member, general, "/tca", "whoami")
		if errors.Is(err, bottest.ErrNoSocket) {
			continue // for a moment both connections may be gone: Slack says so to the person
		}
		if err != nil {
			t.Fatal(err)
		}
		want(t, w.answerTo(t, member, d), "王芳")
	}
	took, least := time.Since(start), time.Duration(0)
	for i, wait := 0, first; i < each-1; i, wait = i+1, 2*wait { // before the second opening and each one after
		least += wait * 8 / 10 // jitter
	}
	if took < least {
		t.Errorf("%d openings of each connection within %v, want at least %v", each, took, least)
	}
	if n := w.slack.MostConnections(); n > 2*3 { // the new one, the replaced one, and while they change, the one before
		t.Errorf("%d connections were open at once", n)
	}
	w.slack.SetRestless(false)
	w.slack.SendLate(false)
	if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	settled := w.slack.Calls("apps.connections.open")
	want(t, w.say(t, member, "whoami"), "王芳")
	if n := w.slack.Calls("apps.connections.open"); n != settled {
		t.Errorf("%d more openings when all is calm", n-settled)
	}
	w.clean(t)
}

// TestSlackClosesConnections: whether Slack waits for the bot's part of the closing handshake or not, and also when it
// closes a connection while commands run, each command is answered.
func TestSlackClosesConnections(t *testing.T) {
	for _, tt := range []struct {
		name  string
		hurry bool
	}{{"with the handshake", false}, {"in a hurry", true}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) {
				s, err := bottest.New(bottest.Options{DisconnectAfter: time.Millisecond, CloseWait: 50 * time.Millisecond, AckTimeout: 10 * time.Second, TriggerLife: 10 * time.Second})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = s.Close() })
				s.AddUser(bottest.User{ID: member, Name: "wangfang", Locale: "en-US", TZ: "UTC"})
				s.AddChannel(bottest.Channel{ID: general, Name: "general", BotIn: true, Members: []string{member}})
				w.slack = s
			})
			w.slack.CloseInHurry(tt.hurry)
			w.login(t, member, w.sample.Member)
			gate := make(chan struct{})
			remove := w.tca.Inject(apitest.Fault{Gate: gate})
			var asked []bottest.Delivery
			for range 10 {
				d, err := w.slack.Slash(deadline(t), member, general, "/tca", "accounts")
				if err != nil {
					t.Fatal(err)
				}
				asked = append(asked, d)
			}
			w.slack.Disconnect("refresh_requested", 2)
			if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
				t.Fatal(err)
			}
			close(gate)
			remove()
			for _, d := range asked {
				w.answerTo(t, member, d)
			}
			want(t, w.say(t, member, "whoami"), "王芳")
			w.clean(t)
		})
	}
}

// TestEnvelopesOnBothConnections: an envelope that comes on two connections at once is acted on once, and the
// acknowledgement of the duplicate does not overtake the answer, of a command or of a form.
func TestEnvelopesOnBothConnections(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.slack.SetDoubled(true)
	for range 40 {
		d, err := w.slack.Slash(deadline(t), member, general, "/tca", "whoami")
		if err != nil {
			t.Fatal(err)
		}
		want(t, w.answerTo(t, member, d), "王芳")
	}
	prompt := w.say(t, admin, "whoami")
	if _, err := w.slack.Click(deadline(t), admin, prompt.Ref(), "connect/open"); err != nil {
		t.Fatal(err)
	}
	v, err := w.slack.WaitView(deadline(t), admin, func(v bottest.View) bool { return v.CallbackID == "login" })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.slack.Submit(deadline(t), admin, v.ID, map[string]string{"token": strings.Repeat("0", 40)}); err != nil {
		t.Fatal(err)
	}
	if got, open := w.slack.View(admin); !open || got.Errors["token"] == "" {
		t.Errorf("the form is open: %t, and says %v", open, got.Errors)
	}
	w.clean(t)
}

// TestAcknowledgementsWithoutPayload: where Slack takes no payload in an acknowledgement, the answer comes by response URL.
func TestAcknowledgementsWithoutPayload(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.times.Surface.Grace = 2 * time.Second }) // it would come in the acknowledgement
	w.login(t, member, w.sample.Member)
	w.slack.RefusePayloads(true)
	want(t, w.say(t, member, "whoami"), "王芳")
	want(t, w.say(t, member, "no-such-command"), "is neither a command nor")
	w.clean(t)
}

// TestOddAnswersWhenOpening: one connection that Slack does not open does not end the bot, whatever the reason, and is
// tried again soon.
func TestOddAnswersWhenOpening(t *testing.T) {
	for _, fault := range []bottest.Fault{
		{Status: 404},
		{Status: 500},
		{Drop: true},
		{Status: 429, RetryAfter: 3600},
		{Error: "invalid_auth"},
		{Error: "internal_error"},
		{Error: "fatal_error"},
		{Error: "account_inactive"},
	} {
		t.Run(fmt.Sprint(fault.Error, fault.Status), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) { w.times.Socket.Longest = 20 * time.Millisecond })
			fault.Method, fault.Times = "apps.connections.open", 3
			opened := w.slack.Calls(fault.Method)
			w.slack.Inject(fault)
			w.slack.Disconnect("refresh_requested", 1)
			want(t, w.say(t, member, "help"), "What I can do")
			if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
				t.Fatal(err)
			}
			if got := w.slack.Calls(fault.Method) - opened; got < 4 {
				t.Errorf("tried %d times, want 4", got)
			}
			want(t, w.say(t, member, "help"), "What I can do")
		})
	}
}

// TestSocketModeSwitchedOff: an operator is told when Socket Mode is switched off in the app's settings, and the bot is there
// again when it is switched on.
func TestSocketModeSwitchedOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.times.Socket.Longest = 20 * time.Millisecond })
	w.slack.Disconnect("link_disabled", 2)
	w.logged(t, "Socket Mode is switched off in the settings of the Slack app")
	if _, err := w.slack.Slash(deadline(t), member, general, "/tca", "help"); err == nil {
		t.Error("Slack delivers a command all the same")
	}
	w.slack.SwitchOn()
	if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	want(t, w.say(t, member, "help"), "What I can do")
}

// TestCredentialsRefusedForGood: the bot ends, and says what to do, when Slack goes on refusing its token.
func TestCredentialsRefusedForGood(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.times.Socket.Refused = 50 * time.Millisecond })
	w.slack.Inject(bottest.Fault{Method: "apps.connections.open", Error: "invalid_auth"})
	w.slack.Drop()
	if err := w.ended(t); err == nil || !strings.Contains(err.Error(), "SLACK_APP_TOKEN") {
		t.Errorf("ended with %v", err)
	}
}

func TestDuplicateIsActedOnOnce(t *testing.T) {
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	d, err := w.slack.Slash(deadline(t), member, general, "/tca", "repos bigteam")
	if err != nil {
		t.Fatal(err)
	}
	w.answerTo(t, member, d)
	before := w.tca.Count("/repos/")
	if err := w.slack.Redeliver(d.EnvelopeID); err != nil {
		t.Fatal(err)
	}
	want(t, w.say(t, member, "help"), "What I can do")
	if got := w.tca.Count("/repos/"); got != before {
		t.Errorf("the duplicate asked TCA again")
	}
}

// TestStopAnswersWhatItAccepted stops the bot with 20 commands under way.
func TestStopAnswersWhatItAccepted(t *testing.T) {
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Path: "/repos/", Gate: gate})
	var deliveries []bottest.Delivery
	for i := range 20 {
		d, err := w.slack.Slash(deadline(t), member, general, "/tca", fmt.Sprintf("repos bigteam pay%d", i))
		if err != nil {
			t.Fatal(err)
		}
		deliveries = append(deliveries, d)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- w.stop() }()
	late := w.say(t, admin, "repos bigteam") // whichever it meets: still open, or stopping
	want(t, late, "")
	close(gate)
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
	for _, d := range deliveries {
		want(t, w.answerTo(t, member, d), "Repositories of Core platform")
	}
	w.clean(t)
}

// atOnce is how many tests run at the same time: they wait for their fakes far more than they compute.
const atOnce = "4"

// TestMain lets the test's own binary be the bot, so that a test can kill it.
func TestMain(m *testing.M) {
	if os.Getenv("TCABOT_TEST_CHILD") == "" {
		if err := os.Unsetenv("SSL_CERT_FILE"); err != nil { // a bot that starts looks at each certificate in it
			panic(err)
		}
		if err := flag.Set("test.parallel", atOnce); err != nil { // -parallel overrides it
			panic(err)
		}
		os.Exit(m.Run())
	}
	conf, err := config.Load(context.Background(), envconfig.OsLookuper())
	if err == nil {
		err = bot.Run(context.Background(), conf, bot.Defaults(), slog.New(slog.DiscardHandler))
	}
	_, _ = fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// TestKilled kills the bot with -9 and starts it again: logins are kept and old buttons work.
func TestKilled(t *testing.T) {
	w := newWorld(t, nil)
	if err := w.stop(); err != nil { // its place is taken by a process of its own
		t.Fatal(err)
	}
	if err := w.slack.WaitConnections(deadline(t), 0); err != nil {
		t.Fatal(err)
	}
	child := func() *exec.Cmd {
		cmd := exec.CommandContext(deadline(t), os.Args[0])
		cmd.Env = append(os.Environ(), "TCABOT_TEST_CHILD=1", "SLACK_APP_TOKEN="+bottest.AppToken, "SLACK_BOT_TOKEN="+bottest.BotToken,
			"SLACK_API_URL="+w.slack.APIURL(), "TCA_URL="+w.tca.URL(), "DATABASE_URL=sqlite://"+filepath.Join(w.dir, "child.db"))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
			t.Fatal(err)
		}
		return cmd
	}
	kill := func(cmd *exec.Cmd) {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if err := w.slack.WaitConnections(deadline(t), 0); err != nil {
			t.Fatal(err)
		}
	}
	first := child()
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos bigteam")
	kill(first)
	second := child()
	defer kill(second)
	want(t, w.press(t, member, page, "run/next"), "11–20 of 137")
	if strings.Contains(w.say(t, member, "whoami").PlainText(), "Connect your TCA") {
		t.Error("the login is lost")
	}
	w.clean(t)
}
