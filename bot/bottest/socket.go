package bottest

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// socket is one Socket Mode connection.
type socket struct {
	conn    *websocket.Conn
	process string // which opened it, where several are told apart
	write   sync.Mutex
	gone    bool // told to go: gets nothing new unless SendLate is on, but what it still says is read

	picked sync.WaitGroup // envelopes that are to be sent on it: they come before it is told to go
}

const maxSockets = 10

var debugInfo = map[string]any{"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060}

func (s *Server) link(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	process, good := s.tickets[ticket]
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
	k := &socket{conn: conn, process: process}
	k.write.Lock() // from when it is counted in, envelopes come to it: after the greeting
	hello, ok := s.admit(k)
	err = k.put(hello)
	k.write.Unlock()
	if !ok {
		_ = conn.Close()
		return
	}
	if err == nil {
		s.mu.Lock()
		s.changed()
		restless := s.restless
		k.gone = restless
		s.mu.Unlock()
		if restless {
			s.tellToGo(k, "refresh_requested")
		}
		go s.ping(k)
		s.read(k)
	}
	_ = conn.Close()
	s.mu.Lock()
	s.sockets = slices.DeleteFunc(s.sockets, func(o *socket) bool { return o == k })
	s.changed()
	s.mu.Unlock()
}

// admit counts a connection in and makes its greeting, or its farewell when there are too many.
func (s *Server) admit(k *socket) (first []byte, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sockets) >= maxSockets {
		return disconnectFrame("too_many_websockets"), false
	}
	s.sockets = append(s.sockets, k)
	s.most = max(s.most, len(s.sockets))
	first, _ = json.Marshal(map[string]any{
		"type": "hello", "num_connections": len(s.sockets), "connection_info": map[string]any{"app_id": AppID}, "debug_info": debugInfo,
	})
	return first, true
}

func disconnectFrame(reason string) []byte {
	frame, _ := json.Marshal(map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": debugInfo["host"]}})
	return frame
}

func (k *socket) send(frame []byte) error {
	k.write.Lock()
	defer k.write.Unlock()
	return k.put(frame)
}

// deliver sends the frame that the connection was picked for.
func (k *socket) deliver(frame []byte) error {
	defer k.picked.Done()
	return k.send(frame)
}

// put needs the right to write.
func (k *socket) put(frame []byte) error {
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

// read takes acknowledgements until the connection ends.
func (s *Server) read(k *socket) {
	var behind sync.WaitGroup
	defer behind.Wait()
	for {
		_, frame, err := k.conn.ReadMessage()
		arrived := time.Now()
		switch {
		case err != nil:
			return
		case s.opts.Unjudged: // the next one is read without waiting for the lock: its time is measured, too
			behind.Go(func() { s.acknowledged(frame, arrived) })
		default:
			s.sent("socket", "application/json", frame)
			s.acknowledged(frame, arrived)
		}
	}
}

// pick takes the next connection in turn, for one frame that is sent with deliver. Needs the lock.
func (s *Server) pick() *socket {
	open := slices.DeleteFunc(slices.Clone(s.sockets), func(k *socket) bool { return k.gone != s.late })
	if len(open) == 0 {
		return nil
	}
	s.next++
	k := open[s.next%len(open)]
	k.picked.Add(1)
	return k
}

// others are the connections that get a duplicate of what one got. Needs the lock.
func (s *Server) others(k *socket) []*socket {
	if !s.doubled {
		return nil
	}
	var all []*socket
	for _, o := range s.sockets {
		if o != k && !o.gone {
			o.picked.Add(1)
			all = append(all, o)
		}
	}
	return all
}

// SetDoubled has every envelope delivered on all connections at the same time. Only its first acknowledgement counts.
func (s *Server) SetDoubled(doubled bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doubled = doubled
}

// SendLate sends envelopes on the connections that were told to go, and only on them, as Slack may between its
// disconnect frame and the closing.
func (s *Server) SendLate(late bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.late = late
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
