package socket

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"tcabot/api/crash"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack/socketmode"
)

const (
	// queueLength is how many acknowledgements wait to be written on one connection; with more it is stuck.
	queueLength = 256
	// writeLimit bounds the writing of one frame, and closeLimit the wait for Slack's part of the closing handshake.
	writeLimit, closeLimit = 2 * time.Second, 2 * time.Second
	// doubtful is how long an acknowledgement that was written may still be lost with its connection: it is in a buffer of the
	// operating system, and nobody says whether Slack read it.
	doubtful = 3 * time.Second
)

// acknowledgement is to be written.
type acknowledgement struct {
	receipt *receipt
	payload Payload // nil for none
}

// connection is one websocket. A goroutine reads it and another one writes it.
type connection struct {
	listener *Listener
	ws       *websocket.Conn
	log      *slog.Logger

	leaving chan struct{} // closed when it must be replaced
	leave   func()        // closes leaving, once
	// switchedOff says that it must not be replaced at once: Slack does not want any. It is set before leaving is closed.
	switchedOff atomic.Bool
	reason      string       // why it must be replaced; set before leaving is closed
	broken      atomic.Bool  // nothing that is written arrives any more
	lastHeard   atomic.Int64 // when Slack last said something, in nanoseconds of Unix time

	mu     sync.Mutex
	ended  bool                 // queue is closed
	queue  chan acknowledgement // closed when nothing more is to be written
	latest time.Time            // when reading ends at the latest; zero while it is not limited
	doubt  []writtenReceipt     // written since Slack was last heard
}

// writtenReceipt is an acknowledgement that was written at a time.
type writtenReceipt struct {
	receipt *receipt
	at      time.Time
}

func newConnection(l *Listener, ws *websocket.Conn, log *slog.Logger) *connection {
	c := &connection{listener: l, ws: ws, log: log, leaving: make(chan struct{}), queue: make(chan acknowledgement, queueLength)}
	c.leave = sync.OnceFunc(func() { close(c.leaving) })
	c.lastHeard.Store(time.Now().UnixNano()) // it greeted
	return c
}

// run reads and writes until Slack closes the connection or it breaks; when ctx ends, what was acknowledged is written and
// the connection is closed.
func (c *connection) run(ctx context.Context) {
	c.listener.opened(c, true)
	written := make(chan struct{})
	go func() {
		defer close(written)
		c.write(ctx)
	}()
	stop := context.AfterFunc(ctx, c.end)
	err := c.listen(ctx)
	stop()
	select {
	case <-c.leaving:
	default:
		c.reason = reasonOfError(err)
		if ctx.Err() == nil {
			c.log.WarnContext(ctx, "connection ended, opening another", "cause", cause(err))
		}
	}
	_, closed := errors.AsType[*websocket.CloseError](err)
	ours := ctx.Err() != nil || c.expired() // it works: what is queued is written before it is closed
	c.broken.Store(!ours)
	c.end()
	<-written
	_ = c.ws.Close()
	c.listener.tally.close()
	c.leave()
	if !closed && !ours {
		c.doubted()
	}
}

// expired reports whether the time is over for which the connection was to be read.
func (c *connection) expired() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.latest.IsZero() && !time.Now().Before(c.latest)
}

// wrote notes that an acknowledgement was written. Those of long ago are forgotten.
func (c *connection) wrote(r *receipt) {
	now := time.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	old := slices.IndexFunc(c.doubt, func(w writtenReceipt) bool { return now.Sub(w.at) < doubtful })
	if old < 0 {
		old = len(c.doubt)
	}
	c.doubt = append(slices.Delete(c.doubt, 0, old), writtenReceipt{r, now})
}

// heard notes that Slack is there: what was written before has arrived.
func (c *connection) heard() {
	c.lastHeard.Store(time.Now().UnixNano())
	c.mu.Lock()
	defer c.mu.Unlock()
	c.doubt = nil
}

// doubted makes up for what may be lost with a connection that broke.
func (c *connection) doubted() {
	c.mu.Lock()
	doubt := c.doubt
	c.doubt = nil
	c.mu.Unlock()
	for _, w := range doubt {
		if time.Since(w.at) < doubtful {
			w.receipt.lost()
		}
	}
}

