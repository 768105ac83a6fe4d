package bot_test

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/deploy"
	"testing"
)

// metrics are the metrics of a bot that is listening, by name and labels as Prometheus reads them.
func (w *world) metrics(tb testing.TB) map[string]float64 {
	tb.Helper()
	status, body := w.probe(tb, "/metrics")
	if status != http.StatusOK {
		tb.Fatalf("/metrics answers %d", status)
	}
	all := map[string]float64{}
	for line := range strings.Lines(body) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, value, _ := strings.Cut(strings.TrimSpace(line), "} ")
		if value == "" {
			name, value, _ = strings.Cut(strings.TrimSpace(line), " ")
		} else {
			name += "}"
		}
		n, err := strconv.ParseFloat(value, 64)
		if err != nil {
			tb.Fatalf("%q has no value", line)
		}
		all[name] = n
	}
	return all
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, listening)
	w.subscribe(t, member, "payments-api@master")
	page := w.say(t, member, "repos bigteam")
	w.say(t, member, "repos bigteam")
	page = w.press(t, member, page, "run/next")
	w.say(t, member, "repos bigteam scope:banana")
	w.say(t, outsider, "repos bigteam")
	mend := w.tca.Inject(apitest.Down())
	w.say(t, member, "repos hellotca")
	mend()
	remove := w.slack.Inject(bottest.Fault{Method: "response_url", Status: http.StatusTooManyRequests, RetryAfter: 1, Times: 1})
	w.press(t, member, page, "run/next")
	remove()
	w.slack.Drop()
	w.until(t, "the connections are there again", func() bool { return w.metrics(t)[`tcabot_sockets{state="fresh"}`] == 2 })
	got := w.metrics(t)
	for name, least := range map[string]float64{
		`tcabot_job_failures_total{kind="digest_deliver"}`: 0,
		`tcabot_ready`:                                                                  1,
		`tcabot_digests{state="active"}`:                                                1,
		`tcabot_follows{state="active"}`:                                                0,
		`tcabot_watches`:                                                                0,
		`tcabot_follow_questions_total`:                                                 0,
		`tcabot_follow_ends_total`:                                                      0,
		`tcabot_follow_delay_seconds_count`:                                             0,
		`tcabot_jobs{state="available"}`:                                                0,
		`tcabot_jobs_oldest_seconds`:                                                    0,
		`tcabot_slack_waiting{priority="digest"}`:                                       0,
		`tcabot_slack_waited_seconds_total`:                                             0,
		`tcabot_ack_seconds_count{kind="slash_commands"}`:                               4,
		`tcabot_ack_seconds_count{kind="block_actions"}`:                                2,
		`tcabot_ack_seconds_count{kind="view_submission"}`:                              1,
		`tcabot_ack_seconds_bucket{kind="slash_commands",le="3"}`:                       1,
		`tcabot_acks_late_total`:                                                        0,
		`tcabot_socket_duplicates_total`:                                                0,
		`tcabot_socket_reconnects_total{reason="broken"}`:                               2,
		`tcabot_sockets{state="open"}`:                                                  2,
		`tcabot_answers_total{fault="",outcome="answered",surface="slash"}`:             2,
		`tcabot_answers_total{fault="",outcome="answered",surface="button"}`:            2,
		`tcabot_answers_total{fault="input",outcome="failed",surface="slash"}`:          1,
		`tcabot_answers_total{fault="access",outcome="failed",surface="slash"}`:         1,
		`tcabot_answers_total{fault="tca",outcome="failed",surface="slash"}`:            1,
		`tcabot_answer_seconds_count{surface="slash"}`:                                  5,
		`tcabot_workers`:                                                                256,
		`tcabot_workers_busy`:                                                           0,
		`tcabot_questions_rejected_total`:                                               0,
		`tcabot_tca_request_seconds_count{outcome="ok"}`:                                3,
		`tcabot_tca_request_seconds_count{outcome="unavailable"}`:                       1,
		`tcabot_cache_hits_total{cache="screens"}`:                                      1,
		`tcabot_cache_misses_total{cache="screens"}`:                                    1,
		`tcabot_cache_screens_total{cache="screens"}`:                                   1,
		`tcabot_cache_entries{cache="screens"}`:                                         1,
		`tcabot_cache_bytes{cache="digests"}`:                                           0,
		`tcabot_slack_call_seconds_count{method="response_url",outcome="ok"}`:           1,
		`tcabot_slack_call_seconds_count{method="response_url",outcome="rate_limited"}`: 1,
		`tcabot_slack_call_seconds_count{method="auth.test",outcome="ok"}`:              1,
		`tcabot_slack_rate_limits_total{method="response_url"}`:                         1,
		`go_goroutines`: 1,
	} {
		if n, there := got[name]; !there || n < least {
			t.Errorf("%s is %v, want at least %v", name, n, least)
		}
	}
	checkWatched(t, got)
	labels := regexp.MustCompile(`="([^"]*)"`)
	for name := range got {
		for _, m := range labels.FindAllStringSubmatch(name, -1) {
			if !strings.HasPrefix(name, "go_") && !regexp.MustCompile(`^([a-z_]*|[a-z]+\.[a-zA-Z]+|\+Inf|[0-9.]+)$`).MatchString(m[1]) {
				t.Errorf("%s has a label that is no word", name)
			}
		}
	}
	w.clean(t)
}

// checkWatched compares the metrics that the dashboard and the alerts name with those that a bot serves: they name no other,
// and the dashboard shows all of the bot's own.
func checkWatched(t *testing.T, served map[string]float64) {
	t.Helper()
	shown := map[string]bool{}
	for _, file := range []string{"alerts.yml", "dashboard.json"} {
		text, err := deploy.Text(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile(`\b(?:tcabot|process|go)_[a-z0-9_]+`).FindAllString(text, -1) {
			shown[familyOf(name)] = shown[familyOf(name)] || file == "dashboard.json"
		}
	}
	own := map[string]bool{}
	for name := range served {
		bare, _, _ := strings.Cut(name, "{")
		own[familyOf(bare)] = true
		if strings.HasPrefix(bare, "tcabot_") && !shown[familyOf(bare)] {
			t.Errorf("%s is not in the dashboard", bare)
		}
	}
	for name := range shown {
		if !own[name] {
			t.Errorf("%s is named, but no bot serves it", name)
		}
	}
}

// familyOf is the metric that a series belongs to.
func familyOf(series string) string {
	for _, part := range []string{"_bucket", "_sum", "_count"} {
		if family, ok := strings.CutSuffix(series, part); ok {
			return family
		}
	}
	return series
}
