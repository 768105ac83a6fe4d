package monitor

import (
	"context"
	"encoding/json"
	"net/http"
	"tcabot/bot/socket"
	"time"
)

const (
	// pingLimit is how long the database may take to answer.
	pingLimit = time.Second
	// pingMemory is how long it is remembered how the database is, so that probes cost little however many there are.
	pingMemory = time.Second
)

// Sockets knows the connections to Slack.
type Sockets interface {
	State(now time.Time) socket.State
	Stats() socket.Stats
}

// Database is asked whether it responds.
type Database interface {
	Ping(context.Context) error
}

// report is the body of /readyz. It names no host and nobody.
type report struct {
	Ready    bool       `json:"ready"`
	Stopping bool       `json:"stopping"`
	Slack    slackState `json:"slack"`
	Database partState  `json:"database"`
	TCA      tcaState   `json:"tca"` // shown only: without TCA the bot answers that it is missing
}

type partState struct {
	OK bool `json:"ok"`
}

type slackState struct {
	partState

	Connections int        `json:"connections"`
	Fresh       int        `json:"fresh"`
	Heard       *time.Time `json:"last_heard,omitempty"`
}

// database remembers for a moment how the database is.
type database struct {
	turn chan struct{} // holds one while somebody asks, or reads the rest
	ok   bool
	till time.Time // until when ok holds
}

// Stop makes /readyz say that the process stops, so that nothing waits for it and another one can take over.
func (m *Monitor) Stop() { m.stopping.Store(true) }

// Fail makes /healthz say that a part of the process ended by itself, which ends it.
func (m *Monitor) Fail() { m.failed.Store(true) }

// alive answers /healthz: the process is there, unless a part of it has ended by itself.
func (m *Monitor) alive(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, !m.failed.Load(), struct {
		Alive bool `json:"alive"`
	}{!m.failed.Load()})
}

// ready answers /readyz: the process can take questions and answer them.
func (m *Monitor) ready(w http.ResponseWriter, r *http.Request) {
	s := m.report(r.Context())
	writeJSON(w, s.Ready, s)
}

// report says how the parts are.
func (m *Monitor) report(ctx context.Context) report {
	now := m.now()
	sockets := m.from.Sockets.State(now)
	r := report{
		Stopping: m.stopping.Load() || m.failed.Load(),
		Slack:    slackState{partState{sockets.Fresh > 0}, sockets.Open, sockets.Fresh, moment(sockets.Heard)},
		Database: partState{m.pinged(ctx)},
		TCA:      m.from.TCA.state(),
	}
	r.Ready = !r.Stopping && r.Slack.OK && r.Database.OK
	return r
}

// pinged reports whether the database responds. Probes at the same time share one question.
func (m *Monitor) pinged(ctx context.Context) bool {
	m.database.turn <- struct{}{} // at most pingLimit later
	defer func() { <-m.database.turn }()
	if m.now().Before(m.database.till) {
		return m.database.ok
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pingLimit) // others wait for the answer, too
	defer cancel()
	m.database.ok = m.from.Database.Ping(ctx) == nil
	m.database.till = m.now().Add(pingMemory)
	return m.database.ok
}

func writeJSON(w http.ResponseWriter, ok bool, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		http.Error(w, "the state cannot be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if !ok {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_, _ = w.Write(append(raw, '\n')) // who asked may have left
}
