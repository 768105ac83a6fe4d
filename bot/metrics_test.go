package bot_test

import (
	"io"
	"net/http"
	"regexp"
	"testing"
)

var served = regexp.MustCompile(`serving metrics" address=(\S+)`)

func TestMetrics(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) { w.env["LISTEN_ADDR"] = "127.0.0.1:0" })
	w.subscribe(t, member, "payments-api@master")
	w.logged(t, "serving metrics")
	address := served.FindStringSubmatch(w.log.String())[1]
	req, err := http.NewRequestWithContext(deadline(t), http.MethodGet, "http://"+address+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		`tcabot_digests\{state="active"\} 1`, `tcabot_follow_questions_total \d`, `tcabot_follow_ends_total 0`, `tcabot_follow_delay_seconds_count 0`, `tcabot_jobs\{state="available"\} \d`, `tcabot_jobs_oldest_seconds \d`, `tcabot_slack_waiting\{priority="digest"\} 0`,
		"go_goroutines",
	} {
		if !regexp.MustCompile(line).Match(raw) {
			t.Errorf("metrics have no %s:\n%s", line, raw)
		}
	}
}
