package bot_test

import (
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
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

// TestCausesAreLogged: that an answer or a connection failed is logged with what made it fail, and without the address,
// which is a credential.
func TestCausesAreLogged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos bigteam")
	w.slack.Inject(bottest.Fault{Method: "response_url", Drop: true})
	if _, err := w.slack.Click(deadline(t), member, page.Ref(), "run/refresh"); err != nil {
		t.Fatal(err)
	}
	w.logged(t, `msg="response URL failed, sending the answer as a message" status=0 cause="the connection was closed"`)
	w.slack.Inject(bottest.Fault{Method: "apps.connections.open", Status: 500, Times: 1})
	w.slack.Drop()
	if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	w.logged(t, `cause="slack answered HTTP 500"`)
	for _, secret := range []string{"ticket=", w.slack.APIURL()} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("%s is in the log", secret)
		}
	}
}
