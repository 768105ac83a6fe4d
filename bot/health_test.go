package bot_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"testing"
)

// served is where a bot serves health and metrics, as its log says.
var served = regexp.MustCompile(`serving health and metrics" address=(\S+)`)

// listening makes a world's bot serve health and metrics.
func listening(w *world) { w.env["LISTEN_ADDR"] = "127.0.0.1:0" }

// probe reads a page of a bot that is listening. The status is 0 when nobody answers.
func (w *world) probe(tb testing.TB, path string) (status int, body string) {
	tb.Helper()
	w.logged(tb, "serving health and metrics")
	all := served.FindAllStringSubmatch(w.log.String(), -1)
	req, err := http.NewRequestWithContext(deadline(tb), http.MethodGet, "http://"+all[len(all)-1][1]+path, nil)
	if err != nil {
		tb.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return resp.StatusCode, string(raw)
}

// becomes waits until the bot is ready or not, and returns what it says of its parts. It is alive all the time.
func (w *world) becomes(tb testing.TB, status int) (state struct {
	Ready, Stopping bool
	Slack           struct {
		OK                 bool
		Connections, Fresh int
	}
	Database struct{ OK bool }
	TCA      struct{ State, Failure string }
},
) {
	tb.Helper()
	body := ""
	w.until(tb, fmt.Sprintf("/readyz answers %d", status), func() bool {
		var got int
		got, body = w.probe(tb, "/readyz")
		return got == status
	})
	if err := json.Unmarshal([]byte(body), &state); err != nil {
		tb.Fatal(err)
	}
	if status, _ := w.probe(tb, "/healthz"); status != http.StatusOK {
		tb.Errorf("/healthz answers %d", status)
	}
	for _, secret := range []string{w.slack.APIURL(), w.tca.URL(), w.dir, w.sample.Member, bottest.TeamID, bottest.BotUserID, member} {
		if strings.Contains(body, secret) {
			tb.Errorf("/readyz says %q:\n%s", secret, body)
		}
	}
	return state
}

// TestHealth has the connections to Slack break and come back, TCA fail, and the bot stop while it answers.
func TestHealth(t *testing.T) {
	t.Parallel()
	w := newWorld(t, listening)
	w.until(t, "both connections are fresh", func() bool { return w.becomes(t, http.StatusOK).Slack.Fresh == 2 })
	if s := w.becomes(t, http.StatusOK); !s.Ready || !s.Database.OK || s.TCA.State != "not asked yet" {
		t.Errorf("at the start: %+v", s)
	}
	w.login(t, member, w.sample.Member)
	if s := w.becomes(t, http.StatusOK); s.TCA.State != "answers" {
		t.Errorf("TCA answered: %+v", s)
	}
	refuse := w.slack.Inject(bottest.Fault{Method: "apps.connections.open", Status: http.StatusInternalServerError})
	w.slack.Drop()
	if s := w.becomes(t, http.StatusServiceUnavailable); s.Slack.OK || s.Slack.Connections != 0 || !s.Database.OK || s.Stopping {
		t.Errorf("without Slack: %+v", s)
	}
	refuse()
	w.becomes(t, http.StatusOK)
	if err := w.slack.WaitConnections(deadline(t), 2); err != nil {
		t.Fatal(err)
	}
	mend := w.tca.Inject(apitest.Down())
	want(t, w.say(t, member, "repos bigteam"), "can't reach TCA")
	if s := w.becomes(t, http.StatusOK); s.TCA.State != "fails" || s.TCA.Failure != "unavailable" {
		t.Errorf("without TCA: %+v", s)
	}
	mend()
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Path: "/repos/", Gate: gate})
	d, err := w.slack.Slash(deadline(t), member, general, "/tca", "repos bigteam")
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- w.stop() }()
	if s := w.becomes(t, http.StatusServiceUnavailable); !s.Stopping || !s.Slack.OK || !s.Database.OK {
		t.Errorf("while it stops: %+v", s)
	}
	close(gate)
	want(t, w.answerTo(t, member, d), "1–10 of 137")
	if err := <-stopped; err != nil {
		t.Error(err)
	}
	if status, _ := w.probe(t, "/healthz"); status != 0 {
		t.Errorf("/healthz answers %d when the bot has ended", status)
	}
}

// TestHealthOfTheDatabase has a database freeze: the bot is alive, but not ready, until it thaws.
func TestHealthOfTheDatabase(t *testing.T) {
	t.Parallel()
	f := storetest.Freezable(t)
	w := newWorld(t, func(w *world) {
		listening(w)
		w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"] = f.URL, seal.NewKey().Reveal()
	})
	w.becomes(t, http.StatusOK)
	thaw := f.Freeze()
	if s := w.becomes(t, http.StatusServiceUnavailable); s.Database.OK || !s.Slack.OK {
		t.Errorf("without a database: %+v", s)
	}
	thaw()
	w.becomes(t, http.StatusOK)
}
