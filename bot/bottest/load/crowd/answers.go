package crowd

import (
	"context"
	"strings"
	"sync"
	"tcabot/bot/bottest"
)

// answers hands each message to whoever waits for the answer to an envelope. Either of the two may come first.
type answers struct {
	mu      sync.Mutex
	waiting map[string]chan bottest.Message
}

func newAnswers() *answers { return &answers{waiting: map[string]chan bottest.Message{}} }

// arrived takes a message. It does not block: it is called while the workspace is locked.
func (a *answers) arrived(m bottest.Message) {
	if m.EnvelopeID == "" || isNote(m) {
		return
	}
	select {
	case a.of(m.EnvelopeID) <- m:
	default: // a second answer, which nobody waits for
	}
}

// isNote reports whether a message only says that the answer takes longer.
func isNote(m bottest.Message) bool { return strings.HasPrefix(m.Text, "Still working") }

func (a *answers) of(envelope string) chan bottest.Message {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := a.waiting[envelope]
	if c == nil {
		c = make(chan bottest.Message, 1)
		a.waiting[envelope] = c
	}
	return c
}

// wait returns the answer to an envelope.
func (a *answers) wait(ctx context.Context, envelope string) (bottest.Message, error) {
	c := a.of(envelope)
	defer func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(a.waiting, envelope)
	}()
	select {
	case m := <-c:
		return m, nil
	case <-ctx.Done():
		return bottest.Message{}, context.Cause(ctx)
	}
}