// listen takes frames until the connection ends.
func (c *connection) listen(ctx context.Context) error {
	c.ws.SetPingHandler(func(data string) error {
		c.heard()
		c.extend()
		_ = c.ws.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(writeLimit)) // a broken connection is found by reading
		return nil
	})
	for {
		c.extend()
		_, frame, err := c.ws.ReadMessage()
		if err != nil {
			return err
		}
		c.heard()
		c.receive(ctx, frame)
	}
}

// receive acts on one frame.
func (c *connection) receive(ctx context.Context, frame []byte) {
	request, payload, err := read(frame)
	if err == nil && request.Type == socketmode.RequestTypeDisconnect {
		c.disconnect(ctx, request.Reason)
		return
	}
	if request.EnvelopeID == "" {
		if err != nil {
			c.log.WarnContext(ctx, "undecodable message", "bytes", len(frame), "cause", cause(err))
		}
		return
	}
	receipt, fresh := c.listener.receipts.receive(request, c)
	if !fresh {
		return
	}
	defer func() {
		if v := recover(); v != nil {
			c.listener.panicked(ctx, crash.Of(v))
			receipt.acknowledge(nil, nil)
		}
	}()
	if payload == nil {
		payload, err = decode(request)
	}
	receipt.kind = kindOf(payload)
	if err != nil {
		c.log.WarnContext(ctx, "undecodable message", "bytes", len(frame), "cause", cause(err))
		receipt.acknowledge(nil, nil)
		return
	}
	c.listener.handle(Envelope{ID: request.EnvelopeID, Payload: payload, receipt: receipt})
}

// disconnect leaves because Slack asked for it.
func (c *connection) disconnect(ctx context.Context, reason string) {
	select {
	case <-c.leaving: // it asked before
	default:
		c.reason = reasonOf(reason)
	}
	if reason == "link_disabled" {
		c.switchedOff.Store(true)
		c.log.ErrorContext(ctx, "Socket Mode is switched off in the settings of the Slack app: nobody can ask until it is switched on")
	} else {
		c.log.InfoContext(ctx, "Slack asked the connection to go, opening another", "reason", reason)
	}
	c.leave()
}

// send queues a frame and reports whether it will be written, or else reported as unwritten. It returns at once.
func (c *connection) send(a acknowledgement) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended || c.broken.Load() {
		return false
	}
	select {
	case c.queue <- a:
		return true
	default:
		return false
	}
}

// write writes what is queued until nothing more comes. Then it says so to Slack, which closes the connection.
func (c *connection) write(ctx context.Context) {
	var frame []byte
	for a := range c.queue {
		err := errBroken
		if !c.broken.Load() {
			_ = c.ws.SetWriteDeadline(time.Now().Add(writeLimit))
			frame = a.appendFrame(frame[:0])
			err = c.ws.WriteMessage(websocket.TextMessage, frame)
		}
		if err != nil {
			c.log.WarnContext(ctx, "acknowledgement not written", "request", a.receipt.id, "cause", cause(err))
			c.broken.Store(true)
			_ = c.ws.Close() // ends the reading
		} else {
			c.wrote(a.receipt)
		}
		a.receipt.written(err == nil)
	}
	if !c.broken.Load() {
		goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
		_ = c.ws.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(writeLimit))
		c.limit(closeLimit)
	}
}

// end closes the queue: what is in it is still written, and then Slack is asked to close the connection. nil is none.
func (c *connection) end() {
	if c == nil {
		return
	}
	c.listener.opened(c, false)
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.ended {
		c.ended = true
		close(c.queue)
	}
}

// replaced says that another connection is open in place of this one. It is read and acknowledged a while longer: Slack
// may have sent more on it before it closes it.
func (c *connection) replaced() {
	if c != nil {
		c.limit(c.listener.timing.Leave)
	}
}

// discard closes a connection that was never run; nil is none.
func (c *connection) discard() {
	if c != nil {
		_ = c.ws.Close()
		c.listener.tally.close()
	}
}

// limit ends the reading some time from now at the latest.
func (c *connection) limit(d time.Duration) {
	c.mu.Lock()
	c.latest = time.Now().Add(d)
	c.mu.Unlock()
	c.extend()
}

// extend gives Slack the time of Timing.Ping for its next frame or ping.
func (c *connection) extend() {
	c.mu.Lock()
	defer c.mu.Unlock()
	deadline := time.Now().Add(c.listener.timing.Ping)
	if !c.latest.IsZero() && c.latest.Before(deadline) {
		deadline = c.latest
	}
	_ = c.ws.SetReadDeadline(deadline) // fails only on a closed connection, which reading finds
}
