package monitor

import (
	"tcabot/bot/deliver"
	"tcabot/bot/meter"
	"tcabot/commands/subscription"

	"github.com/prometheus/client_golang/prometheus"
)

// metric describes a metric.
func metric(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("tcabot_"+name, help, labels, nil)
}

var (
	isReady = metric("ready", "1 while /readyz says that the process is ready, else 0.")

	ackTimes   = metric("ack_seconds", "From an envelope of Slack's to its acknowledgement, by the kind of envelope.", "kind")
	acksLate   = metric("acks_late_total", "Acknowledgements written more than 3 seconds after their envelope came.")
	duplicates = metric("socket_duplicates_total", "Envelopes that Slack delivered again.")
	reconnects = metric("socket_reconnects_total", "Connections to Slack that ended, or could not be opened.", "reason")
	socketOpen = metric("sockets", "Connections to Slack; fresh are those on which it said something within the last minute.", "state")

	answerCount = metric("answers_total", "Answered questions. The fault says where the cause of a failure is.", "surface", "outcome", "fault")
	answerTimes = metric("answer_seconds", "From a question to its answer, without the way to Slack.", "surface")
	workersBusy = metric("workers_busy", "Workers that have a question.")
	workersAll  = metric("workers", "Workers that answer questions.")
	panicked    = metric("panics_total", "Panics that were caught, each of which failed one question, job or post.")
	rejected    = metric("questions_rejected_total", "Questions that came when all workers were busy.")

	requestTimes = metric("tca_request_seconds", "Requests to TCA, by what came of them.", "outcome")
	cacheHits    = metric("cache_hits_total", "Answers of TCA that were in a cache.", "cache")
	cacheMisses  = metric("cache_misses_total", "Answers of TCA that were not in a cache.", "cache")
	cacheMade    = metric("cache_screens_total", "Whole answers of the bot that were in a cache.", "cache")
	cacheEntries = metric("cache_entries", "Entries of a cache.", "cache")
	cacheBytes   = metric("cache_bytes", "Memory of a cache, estimated.", "cache")

	callTimes    = metric("slack_call_seconds", "Calls of Slack's methods, and posts to response URLs, by what came of them.", "method", "outcome")
	slackLimited = metric("slack_rate_limits_total", "How often Slack limited the rate of a method.", "method")
	slackWaited  = metric("slack_waited_seconds_total", "How long calls waited for their turn, to keep Slack's rate limits.")
	lineWaiting  = metric("slack_waiting", "Messages of this process that are waiting to be sent to Slack.", "priority")

	jobsWaiting = metric("jobs", "Unfinished jobs in the database, of all replicas.", "state")
	jobsOldest  = metric("jobs_oldest_seconds", "How long the oldest ready job has waited.")
	jobsFailed  = metric("job_failures_total", "Failed attempts at jobs in this process.", "kind")
	digestCount = metric("digests", "Digests by state.", "state")
	followCount = metric("follows", "Follows by state.", "state")
	watchCount  = metric("watches", "Scans that are being watched.")
	followAsked = metric("follow_questions_total", "Requests of this process that ask TCA whether followed scans ended.")
	followEnds  = metric("follow_ends_total", "Ends of followed scans that this process found, once for each follow.")
	followDelay = metric("follow_delay_seconds", "From finding that a followed scan ended to the post, in this process.")
	assignAsked = metric("assignment_questions_total", "Requests of this process that ask TCA which issues in a branch are assigned to a person.")
	assignFound = metric("assignment_issues_total", "Newly assigned issues that this process found.")
	assignPosts = metric("assignment_notices_total", "Direct messages of this process about them.")
)

// Describe implements prometheus.Collector. It describes nothing, so that what is collected is not checked against it: the
// registry is made for one scrape.
func (snapshot) Describe(chan<- *prometheus.Desc) {}

// sink receives the metrics of one scrape.
type sink chan<- prometheus.Metric

func (s sink) gauge(d *prometheus.Desc, v float64, labels ...string) {
	s <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
}

func (s sink) count(d *prometheus.Desc, v float64, labels ...string) {
	s <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, v, labels...)
}

