package bottest_test

import (
	"errors"
	"io"
	"net"
	"syscall"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// TestClosingHandshake: whoever begins the closing handshake, the workspace is the one that closes the TCP connection after
// it, as the protocol asks of a server. It does so before when the other side does not answer, or when it is in a hurry.
func TestClosingHandshake(t *testing.T) {
	for _, tt := range []struct {
		name          string
		hurry, answer bool
		begin         func(*bottest.Server, *websocket.Conn)
		code          int // of the close frame that comes
	}{
		{"the bot begins", false, true, func(_ *bottest.Server, c *websocket.Conn) {
			goodbye := websocket.FormatCloseMessage(websocket.CloseGoingAway, "")
			_ = c.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(time.Second))
		}, websocket.CloseGoingAway},
		{"Slack begins", false, true, func(s *bottest.Server, _ *websocket.Conn) { s.Disconnect("warning", 1) }, websocket.CloseNormalClosure},
		{"Slack begins, and hears nothing", false, false, func(s *bottest.Server, _ *websocket.Conn) { s.Disconnect("warning", 1) }, websocket.CloseNormalClosure},
		{"Slack begins, and does not listen", true, false, func(s *bottest.Server, _ *websocket.Conn) { s.Disconnect("warning", 1) }, websocket.CloseNormalClosure},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := workspace(t, bottest.Options{DisconnectAfter: time.Millisecond, CloseWait: 50 * time.Millisecond})
			s.CloseInHurry(tt.hurry)
			_, address, err := client(s).StartSocketModeContext(deadline(t))
			if err != nil {
				t.Fatal(err)
			}
			conn, resp, err := websocket.DefaultDialer.DialContext(deadline(t), address, nil)
			if err != nil {
				t.Fatal(err)
			}
			_ = resp.Body.Close()
			defer func() { _ = conn.Close() }()
			if !tt.answer {
				conn.SetCloseHandler(func(int, string) error { return nil })
			}
			if err := s.WaitConnections(deadline(t), 1); err != nil {
				t.Fatal(err)
			}
			tt.begin(s, conn)
			for err == nil {
				_, _, err = conn.ReadMessage()
			}
			if !websocket.IsCloseError(err, tt.code) {
				t.Errorf("ended by %v, want code %d", err, tt.code)
			}
			raw := conn.NetConn() // what comes behind the close frame
			_ = raw.SetReadDeadline(time.Now().Add(10 * time.Second))
			n, err := io.Copy(io.Discard, raw)
			if slow, ok := errors.AsType[net.Error](err); n != 0 || ok && slow.Timeout() || err != nil && !errors.Is(err, syscall.ECONNRESET) {
				t.Errorf("%d bytes, then %v: the TCP connection is not closed", n, err)
			}
			if err := s.WaitConnections(deadline(t), 0); err != nil {
				t.Error(err)
			}
			clean(t, s)
		})
	}
}

// TestRestless: each connection is greeted and then told to go, and those that stay open meanwhile are counted.
func TestRestless(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.SetRestless(true)
	for want := range 3 {
		p := plug(t, s, bare)
		if hello, f := p.next(t), p.next(t); hello.Type != "hello" || f.Type != "disconnect" {
			t.Errorf("got %s, %s", hello.raw, f.raw)
		}
		if s.Connections() != 0 || s.MostConnections() != want+1 {
			t.Errorf("%d connections, %d at most", s.Connections(), s.MostConnections())
		}
	}
	s.SetRestless(false)
	p := plug(t, s, bare)
	if hello := p.next(t); hello.Type != "hello" || s.Connections() != 1 {
		t.Errorf("got %s, and %d connections", hello.raw, s.Connections())
	}
	clean(t, s)
}
