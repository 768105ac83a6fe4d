package monitor

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"tcabot/bot/assignment"
	"tcabot/bot/deliver"
	"tcabot/bot/follow"
	"tcabot/bot/jobs"
	"tcabot/commands/subscription"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

var (
	jobsWaiting = prometheus.NewDesc("tcabot_jobs", "Unfinished jobs in the database, of all replicas.", []string{"state"}, nil)
	jobsOldest  = prometheus.NewDesc("tcabot_jobs_oldest_seconds", "How long the oldest ready job has waited.", nil, nil)
	jobsFailed  = prometheus.NewDesc("tcabot_job_failures_total", "Failed attempts at jobs in this process.", []string{"kind"}, nil)
	digestCount = prometheus.NewDesc("tcabot_digests", "Digests by state.", []string{"state"}, nil)
	followCount = prometheus.NewDesc("tcabot_follows", "Follows by state.", []string{"state"}, nil)
	watchCount  = prometheus.NewDesc("tcabot_watches", "Scans that are being watched.", nil, nil)
	followAsked = prometheus.NewDesc("tcabot_follow_questions_total", "Requests of this process that ask TCA whether followed scans ended.", nil, nil)
	followEnds  = prometheus.NewDesc("tcabot_follow_ends_total", "Ends of followed scans that this process found, once for each follow.", nil, nil)
	followDelay = prometheus.NewDesc("tcabot_follow_delay_seconds", "From finding that a followed scan ended to the post, in this process.", nil, nil)
	assignAsked = prometheus.NewDesc("tcabot_assignment_questions_total", "Requests of this process that ask TCA which issues in a branch are assigned to a person.", nil, nil)
	assignFound = prometheus.NewDesc("tcabot_assignment_issues_total", "Newly assigned issues that this process found.", nil, nil)
	assignPosts = prometheus.NewDesc("tcabot_assignment_notices_total", "Direct messages of this process about them.", nil, nil)
	lineWaiting = prometheus.NewDesc("tcabot_slack_waiting", "Messages of this process that are waiting to be sent to Slack.", []string{"priority"}, nil)
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
	jobs      jobs.Stats
	jobsKnown bool // all of jobs is known; false: only the failures of this process
	digests   map[subscription.State]int
	follows   map[subscription.State]int
	watches   int
	following follow.Stats
	assigned  assignment.Stats
	queue     deliver.Stats
}

// look takes a snapshot, and logs errors.
func (m *Monitor) look(ctx context.Context) snapshot {
	ctx, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	found, jobsErr := m.jobs.Stats(ctx)
	digests, digestsErr := m.digests.CountDigests(ctx)
	follows, followsErr := m.digests.FollowCounts(ctx)
	watches, watchesErr := m.digests.CountWatches(ctx)
	if err := errors.Join(jobsErr, digestsErr, followsErr, watchesErr); err != nil {
		m.log.WarnContext(ctx, "cannot report all metrics", "error", err)
	}
	return snapshot{jobs: found, jobsKnown: jobsErr == nil, digests: digests, follows: follows, watches: watches, following: m.follows.Stats(), assigned: m.assigned.Stats(), queue: m.queue.Stats()}
}

// Describe implements prometheus.Collector.
func (snapshot) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{jobsWaiting, jobsOldest, jobsFailed, digestCount, followCount, watchCount, followAsked, followEnds, followDelay, assignAsked, assignFound, assignPosts, lineWaiting} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (s snapshot) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for kind, n := range s.jobs.Failed {
		to <- prometheus.MustNewConstMetric(jobsFailed, prometheus.CounterValue, float64(n), kind)
	}
	if s.jobsKnown {
		for state, n := range s.jobs.Waiting {
			gauge(jobsWaiting, float64(n), state)
		}
		gauge(jobsOldest, s.jobs.Oldest.Seconds())
	}
	for state, n := range s.digests {
		gauge(digestCount, float64(n), string(state))
	}
	for state, n := range s.follows {
		gauge(followCount, float64(n), string(state))
	}
	gauge(watchCount, float64(s.watches))
	to <- prometheus.MustNewConstMetric(followAsked, prometheus.CounterValue, float64(s.following.Questions))
	to <- prometheus.MustNewConstMetric(followEnds, prometheus.CounterValue, float64(s.following.Ends))
	to <- prometheus.MustNewConstSummary(followDelay, uint64(s.following.Posts), s.following.Delay.Seconds(), nil) //nolint:gosec // a count
	for desc, n := range map[*prometheus.Desc]int64{assignAsked: s.assigned.Questions, assignFound: s.assigned.Found, assignPosts: s.assigned.Posts} {
		to <- prometheus.MustNewConstMetric(desc, prometheus.CounterValue, float64(n))
	}
	for priority, word := range map[deliver.Priority]string{deliver.Answer: "answer", deliver.Digest: "digest"} {
		gauge(lineWaiting, float64(s.queue.Waiting[priority]), word)
	}
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
