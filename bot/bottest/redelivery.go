package bottest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// maxRetries is how often Slack sends an event again that was not acknowledged.
const maxRetries = 3

// sendEvent delivers an event; again, when the workspace does so, until it is acknowledged. Slack's pauses of a minute
// and more between the attempts are left out.
func (s *Server) sendEvent(ctx context.Context, p *pending) (Delivery, error) {
	d, err := s.deliver(ctx, p, "")
	for s.opts.RedeliverEvents && !d.Acked && d.Attempts <= maxRetries && (err == nil || errors.Is(err, ErrNoSocket)) {
		if errors.Is(err, ErrNoSocket) {
			if err := s.wait(ctx, "a connection", func() bool { return s.connections() > 0 }); err != nil {
				return d, err
			}
		}
		d, err = s.again(ctx, p)
	}
	if err == nil && !d.Acked && s.opts.RedeliverEvents {
		s.unacknowledged(d, p)
	}
	return d, err
}

// again sends an event another time. Each attempt is an envelope of its own: what stays is the event's ID.
func (s *Server) again(ctx context.Context, p *pending) (Delivery, error) {
	s.mu.Lock()
	p.retries++
	attempt := p.retries
	next := &pending{
		kind: p.kind, eventID: p.eventID, payloadType: p.payloadType, payload: p.payload, answered: p.answered,
		acked: make(chan json.RawMessage, 2), retries: attempt,
	}
	s.mu.Unlock()
	d, err := s.deliver(ctx, next, "timeout")
	d.Attempts = attempt + 1
	return d, err
}

// RedeliverEvent sends an event another time, acknowledged or not, with its number of the attempt.
func (s *Server) RedeliverEvent(ctx context.Context, d Delivery) (Delivery, error) {
	s.mu.Lock()
	p := s.pending[d.EnvelopeID]
	s.mu.Unlock()
	if p == nil || p.kind != "events_api" {
		return Delivery{}, fmt.Errorf("%s is no event", d.EnvelopeID)
	}
	return s.again(ctx, p)
}
