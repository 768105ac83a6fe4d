package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"tcabot/bot/deliver"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics tells Prometheus how it goes. Nothing is counted for it beforehand: what there is to tell is looked up when it
// asks. No label holds a name, an ID or anything else from outside.
type metrics struct{ *Bot }

var (
	jobsWaiting = prometheus.NewDesc("tcabot_jobs", "Jobs in the database that are not over, of all replicas.", []string{"state"}, nil)
	jobsOldest  = prometheus.NewDesc("tcabot_jobs_oldest_seconds", "How long the job has waited that has been ready longest.", nil, nil)
	jobsFailed  = prometheus.NewDesc("tcabot_job_failures_total", "Tries of jobs that failed in this process.", []string{"kind"}, nil)
	digestCount = prometheus.NewDesc("tcabot_digests", "Digests by whether they are posted.", []string{"state"}, nil)
	lineWaiting = prometheus.NewDesc("tcabot_slack_waiting", "Messages of this process that wait for Slack to take them.", []string{"priority"}, nil)
)

// Describe implements prometheus.Collector.
func (metrics) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{jobsWaiting, jobsOldest, jobsFailed, digestCount, lineWaiting} {
		to <- d
	}
}

// scrapePatience bounds what the database is asked for a scrape.
const scrapePatience = 5 * time.Second

// Collect implements prometheus.Collector. What the database does not answer is left out, and logged.
func (m metrics) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(m.work), scrapePatience)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	jobs, err := m.jobs.Stats(ctx)
	for kind, n := range jobs.Failed {
		to <- prometheus.MustNewConstMetric(jobsFailed, prometheus.CounterValue, float64(n), kind)
	}
	if err == nil {
		for state, n := range jobs.Waiting {
			gauge(jobsWaiting, float64(n), state)
		}
		gauge(jobsOldest, jobs.Oldest.Seconds())
	}
	digests, derr := m.store.CountDigests(ctx)
	for state, n := range digests {
		gauge(digestCount, float64(n), string(state))
	}
	if err := errors.Join(err, derr); err != nil {
		m.log.WarnContext(ctx, "cannot tell all metrics", "error", err)
	}
	for priority, word := range map[deliver.Priority]string{deliver.Answer: "answer", deliver.Digest: "digest"} {
		gauge(lineWaiting, float64(m.sender.Stats().Waiting[priority]), word)
	}
}

// listen serves /metrics until ctx ends, if an address for it is configured.
func (m metrics) listen(ctx context.Context) error {
	if m.conf.ListenAddr == "" {
		return nil
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(m, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{MaxRequestsInFlight: 2, ErrorLog: slog.NewLogLogger(m.log.Handler(), slog.LevelWarn)}))
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", m.conf.ListenAddr)
	if err != nil {
		return fmt.Errorf("listen at LISTEN_ADDR: %w", err)
	}
	m.log.InfoContext(ctx, "serving metrics", "address", l.Addr().String())
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second}
	end := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer end()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve metrics: %w", err)
	}
	return nil
}
