package bot_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot"
	"tcabot/bot/bottest"
	"tcabot/bot/config"
	"testing"
	"time"

	"github.com/sethvargo/go-envconfig"
)

// TestShutdownHasALastLimit: an answer that hangs on its way to Slack keeps the bot from ending no longer than it may.
func TestShutdownHasALastLimit(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.times.Shutdown.Drain, w.times.Shutdown.Last = 20*time.Millisecond, 20*time.Millisecond
	})
	w.login(t, member, w.sample.Member)
	hang := w.slack.Inject(bottest.Fault{Method: "response_url", Delay: time.Minute})
	defer hang()
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Path: "/repos/", Gate: gate})
	if _, err := w.slack.Slash(deadline(t), member, general, "/tca", "repos bigteam"); err != nil {
		t.Fatal(err)
	}
	close(gate)
	stopped := make(chan error, 1)
	start := time.Now()
	stop := w.stop
	w.stop = func() error { return nil } // its error is what is tested here
	go func() { stopped <- stop() }()
	select {
	case err := <-stopped:
		if err == nil || !strings.Contains(err.Error(), "1 tasks are not done") {
			t.Errorf("ended after %v with %v", time.Since(start), err)
		}
	case <-deadline(t).Done():
		t.Fatal("the bot does not end")
	}
}

// TestStopAnswersWhatItRefused: a question that comes while the bot stops is told so, also when Slack is slow to say who
// asks and everything else is done before that.
func TestStopAnswersWhatItRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Path: "/repos/", Gate: gate})
	if _, err := w.slack.Slash(deadline(t), member, general, "/tca", "repos bigteam"); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- w.stop() }()
	w.until(t, "the bot accepts no more", func() bool {
		return contains(w.say(t, member, "help").PlainText(), "restarting")
	})
	w.slack.Inject(bottest.Fault{Method: "users.info", Delay: 300 * time.Millisecond})
	asked := w.slack.Calls("users.info")
	answer := make(chan bottest.Message, 1)
	go func() { answer <- w.say(t, outsider, "help") }()
	w.until(t, "Slack is asked who it is", func() bool { return w.slack.Calls("users.info") > asked })
	close(gate)
	select {
	case m := <-answer:
		want(t, m, "restarting")
	case <-deadline(t).Done():
		t.Fatal("no answer")
	}
	if err := <-stopped; err != nil {
		t.Errorf("stopped with %v", err)
	}
}

// TestStopWhileStarting: a bot that is told to stop before it has started ends without an error, whatever it was doing.
func TestStopWhileStarting(t *testing.T) {
	t.Parallel()
	for _, during := range []string{"opening the database", "asking Slack who we are"} {
		t.Run(during, func(t *testing.T) {
			t.Parallel()
			ctx, stop := context.WithCancel(deadline(t))
			defer stop()
			slack := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				stop()
				_, _ = io.Copy(io.Discard, r.Body) // the server sees a caller leave only after that
				<-r.Context().Done()
			}))
			defer slack.Close()
			if during == "opening the database" {
				stop()
			}
			conf, err := config.Load(context.Background(), envconfig.MapLookuper(map[string]string{
				"SLACK_APP_TOKEN": bottest.AppToken, "SLACK_BOT_TOKEN": bottest.BotToken, "SLACK_API_URL": slack.URL + "/api/",
				"TCA_URL": "http://127.0.0.1:1", "DATABASE_URL": "sqlite://" + filepath.Join(t.TempDir(), "bot.db"),
			}))
			if err != nil {
				t.Fatal(err)
			}
			var log buffer
			if err := bot.Run(ctx, conf, bot.Defaults(), slog.New(slog.NewTextHandler(&log, nil))); err != nil {
				t.Errorf("ended with %v", err)
			}
			if !strings.Contains(log.String(), "stopped while it started") {
				t.Errorf("the log does not say what was stopped:\n%s", log.String())
			}
		})
	}
}

// TestCausesAreLogged: that an answer or a connection failed is logged with what made it fail, and without the address,
// which is a credential.
func TestCausesAreLogged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos bigteam")
	w.slack.Inject(bottest.Fault{Method: "response_url", Drop: true})
	if _, err := w.click(t, member, page, "run/refresh"); err != nil {
		t.Fatal(err)
	}
	w.logged(t, `msg="response URL failed, sending the answer as a message" status=0 cause="the connection was closed"`)
	w.slack.Inject(bottest.Fault{Method: "apps.connections.open", Status: 500, Times: 1})
	w.slack.Drop()
	if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	w.logged(t, `cause="Slack answered HTTP 500"`)
	for _, secret := range []string{"ticket=", w.slack.APIURL()} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("%s is in the log", secret)
		}
	}
}
