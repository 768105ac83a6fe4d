package fleet

import (
	"fmt"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

// TestAThousandDigests has 1,000 digests about 200 branches due in the same minute: TCA is asked each question once for
// each owner, no channel gets two posts within a second of Slack's, and all of it takes little longer than Slack's own
// limit of posts does.
func TestAThousandDigests(t *testing.T) {
	t.Parallel()
	digests, channels, branches := sized(1000), sized(200), sized(200)
	p := harbour(t, storetest.SQLiteWithTables(t), digests, channels, branches)
	began := time.Now()
	p.ship(t)
	p.done(t, patience)
	took := time.Since(began)
	p.check(t, began)

	asked, again := map[string]int{}, 0
	for _, r := range p.tca.Requests() {
		question := r.User + " " + r.Path + "?" + r.Query
		if asked[question]++; asked[question] > 1 {
			again++
		}
	}
	pairs := map[string]bool{}
	for _, d := range p.digests {
		pairs[fmt.Sprint(d.Owner, d.Target)] = true
	}
	t.Logf("TCA was asked %d questions for %d pairs of owner and branch, %.1f each; %d of them twice", len(asked)+again, len(pairs), float64(len(asked)+again)/float64(len(pairs)), again)
	if again > 0 {
		t.Errorf("%d questions were asked again", again)
	}
	p.paced(t)

	posts, details, _ := p.arrived()
	// 300 posts a minute, of Slack's minutes.
	least := time.Duration(len(posts)+len(details)) * 60 * second / 300
	t.Logf("%d messages took %.1f s, %.2f times as long as Slack's limit alone (%.1f s)", len(posts)+len(details), took.Seconds(), took.Seconds()/least.Seconds(), least.Seconds())
}

// paced fails when two posts came into a channel within a second of Slack's.
func (p *port) paced(t *testing.T) {
	t.Helper()
	p.traffic.Lock()
	defer p.traffic.Unlock()
	for channel, times := range p.times {
		for i := 1; i < len(times); i++ {
			// Two that were sent a second apart may come a little closer to each other.
			if gap := times[i].Sub(times[i-1]); gap < second/2 {
				t.Errorf("%s after the one before it in %s", gap, channel)
			}
		}
	}
}
