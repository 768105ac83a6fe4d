// Package monitor serves metrics to Prometheus. They are read for each scrape. No label contains a name, an ID or other text
// from outside.
package monitor

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"tcabot/bot/assignment"
	"tcabot/bot/deliver"
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

// Queue counts messages waiting to be sent to Slack.
type Queue interface{ Stats() deliver.Stats }

// Follows says what following cost and found.
type Follows interface{ Stats() follow.Stats }

// Assignments says what looking for assigned issues cost and found.
type Assignments interface{ Stats() assignment.Stats }

// Monitor serves metrics.
type Monitor struct {
	jobs     Jobs
	digests  Digests
	queue    Queue
	follows  Follows
	assigned Assignments
	log      *slog.Logger
}

// New makes a Monitor of its sources.
func New(jobs Jobs, digests Digests, queue Queue, follows Follows, assigned Assignments, log *slog.Logger) *Monitor {
	return &Monitor{jobs: jobs, digests: digests, queue: queue, follows: follows, assigned: assigned, log: log}
}

// maxScrapes is how many scrapes are answered concurrently: each queries the database.
const maxScrapes = 2

// Serve serves /metrics at an address until ctx ends; without an address it serves nothing. An error means that it
// cannot listen there.
func (m *Monitor) Serve(ctx context.Context, address string) error {
	if address == "" {
		return nil
	}
	process := prometheus.NewRegistry()
	process.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", atMost(maxScrapes, m.scrape(process)))
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("listen at LISTEN_ADDR: %w", err)
	}
	m.log.InfoContext(ctx, "serving metrics", "address", l.Addr().String())
	srv := &http.Server{
		Handler: mux, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	end := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer end()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve metrics: %w", err)
	}
	return nil
}
