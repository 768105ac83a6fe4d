// Package apitest is a fake TCA server for tests and the playground: an HTTP server with its own state, rights for every
// token, the peculiarities of the real server, and faults that can be injected.
//
// The data of a project is not stored. Scans, issues, functions and lines are computed on request, from a seed and an index,
// so that a million issues cost no more than ten and equal requests get equal answers. Pages and totals are computed by the
// same rules, so that they add up.
//
// What requests do is remembered: the scans that they start appear in the history after those that were computed before, go
// through their states by the server's clock, and end as Plan says; and so are the jobs that they cancel. What they change
// about issues, functions, duplicates and schemes lies over what is computed, and everything that is counted on request follows
// it; what is stored with a scan does so with the next one. Each request is carried out as a whole before the next.
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

// Options configures a Server. All fields are optional.
type Options struct {
	Addr string           // 127.0.0.1:0 when empty
	Now  func() time.Time // the server's clock; when it is advanced, projects have new scans
}

// Server is a running fake. All methods are safe for concurrent use.
type Server struct {
	url   string
	http  *http.Server
	now   func() time.Time
	began time.Time // start of the server, which the times of all scans are relative to

	mu             sync.Mutex
	users          map[string]*user  // by token
	nicks          map[string]string // by username
	orgs           []*Org
	teams          []*Team
	repos          map[int64]place
	analyses       map[int64]Analysis                // by project
	ledgers        map[int64]*ledger                 // the most recent ones, by project
	counted        map[[2]int64]lineCounts           // line counts by project and good scan
	runs           map[int64][]*run                  // scans started by requests, by project, oldest first
	plans          map[int64][]Plan                  // of the next ones, by project
	cancelled      map[int64]map[int64]*cancellation // by project and job
	edits          map[int64]map[int]*edit           // by project and index of the issue
	ignored        map[int64][]ignored               // issues that are ignored in a whole repository
	added          map[int64]addition                // projects, by ID
	statuses       map[int64]int                     // of projects that requests changed
	schemeSettings map[int64]*settings               // of schemes that requests changed
	functions      map[int64]map[int64]*functionEdit // by project and function
	duplicates     map[int64]map[int]*dupEdit        // by project and index of the file
	comments       int64                             // number of comments that requests made
	nextRepo       int64
	faults         []*Fault
	requests       []Request
	received       int // requests, with those that are no longer held
	made           int // number of generated items, for tests
}

type user struct {
	User
	revoked bool
}

// Request is one received request.
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
		url: "http://" + l.Addr().String(), now: o.Now, began: o.Now(), users: make(map[string]*user), nicks: make(map[string]string),
		repos: make(map[int64]place), analyses: make(map[int64]Analysis), ledgers: make(map[int64]*ledger),
		counted: make(map[[2]int64]lineCounts), runs: make(map[int64][]*run), plans: make(map[int64][]Plan),
		cancelled: make(map[int64]map[int64]*cancellation), edits: make(map[int64]map[int]*edit), ignored: make(map[int64][]ignored),
		added: make(map[int64]addition), statuses: make(map[int64]int), schemeSettings: make(map[int64]*settings),
		functions: make(map[int64]map[int64]*functionEdit), duplicates: make(map[int64]map[int]*dupEdit),
	}
	s.http = &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.http.Serve(l) }()
	return s, nil
}

// URL returns the address of the server.
func (s *Server) URL() string { return s.url }

// Close stops the server and closes its connections.
func (s *Server) Close() error {
	if err := s.http.Close(); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("close the fake TCA: %w", err)
	}
	return nil
}

// Requests lists the received requests, oldest first, at most the last 10,000.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Received returns the number of requests so far.
func (s *Server) Received() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.received
}

// Count returns the number of requests with part in their path.
func (s *Server) Count(part string) int {
	return s.CountMatching(func(r Request) bool { return strings.Contains(r.Path, part) })
}

// CountMatching returns the number of requests that want accepts.
func (s *Server) CountMatching(want func(Request) bool) int {
	n := 0
	for _, r := range s.Requests() {
		if want(r) {
			n++
		}
	}
	return n
}
