package socket

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/socketmode"
)

const (
	// readLimit bounds one frame, in bytes.
	readLimit = 4 << 20
	// handshakeLimit bounds the opening of a websocket, and then the wait for Slack's greeting.
	handshakeLimit = 20 * time.Second
	// writeBuffer holds an acknowledgement in one frame: Slack is suspected of dropping continued ones. In bytes.
	writeBuffer = 32 << 10
)

// greetingError is the error of a connection on which Slack says something else than hello.
type greetingError struct{ reason string }

func (e greetingError) Error() string { return "Slack did not greet: " + e.reason }

// connect opens a connection and waits for Slack's greeting: until then it must not take the place of another.
func (l *Listener) connect(ctx context.Context, log *slog.Logger) (*connection, error) {
	_, address, err := l.client.StartSocketModeContext(ctx)
	if err != nil {
		return nil, err
	}
	dialer := &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: handshakeLimit, WriteBufferSize: writeBuffer}
	ws, response, err := dialer.DialContext(ctx, address, nil)
	if err != nil {
		return nil, err
	}
	_ = response.Body.Close()
	ws.SetReadLimit(readLimit)
	interrupt := context.AfterFunc(ctx, func() { _ = ws.Close() })
	defer interrupt()
	hello, err := greeting(ws)
	if err != nil {
		_ = ws.Close()
		return nil, err
	}
	l.tally.greet(hello.NumConnections)
	log.InfoContext(ctx, "connected", "connections", hello.NumConnections)
	return newConnection(l, ws, log), nil
}

func greeting(ws *websocket.Conn) (hello socketmode.Request, err error) {
	if err := ws.SetReadDeadline(time.Now().Add(handshakeLimit)); err != nil {
		return hello, err
	}
	_, frame, err := ws.ReadMessage()
	if err != nil {
		return hello, err
	}
	if err := json.Unmarshal(frame, &hello); err != nil {
		return hello, fmt.Errorf("decode the greeting: %w", err)
	}
	if hello.Type != socketmode.RequestTypeHello {
		return hello, greetingError{hello.Type + " " + hello.Reason}
	}
	return hello, nil
}
