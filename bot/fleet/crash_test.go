package fleet

import (
	"net/http"
	"tcabot/bot/bottest"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

// patience is how long the digests of a process that died may take: River looks for lost jobs twice a minute, and a new
// leader takes some seconds.
const patience = 3 * time.Minute

// weather is a Slack that has no room now and then, fails now and then, and now and then takes a message and fails to say
// so.
func weather(s *bottest.Server) {
	for i, f := range []bottest.Fault{
		{Method: "chat.postMessage", Status: http.StatusTooManyRequests, RetryAfter: 1, Chance: 0.01},
		{Method: "chat.postMessage", Status: http.StatusInternalServerError, Chance: 0.03},
		{Method: "chat.postMessage", Status: http.StatusInternalServerError, After: true, Chance: 0.02},
		{Method: "chat.postMessage", Drop: true, After: true, Chance: 0.01},
		{Method: "conversations.history", Status: http.StatusInternalServerError, Chance: 0.1},
	} {
		f.Seed = uint64(i + 1)
		s.Inject(f)
	}
}

// TestTwoProcessesOneDies has 500 digests due in the same minute, two processes on one PostgreSQL, one of which is killed
// in the middle, connections that are cut twice, and a Slack in bad weather.
func TestTwoProcessesOneDies(t *testing.T) {
	t.Parallel()
	withoutRace(t)
	url := storetest.PostgresWithTables(t)
	digests := sized(500)
	p := harbour(t, url, digests, sized(100), sized(50))
	weather(p.slack)
	began := time.Now()
	first := p.ship(t)
	p.ship(t)
	p.until(t, digests/5, patience)
	sink(t, first)
	p.until(t, digests*3/10, patience)
	storetest.Cut(t, url)
	p.until(t, digests*6/10, patience)
	storetest.Cut(t, url)
	p.done(t, patience)
	p.check(t, began)
}

// TestOneProcessDies is the same with one process on SQLite, which is killed and started again.
func TestOneProcessDies(t *testing.T) {
	t.Parallel()
	withoutRace(t)
	digests := sized(500)
	p := harbour(t, storetest.SQLiteWithTables(t), digests, sized(100), sized(50))
	weather(p.slack)
	began := time.Now()
	first := p.ship(t)
	p.until(t, digests*3/10, patience)
	sink(t, first)
	p.ship(t)
	p.done(t, patience)
	p.check(t, began)
}
