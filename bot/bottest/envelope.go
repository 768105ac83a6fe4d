package bottest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Delivery is what became of something a person did.
type Delivery struct {
	EnvelopeID  string
	EventID     string // of an event: the same however often it is delivered
	Acked       bool
	SentAt      time.Time
	AckAfter    time.Duration
	AckPayload  json.RawMessage
	ResponseURL string
	Process     string // which it was sent to, where several are told apart: see APIURLOf
	Attempts    int    // how often it was sent; more than once only for events
}

// ErrNoSocket says that the bot has no open connection.
var ErrNoSocket = errors.New("the bot is not connected")

// maxAck is the size from which Slack silently drops an acknowledgement.
const maxAck = 20_480

// pending is an envelope and what became of it.
type pending struct {
	kind, payloadType string
	eventID           string
	payload           json.RawMessage
	frame             []byte
	acked             chan json.RawMessage
	done              bool
	ackedAt           time.Time
	bare              bool          // takes no payload in its acknowledgement
	answered          chan struct{} // closed by the first acknowledgement
	retries           int
}

// barePayloads have no use for an answer in the acknowledgement, and Slack's flag says so.
var barePayloads = map[string]bool{"events_api": true, "view_closed": true, "shortcut": true, "message_action": true}

func newPending(kind string, payload any) (*pending, error) {
	raw, err := json.Marshal(payload)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", kind, err)
	}
	var head struct {
		Type string `json:"type"`
	}
	_ = json.Unmarshal(raw, &head)
	p := &pending{kind: kind, payloadType: head.Type, payload: raw, acked: make(chan json.RawMessage, 2), answered: make(chan struct{})}
	if kind != "interactive" {
		p.payloadType = kind
	}
	return p, nil
}

// seal makes the frame to send. Needs the lock.
func (s *Server) seal(p *pending, reason string) (envelopeID string) {
	envelopeID = s.id("envelope-")
	p.bare = s.bare || barePayloads[p.payloadType]
	frame := map[string]any{"envelope_id": envelopeID, "type": p.kind, "payload": p.payload, "accepts_response_payload": !p.bare}
	if p.kind == "events_api" {
		frame["retry_attempt"], frame["retry_reason"] = p.retries, reason
	}
	p.frame, _ = json.Marshal(frame)
	s.pending[envelopeID] = p
	return envelopeID
}

// acknowledged takes an acknowledgement. One on another socket than its envelope came by counts; whether Slack does the
// same is not known.
func (s *Server) acknowledged(frame []byte, arrived time.Time) {
	var ack struct {
		EnvelopeID string          `json:"envelope_id"`
		Payload    json.RawMessage `json:"payload"`
	}
	err := json.Unmarshal(frame, &ack)
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.pending[ack.EnvelopeID]
	switch {
	case err != nil || p == nil:
		s.problem("acknowledgement of an unknown envelope: %s", cut(string(frame), 200))
	case len(frame) >= maxAck:
		s.problem("acknowledgement of %d bytes is dropped", len(frame))
	case p.done && s.doubled:
	case p.done:
		s.problem("envelope %s is acknowledged twice", ack.EnvelopeID)
	default:
		if hasPayload(ack.Payload) && (p.bare || p.payloadType == "block_actions") {
			s.problem("the acknowledgement of a %s has a payload, which nobody reads", p.payloadType)
		}
		p.done, p.ackedAt = true, arrived
		if s.opts.Unjudged {
			delete(s.pending, ack.EnvelopeID) // nothing is sent again, and there are many
		}
		p.acked <- ack.Payload
		select {
		case <-p.answered:
		default:
			close(p.answered)
		}
	}
}

func hasPayload(raw json.RawMessage) bool {
	return len(raw) > 0 && string(raw) != "null" && string(raw) != "{}"
}

// RefusePayloads has no envelope take a payload in its acknowledgement, as its flag says.
func (s *Server) RefusePayloads(refuse bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bare = refuse
}

// send delivers an envelope to one connection and waits for its acknowledgement or the end of Slack's patience.
func (s *Server) send(ctx context.Context, kind string, payload any, answers ...*responseURL) (Delivery, error) {
	p, err := newPending(kind, payload)
	if err != nil {
		return Delivery{}, err
	}
	return s.deliver(ctx, p, "", answers...)
}

func (s *Server) deliver(ctx context.Context, p *pending, reason string, answers ...*responseURL) (Delivery, error) {
	s.mu.Lock()
	d := Delivery{EnvelopeID: s.seal(p, reason), EventID: p.eventID, Attempts: 1}
	for _, u := range answers {
		u.envelope = d.EnvelopeID // before it is sent: an answer may come sooner than the acknowledgement
	}
	k, acked, frame := s.pick(), p.acked, p.frame
	others := s.others(k)
	s.mu.Unlock()
	if k == nil {
		return d, ErrNoSocket
	}
	d.SentAt, d.Process = time.Now(), k.process
	for _, o := range others {
		_ = o.deliver(frame)
	}
	if err := k.deliver(frame); err != nil {
		return d, fmt.Errorf("send %s: %w", p.kind, errors.Join(ErrNoSocket, err))
	}
	t := time.NewTimer(s.opts.AckTimeout)
	defer t.Stop()
	select {
	case d.AckPayload = <-acked:
		d.Acked, d.AckAfter = true, p.ackedAt.Sub(d.SentAt)
	case <-t.C:
		if p.kind != "events_api" || !s.opts.RedeliverEvents {
			s.unacknowledged(d, p)
		}
	case <-s.done:
		return d, errClosed
	case <-ctx.Done():
		return d, context.Cause(ctx)
	}
	return d, nil
}

// errClosed ends deliveries of a workspace that was closed.
var errClosed = errors.New("the workspace is closed")

func (s *Server) unacknowledged(d Delivery, p *pending) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.problem("envelope %s (%s) is not acknowledged in time", d.EnvelopeID, p.payloadType)
}

// Redeliver sends an envelope once more as it was, as a faulty network might. Nothing is waited for.
func (s *Server) Redeliver(envelopeID string) error {
	s.mu.Lock()
	p := s.pending[envelopeID]
	var k *socket
	if p != nil {
		k = s.pick()
	}
	if k == nil {
		s.mu.Unlock()
		return ErrNoSocket
	}
	p.done = false
	p.acked = make(chan json.RawMessage, 2)
	frame := p.frame
	s.mu.Unlock()
	return k.deliver(frame)
}

// SendRaw delivers any payload and returns what became of it.
func (s *Server) SendRaw(ctx context.Context, kind string, payload any) (Delivery, error) {
	return s.send(ctx, kind, payload)
}
