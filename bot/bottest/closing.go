package bottest

import (
	"time"

	"github.com/gorilla/websocket"
)

// Disconnect tells connections to go, the first n of them, as Slack does before it recycles a server. The reasons it
// has are warning, refresh_requested, link_disabled, after which no connection can be opened, and too_many_websockets.
func (s *Server) Disconnect(reason string, n int) {
	s.mu.Lock()
	s.switchedOff = s.switchedOff || reason == "link_disabled"
	var told []*socket
	for _, k := range s.sockets {
		if !k.gone && len(told) < n {
			k.gone = true
			told = append(told, k)
		}
	}
	s.mu.Unlock()
	for _, k := range told {
		s.tellToGo(k, reason)
	}
}

// tellToGo sends the disconnect frame, and closes the connection later.
func (s *Server) tellToGo(k *socket, reason string) {
	k.picked.Wait()
	_ = k.send(disconnectFrame(reason))
	time.AfterFunc(s.opts.DisconnectAfter, func() { s.hangUp(k) })
}

// SwitchOn switches Socket Mode on again, after Disconnect with link_disabled switched it off.
func (s *Server) SwitchOn() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.switchedOff = false
}

// hangUp begins the closing handshake and leaves the rest to the reader, who closes the TCP connection when the other side has
// answered, or has not answered in time. A server in a hurry closes it at once.
func (s *Server) hangUp(k *socket) {
	s.mu.Lock()
	hurry := s.hurry
	s.mu.Unlock()
	goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	if k.conn.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second)) != nil || hurry {
		_ = k.conn.Close()
		return
	}
	_ = k.conn.SetReadDeadline(time.Now().Add(s.opts.CloseWait))
}

// CloseInHurry closes TCP connections behind Slack's part of the closing handshake, without waiting for the other part.
func (s *Server) CloseInHurry(hurry bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hurry = hurry
}

// SetRestless has every connection told to go as soon as it is open.
func (s *Server) SetRestless(restless bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.restless = restless
}

// MostConnections is how many were open at the same time at most, with those that were told to go.
func (s *Server) MostConnections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.most
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
