package bottest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// socket is one Socket Mode connection.
type socket struct {
	conn  *websocket.Conn
	write sync.Mutex
	gone  bool // told to go: gets nothing new, but what it still says is read
}

// pending is an envelope that waits for its acknowledgement.
type pending struct {
	acked   chan json.RawMessage
	done    bool
	content []byte
}

// Delivery is what became of something a person did.
type Delivery struct {
	EnvelopeID  string
	Acked       bool
	AckAfter    time.Duration
	AckPayload  json.RawMessage
	ResponseURL string
}

const maxSockets = 10

// maxAck is the size from which Slack silently drops an acknowledgement.
const maxAck = 20_480

// ErrNoSocket says that the bot has no open connection.
var ErrNoSocket = errors.New("the bot is not connected")

func (s *Server) link(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	good := s.tickets[ticket]
	delete(s.tickets, ticket)
	if s.refusals > 0 {
		s.refusals--
		good = false
	}
	s.mu.Unlock()
	if !good {
		http.Error(w, "ticket", http.StatusForbidden)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	k := &socket{conn: conn}
	s.mu.Lock()
	if len(s.sockets) >= maxSockets {
		s.mu.Unlock()
		_ = k.send([]byte(`{"type":"disconnect","reason":"too_many_websockets"}`))
		_ = conn.Close()
		return
	}
	s.sockets = append(s.sockets, k)
	hello, _ := json.Marshal(map[string]any{
		"type": "hello", "num_connections": len(s.sockets), "connection_info": map[string]any{"app_id": AppID},
		"debug_info": map[string]any{"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060},
	})
	s.mu.Unlock()
	if err := k.send(hello); err == nil {
		s.mu.Lock()
		s.changed()
		s.mu.Unlock()
		go s.ping(k)
		s.read(k)
	}
	_ = conn.Close()
	s.mu.Lock()
	s.sockets = slices.DeleteFunc(s.sockets, func(o *socket) bool { return o == k })
	s.changed()
	s.mu.Unlock()
}

func (k *socket) send(frame []byte) error {
	k.write.Lock()
	defer k.write.Unlock()
	_ = k.conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return k.conn.WriteMessage(websocket.TextMessage, frame)
}

func (s *Server) ping(k *socket) {
	t := time.NewTicker(s.opts.PingInterval)
	defer t.Stop()
	for {
		s.mu.Lock()
		silent := s.silent
		s.mu.Unlock()
		if !silent && k.conn.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(time.Second)) != nil {
			return
		}
		select {
		case <-t.C:
		case <-s.done:
			return
		}
	}
}

// read takes acknowledgements until the connection ends. One on another socket than its envelope came by counts;
// whether Slack does the same is not known.
func (s *Server) read(k *socket) {
	for {
		_, frame, err := k.conn.ReadMessage()
		if err != nil {
			return
		}
		var ack struct {
			EnvelopeID string          `json:"envelope_id"`
			Payload    json.RawMessage `json:"payload"`
		}
		s.mu.Lock()
		s.sent(frame)
		p := (*pending)(nil)
		if json.Unmarshal(frame, &ack) == nil {
			p = s.pending[ack.EnvelopeID]
		}
		switch {
		case p == nil:
			s.problem("acknowledgement of an unknown envelope: %s", cut(string(frame), 200))
		case len(frame) >= maxAck:
			s.problem("acknowledgement of %d bytes is dropped", len(frame))
		case p.done:
			s.problem("envelope %s is acknowledged twice", ack.EnvelopeID)
		default:
			p.done = true
			p.acked <- ack.Payload
		}
		s.mu.Unlock()
	}
}

// send delivers an envelope to one connection and waits for its acknowledgement or the end of Slack's patience.
func (s *Server) send(ctx context.Context, kind string, payload any, answers ...*responseURL) (Delivery, error) {
	s.mu.Lock()
	d := Delivery{EnvelopeID: s.id("envelope-")}
	frame, err := json.Marshal(map[string]any{
		"envelope_id": d.EnvelopeID, "type": kind, "payload": payload, "accepts_response_payload": kind != "events_api",
	})
	for _, u := range answers {
		u.envelope = d.EnvelopeID // before it is sent: an answer may come sooner than the acknowledgement
	}
	p := &pending{acked: make(chan json.RawMessage, 1), content: frame}
	s.pending[d.EnvelopeID] = p
	k := s.pick()
	s.mu.Unlock()
	if err != nil {
		return d, fmt.Errorf("encode %s: %w", kind, err)
	}
	if k == nil {
		return d, ErrNoSocket
	}
	start := time.Now()
	if err := k.send(frame); err != nil {
		return d, fmt.Errorf("send %s: %w", kind, err)
	}
	t := time.NewTimer(s.opts.AckTimeout)
	defer t.Stop()
	select {
	case d.AckPayload = <-p.acked:
		d.Acked, d.AckAfter = true, time.Since(start)
	case <-t.C:
		s.mu.Lock()
		s.problem("envelope %s (%s) is not acknowledged in time", d.EnvelopeID, kind)
		s.mu.Unlock()
	case <-ctx.Done():
		return d, context.Cause(ctx)
	}
	return d, nil
}

// pick takes the next connection in turn. Needs the lock.
func (s *Server) pick() *socket {
	open := slices.DeleteFunc(slices.Clone(s.sockets), func(k *socket) bool { return k.gone })
	if len(open) == 0 {
		return nil
	}
	s.next++
	return open[s.next%len(open)]
}

// Redeliver sends an envelope once more, as a faulty network might.
func (s *Server) Redeliver(envelopeID string) error {
	s.mu.Lock()
	p, k := s.pending[envelopeID], s.pick()
	s.mu.Unlock()
	if p == nil || k == nil {
		return ErrNoSocket
	}
	s.mu.Lock()
	p.done = false
	p.acked = make(chan json.RawMessage, 2)
	s.mu.Unlock()
	return k.send(p.content)
}

// SendRaw delivers any payload and returns what became of it.
func (s *Server) SendRaw(ctx context.Context, kind string, payload any) (Delivery, error) {
	return s.send(ctx, kind, payload)
}

// Connections counts the open connections that get envelopes.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.connections()
}

func (s *Server) connections() int {
	n := 0
	for _, k := range s.sockets {
		if !k.gone {
			n++
		}
	}
	return n
}

// WaitConnections waits until there are n.
func (s *Server) WaitConnections(ctx context.Context, n int) error {
	return s.wait(ctx, fmt.Sprintf("%d connections", n), func() bool { return s.connections() == n })
}

// Disconnect tells connections to go, the first n of them, as Slack does before it recycles a server.
func (s *Server) Disconnect(reason string, n int) {
	s.mu.Lock()
	var told []*socket
	for _, k := range s.sockets {
		if !k.gone && len(told) < n {
			k.gone = true
			told = append(told, k)
		}
	}
	s.mu.Unlock()
	for _, k := range told {
		_ = k.send([]byte(`{"type":"disconnect","reason":"` + reason + `","debug_info":{"host":"applink-fake"}}`))
	}
}

// Drop cuts all connections without a word.
func (s *Server) Drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, k := range s.sockets {
		k.gone = true
		_ = k.conn.NetConn().Close()
	}
}

// RefuseSockets makes the next n handshakes fail.
func (s *Server) RefuseSockets(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusals = n
}

// SetSilent stops and starts the pings: a connection without them is half dead.
func (s *Server) SetSilent(silent bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.silent = silent
}
