// Package monitor tells other programs how the bot is: whether it lives, whether it is ready, and metrics for Prometheus.
// Metrics are read for each scrape. No label contains a name, an ID or other text from outside.
package monitor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"tcabot/api/cached"
	"tcabot/bot/assignment"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/bot/follow"
	"tcabot/bot/jobs"
	"tcabot/commands/subscription"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Jobs knows about the jobs in the database.
type Jobs interface {
	Stats(context.Context) (jobs.Stats, error)
}

// Digests counts digests, follows and watches.
type Digests interface {
	CountDigests(context.Context) (map[subscription.State]int, error)
	FollowCounts(context.Context) (map[subscription.State]int, error)
	CountWatches(context.Context) (int, error)
}

// Slack counts what is sent to Slack, and what waits to be sent.
type Slack interface{ Stats() deliver.Stats }

// Answers counts questions and their answers.
type Answers interface{ Stats() dispatch.Stats }

// Follows says what following cost and found.
type Follows interface{ Stats() follow.Stats }

// Assignments says what looking for assigned issues cost and found.
type Assignments interface{ Stats() assignment.Stats }

// Cache says how full a cache is, and what it was good for.
type Cache interface{ Stats() cached.Stats }

// Sources are what a Monitor reports. All are required.
type Sources struct {
	Jobs     Jobs
	Digests  Digests
	Database Database
	Slack    Slack
	Sockets  Sockets
	Answers  Answers
	Follows  Follows
	Assigned Assignments
	TCA      *TCA
	Caches   map[string]Cache // by their names
}

// Monitor serves health and metrics.
type Monitor struct {
	from     Sources
	now      func() time.Time
	log      *slog.Logger
	stopping atomic.Bool
	failed   atomic.Bool
	database database
}

// New makes a Monitor of its sources.
func New(from Sources, log *slog.Logger) *Monitor {
	return &Monitor{from: from, now: time.Now, log: log, database: database{turn: make(chan struct{}, 1)}}
}

// maxScrapes is how many scrapes are answered concurrently: each queries the database.
const maxScrapes = 2

// Serve serves /healthz, /readyz and /metrics at an address until ctx ends; without an address it serves nothing. An error
// means that it cannot listen there.
func (m *Monitor) Serve(ctx context.Context, address string) error {
	if address == "" {
		return nil
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listen at LISTEN_ADDR: %w", err)
	}
	m.log.InfoContext(ctx, "serving health and metrics", "address", l.Addr().String())
	srv := &http.Server{
		Handler: m.handler(), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	end := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer end()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve metrics: %w", err)
	}
	return nil
}

func (m *Monitor) handler() http.Handler {
	process := prometheus.NewRegistry()
	process.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", m.alive)
	mux.HandleFunc("GET /readyz", m.ready)
	mux.Handle("GET /metrics", atMost(maxScrapes, m.scrape(process)))
	return mux
}
