package socket

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/slack-go/slack/socketmode"
)

// TestStorm: whatever many connections do at once, each answer arrives in an acknowledgement or is brought in another way,
// once at most, and what is kept of answers is bounded.
func TestStorm(t *testing.T) {
	l := quiet()
	const envelopes, writers = 3000, 4
	type told struct{ arrived, brought, bare atomic.Int32 }
	all := make([]told, envelopes)
	byID := map[string]*told{}
	for i := range all {
		byID[fmt.Sprint("E", i)] = &all[i]
	}
	answer := map[string]string{"text": strings.Repeat("x", 8000)}
	var fallbacks, writing, asking sync.WaitGroup
	fallbacks.Go(func() { l.fallbacks.Run(t.Context(), l.panicked) })
	var connections []*connection
	for n := range writers {
		c := newConnection(l, nil, l.log)
		connections = append(connections, c)
		l.opened(c, true)
		writing.Go(func() {
			dice := rand.New(rand.NewPCG(uint64(n), 7))
			for a := range c.queue {
				ok := dice.IntN(10) > 0
				is := byID[a.receipt.id]
				if frame := a.appendFrame(nil); ok && a.payload != nil && len(frame) > 8000 {
					is.arrived.Add(1)
				} else if a.payload == nil {
					is.bare.Add(1)
				}
				a.receipt.written(ok)
				if ok && dice.IntN(20) == 0 {
					a.receipt.lost()
				}
			}
		})
	}
	for n := range 4 {
		asking.Go(func() {
			dice := rand.New(rand.NewPCG(uint64(n), 9))
			for i := n; i < envelopes; i += 2 { // two goroutines have the same envelopes
				request := socketmode.Request{EnvelopeID: fmt.Sprint("E", i), AcceptsResponsePayload: true}
				r, first := l.receipts.receive(request, connections[dice.IntN(writers)])
				if first {
					r.acknowledge(answer, func(context.Context) { byID[r.id].brought.Add(1) })
				}
				for range dice.IntN(3) {
					l.receipts.receive(request, connections[dice.IntN(writers)])
				}
			}
		})
	}
	asking.Wait()
	for _, c := range connections {
		c.end()
	}
	writing.Wait()
	l.fallbacks.Close()
	fallbacks.Wait()
	bare := 0
	for i := range all {
		bare += int(all[i].bare.Load())
		if arrived, brought := all[i].arrived.Load(), all[i].brought.Load(); arrived+brought == 0 || brought > 1 {
			t.Errorf("answer %d arrived %d times and was brought %d times", i, arrived, brought)
		}
	}
	t.Log(bare, "bare")
	l.receipts.written.mu.Lock()
	defer l.receipts.written.mu.Unlock()
	kept := 0
	for _, w := range l.receipts.written.queue {
		kept += w.size
	}
	if kept != l.receipts.written.bytes || kept > maxWritten {
		t.Errorf("%d bytes are kept, accounted %d", kept, l.receipts.written.bytes)
	}
}
