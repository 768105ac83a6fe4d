package monitor

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"tcabot/api/cached"
	"tcabot/bot/assignment"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/bot/follow"
	"tcabot/bot/jobs"
	"tcabot/bot/meter"
	"tcabot/bot/socket"
	"tcabot/commands/subscription"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// lookupLimit is the time limit of the queries of a scrape.
const lookupLimit = 5 * time.Second

// scrape answers one scrape.
func (m *Monitor) scrape(process prometheus.Gatherer) http.HandlerFunc {
	options := promhttp.HandlerOpts{ErrorLog: slog.NewLogLogger(m.log.Handler(), slog.LevelWarn)}
	return func(w http.ResponseWriter, r *http.Request) {
		own := prometheus.NewRegistry()
		own.MustRegister(m.look(r.Context()))
		promhttp.HandlerFor(prometheus.Gatherers{process, own}, options).ServeHTTP(w, r)
	}
}

// snapshot is the data of one scrape, without the parts that could not be read.
type snapshot struct {
	ready     bool
	jobs      jobs.Stats
	jobsKnown bool // all of jobs is known; false: only the failures of this process
	subsKnown bool // the subscriptions and watches are known
	digests   map[subscription.State]int
	follows   map[subscription.State]int
	watches   int
	following follow.Stats
	assigned  assignment.Stats
	slack     deliver.Stats
	sockets   socket.Stats
	socket    socket.State
	answers   dispatch.Stats
	requests  map[string]meter.Times
	caches    map[string]cached.Stats
}

// look takes a snapshot, and logs errors.
func (m *Monitor) look(ctx context.Context) snapshot {
	ctx, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	s := snapshot{
		ready: m.report(ctx).Ready, following: m.from.Follows.Stats(), assigned: m.from.Assigned.Stats(), slack: m.from.Slack.Stats(), sockets: m.from.Sockets.Stats(),
		socket: m.from.Sockets.State(m.now()), answers: m.from.Answers.Stats(), requests: m.from.TCA.requests.Times(), caches: map[string]cached.Stats{},
	}
	for name, c := range m.from.Caches {
		s.caches[name] = c.Stats()
	}
	var jobsErr, digestsErr, followsErr, watchesErr error
	s.jobs, jobsErr = m.from.Jobs.Stats(ctx)
	s.jobsKnown = jobsErr == nil
	s.digests, digestsErr = m.from.Digests.CountDigests(ctx)
	s.follows, followsErr = m.from.Digests.FollowCounts(ctx)
	s.watches, watchesErr = m.from.Digests.CountWatches(ctx)
	s.subsKnown = errors.Join(digestsErr, followsErr, watchesErr) == nil
	if err := errors.Join(jobsErr, digestsErr, followsErr, watchesErr); err != nil {
		m.log.WarnContext(ctx, "cannot report all metrics", "error", err)
	}
	return s
}

// atMost limits concurrent requests; others are told to retry.
func atMost(n int, next http.Handler) http.Handler {
	places := make(chan struct{}, n)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case places <- struct{}{}:
			defer func() { <-places }()
			next.ServeHTTP(w, r)
		default:
			http.Error(w, "too many scrapes at the same time", http.StatusServiceUnavailable)
		}
	})
}
