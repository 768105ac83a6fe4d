package socket

import (
	"context"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// writeTime is how long a connection we left still takes what is being written.
	writeTime = 2 * time.Second
	// drainTime is how long it is read after that.
	drainTime = 2 * time.Second
)

// dialer opens connections that are left politely. slack-go leaves a connection as soon as Slack asks it to go, while
// acknowledgements are still on their way out: writing them then fails without a word, and closing with something
// unread makes TCP throw away what was just written. So a closed connection takes writes a moment longer, then says
// that no more comes, and is read until Slack has closed its side, too.
func dialer() *websocket.Dialer {
	return &websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: 20 * time.Second,
		WriteBufferSize:  32 << 10, // an acknowledgement in one frame: Slack is suspected of dropping continued ones
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			var d net.Dialer
			conn, err := d.DialContext(ctx, network, addr)
			if tcp, ok := conn.(*net.TCPConn); ok {
				return &politeConn{TCPConn: tcp}, nil
			}
			return conn, err
		},
	}
}

type politeConn struct {
	*net.TCPConn
	once sync.Once
}

// Close begins the end and returns at once.
func (c *politeConn) Close() error {
	c.once.Do(func() {
		time.AfterFunc(writeTime, func() {
			if c.CloseWrite() == nil && c.SetReadDeadline(time.Now().Add(drainTime)) == nil {
				_, _ = io.Copy(io.Discard, c.TCPConn)
			}
			_ = c.TCPConn.Close()
		})
	})
	return nil
}
