// Package apitest is a fake TCA server: a real HTTP server with state of its own, the rights of each token, the real
// server's odd manners, and switches for its failures. Tests and the playground run on it.
//
// A project's analysis is not stored. Its scans, issues, functions and lines are worked out from a seed and a place in
// a list when they are asked for, so a million issues cost no more than ten, and the same question always has the same
// answer. What a page says and what a total says come from the same rules and so add up.
package apitest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Options says how a Server runs. All may be zero.
type Options struct {
	Addr string           // 127.0.0.1:0 when empty
	Now  func() time.Time // the server's clock; when it is put forward, projects have been scanned again
}

// Server is a running fake. All methods are safe for concurrent use.
type Server struct {
	url   string
	http  *http.Server
	now   func() time.Time
	began time.Time // the scans of every project are laid out around this moment

	mu       sync.Mutex
	users    map[string]*user // by token
	orgs     []*Org
	teams    []*Team
	repos    map[int64]place
	analyses map[int64]Analysis      // by project
	ledgers  map[int64]*ledger       // the last few worked out, by project
	counted  map[[2]int64]lineCounts // the lines of a project after a good scan, of those asked for
	nextRepo int64
	faults   []*Fault
	requests []Request
	made     int // items generated so far; a test counts them
}

type user struct {
	User
	revoked bool
}

// Request is one request that came.
type Request struct{ Method, Path, Query, User string }

// New starts a server on loopback.
func New(o Options) (*Server, error) {
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	var lc net.ListenConfig
	l, err := lc.Listen(context.Background(), "tcp", o.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen for the fake TCA: %w", err)
	}
	s := &Server{
		url: "http://" + l.Addr().String(), now: o.Now, began: o.Now(), users: make(map[string]*user),
		repos: make(map[int64]place), analyses: make(map[int64]Analysis), ledgers: make(map[int64]*ledger),
		counted: make(map[[2]int64]lineCounts),
	}
	s.http = &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(l) }()
	return s, nil
}

// URL is the server's root.
func (s *Server) URL() string { return s.url }

// Close stops the server and cuts its connections.
func (s *Server) Close() error {
	if err := s.http.Close(); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("close the fake TCA: %w", err)
	}
	return nil
}

// Requests lists what came, oldest first, up to the last 10,000.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Count tells how many requests had part in their path.
func (s *Server) Count(part string) int {
	return s.CountMatching(func(r Request) bool { return strings.Contains(r.Path, part) })
}

// CountMatching tells how many requests a test takes for its own.
func (s *Server) CountMatching(want func(Request) bool) int {
	n := 0
	for _, r := range s.Requests() {
		if want(r) {
			n++
		}
	}
	return n
}
