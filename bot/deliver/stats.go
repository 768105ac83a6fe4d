package deliver

import (
	"sync/atomic"
	"tcabot/bot/meter"
	"time"
)

// Stats is what waits and what is remembered now, and what was counted since the start.
type Stats struct {
	Waiting  map[Priority]int
	Channels int // of which something was sent to within the last seconds

	Calls   map[Called]meter.Times
	Limited map[string]int64 // how often Slack limited the rate of a method
	Waited  time.Duration    // for the turn in the queue, all calls together
}

// Called is a call of Slack's.
type Called struct {
	Method  string // as Slack names it, or responseURL
	Outcome string // one of the Outcomes
}

// The outcomes of calls, besides the words of outcomeWords.
const (
	outcomeOK      = "ok"
	outcomeLimited = "rate_limited"
	outcomeFailed  = "failed" // of a response URL
)

// responseURL stands for the methods of what is posted to response URLs.
const responseURL = "response_url"

// outcomeWords are the words for the kinds of errors.
var outcomeWords = map[kindError]string{
	ErrCredentials: "credentials", ErrTarget: "target", ErrScope: "scope", ErrOurs: "invalid", ErrLater: "later", ErrConflict: "conflict", ErrUncertain: "uncertain",
}

// meters count calls.
type meters struct {
	calls   meter.Timers[Called]
	limited meter.Counts[string]
	waited  atomic.Int64
}

// called counts a call of a method; e is nil if Slack did what it should.
func (m *meters) called(name method, e *Error, took time.Duration) {
	outcome := outcomeOK
	switch {
	case e == nil:
	case e.RetryAfter > 0:
		outcome = outcomeLimited
		m.limited.Add(string(name))
	default:
		outcome = outcomeWords[e.kind]
	}
	m.calls.Add(Called{string(name), outcome}, took)
}

// responded counts a post to a response URL.
func (m *meters) responded(got outcome, took time.Duration) {
	word := outcomeFailed
	switch {
	case got.taken():
		word = outcomeOK
	case got.limited():
		word = outcomeLimited
		m.limited.Add(responseURL)
	}
	m.calls.Add(Called{responseURL, word}, took)
}

// Stats tells how it goes.
func (s *Sender) Stats() Stats {
	now := s.queue.stats()
	now.Calls, now.Limited, now.Waited = s.meters.calls.Times(), s.meters.limited.Counts(), time.Duration(s.meters.waited.Load())
	return now
}
