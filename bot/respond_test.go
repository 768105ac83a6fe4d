package bot_test

import (
	"net/http"
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// TestTroubleWithTheForm: an answer that Slack does not like with its chart comes with the chart in words, and one that
// it does not like at all comes as text. 400 is what a response URL says to that.
func TestTroubleWithTheForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	for _, tt := range []struct {
		refused      int
		chart, words bool
	}{{0, true, false}, {1, false, true}, {2, false, false}} {
		if tt.refused > 0 {
			w.slack.Inject(bottest.Fault{Method: "response_url", Status: http.StatusBadRequest, Times: tt.refused})
		}
		m := w.say(t, member, "trend payments-api@master")
		want(t, bottest.Message{Text: m.Text}, "Open issues fell from")
		blocks := string(m.Blocks)
		if strings.Contains(blocks, "data_visualization") != tt.chart || strings.ContainsAny(blocks, "▁▂▃▄▅▆▇█") != tt.words {
			t.Errorf("refused %d times: chart %t and words %t wanted in\n%s", tt.refused, tt.chart, tt.words, blocks)
		}
		if (blocks == "") != (tt.refused == 2) {
			t.Errorf("refused %d times: blocks %q", tt.refused, blocks)
		}
	}
	w.clean(t)
}