func (s sink) times(d *prometheus.Desc, t meter.Times, labels ...string) {
	buckets := make(map[float64]uint64, len(t.Within))
	for bound, n := range t.Within {
		buckets[bound.Seconds()] = n
	}
	s <- prometheus.MustNewConstHistogram(d, t.Count, t.Sum.Seconds(), buckets, labels...)
}

// Collect implements prometheus.Collector.
func (s snapshot) Collect(metrics chan<- prometheus.Metric) {
	to := sink(metrics)
	ready := 0.0
	if s.ready {
		ready = 1
	}
	to.gauge(isReady, ready)
	s.collectQuestions(to)
	s.collectTCA(to)
	s.collectSlack(to)
	s.collectJobs(to)
}

func (s snapshot) collectQuestions(to sink) {
	for kind, t := range s.sockets.Acks {
		to.times(ackTimes, t, kind)
	}
	to.count(acksLate, float64(s.sockets.Late))
	to.count(duplicates, float64(s.sockets.Duplicates))
	for reason, n := range s.sockets.Reconnects {
		to.count(reconnects, float64(n), reason)
	}
	to.gauge(socketOpen, float64(s.socket.Open), "open")
	to.gauge(socketOpen, float64(s.socket.Fresh), "fresh")
	for a, n := range s.answers.Answers {
		to.count(answerCount, float64(n), a.Surface, a.Outcome, string(a.Fault))
	}
	for surface, t := range s.answers.Took {
		to.times(answerTimes, t, surface)
	}
	to.gauge(workersBusy, float64(s.answers.Busy))
	to.gauge(workersAll, float64(s.answers.Workers))
	to.count(panicked, float64(s.answers.Panics+s.sockets.Panics+s.jobs.Panics))
	to.count(rejected, float64(s.answers.Rejected))
}

func (s snapshot) collectTCA(to sink) {
	for outcome, t := range s.requests {
		to.times(requestTimes, t, outcome)
	}
	for name, c := range s.caches {
		to.count(cacheHits, float64(c.Hits), name)
		to.count(cacheMisses, float64(c.Misses), name)
		to.count(cacheMade, float64(c.Made), name)
		to.gauge(cacheEntries, float64(c.Entries), name)
		to.gauge(cacheBytes, float64(c.Bytes), name)
	}
}

func (s snapshot) collectSlack(to sink) {
	for c, t := range s.slack.Calls {
		to.times(callTimes, t, c.Method, c.Outcome)
	}
	for method, n := range s.slack.Limited {
		to.count(slackLimited, float64(n), method)
	}
	to.count(slackWaited, s.slack.Waited.Seconds())
	for priority, word := range map[deliver.Priority]string{deliver.Answer: "answer", deliver.Digest: "digest"} {
		to.gauge(lineWaiting, float64(s.slack.Waiting[priority]), word)
	}
}

func (s snapshot) collectJobs(to sink) {
	for kind, n := range s.jobs.Failed {
		to.count(jobsFailed, float64(n), kind)
	}
	if s.jobsKnown {
		for state, n := range s.jobs.Waiting {
			to.gauge(jobsWaiting, float64(n), state)
		}
		to.gauge(jobsOldest, s.jobs.Oldest.Seconds())
	}
	if s.subsKnown {
		for _, state := range []subscription.State{subscription.Active, subscription.Paused, subscription.Suspended} {
			to.gauge(digestCount, float64(s.digests[state]), string(state))
			to.gauge(followCount, float64(s.follows[state]), string(state))
		}
		to.gauge(watchCount, float64(s.watches))
	}
	to.count(followAsked, float64(s.following.Questions))
	to.count(followEnds, float64(s.following.Ends))
	to.count(assignAsked, float64(s.assigned.Questions))
	to.count(assignFound, float64(s.assigned.Found))
	to.count(assignPosts, float64(s.assigned.Posts))
	to <- prometheus.MustNewConstSummary(followDelay, uint64(s.following.Posts), s.following.Delay.Seconds(), nil) //nolint:gosec // a count
}
