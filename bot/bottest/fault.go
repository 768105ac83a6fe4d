package bottest

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Fault makes calls of one method fail. Of several each is tried, in the order in which they were injected, and the
// first that matches a call applies.
type Fault struct {
	Method     string        // "response_url" and "upload" are two more, "*" is every one
	Error      string        // Slack's code, answered with 200
	Status     int           // or an HTTP status
	RetryAfter int           // seconds, with Status 429
	Delay      time.Duration // wait before all else
	Drop       bool          // cut the connection before anything is done
	After      bool          // with Drop: do what is asked first, and cut the connection in place of the answer
	Times      int           // how many calls; 0: for ever
	Chance     float64       // that a call fails, from 0 to 1; 0: always
	Seed       uint64        // of chance: the same calls meet the same faults

	dice *rand.Rand
}

// Inject adds a fault. Calling remove ends it.
func (s *Server) Inject(f Fault) (remove func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	own := &f
	own.dice = rand.New(rand.NewPCG(f.Seed, 0))
	s.faults = append(s.faults, own)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.faults = slices.DeleteFunc(s.faults, func(o *Fault) bool { return o == own })
	}
}

// fault takes what is to go wrong with a call; nil: nothing. Needs the lock.
func (s *Server) fault(method string) *Fault {
	i := slices.IndexFunc(s.faults, func(f *Fault) bool {
		return (f.Method == method || f.Method == "*") && (f.Chance == 0 || f.dice.Float64() < f.Chance)
	})
	if i < 0 {
		return nil
	}
	f := s.faults[i]
	if f.Times > 0 {
		if f.Times--; f.Times == 0 {
			s.faults = slices.Delete(s.faults, i, i+1)
		}
	}
	taken := *f
	return &taken
}

// instead answers in the place of the workspace, and reports whether it did.
func (f *Fault) instead(w http.ResponseWriter, r *http.Request, done <-chan struct{}) bool {
	if f == nil {
		return false
	}
	if f.Delay > 0 {
		t := time.NewTimer(f.Delay)
		defer t.Stop()
		select {
		case <-t.C:
		case <-r.Context().Done():
		case <-done:
		}
	}
	switch {
	case f.Drop && !f.After:
		panic(http.ErrAbortHandler)
	case f.Status != 0:
		if f.RetryAfter > 0 {
			w.Header().Set("Retry-After", strconv.Itoa(f.RetryAfter))
		}
		w.WriteHeader(f.Status)
		return true
	case f.Error != "":
		writeJSON(w, map[string]any{"ok": false, "error": f.Error})
		return true
	}
	return false
}

// after reports whether the connection is to be cut when the call has been acted on.
func (f *Fault) after() bool { return f != nil && f.Drop && f.After }
