package fleet

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"tcabot/bot/bottest"
	"time"
)

// ledger has what people asked, and what they were told. Its methods are safe for concurrent use.
type ledger struct {
	mu      sync.Mutex
	said    map[string][]said // by the envelope that is answered, or the person where an answer names none
	posts   []post            // what was posted without being asked for
	changed chan struct{}     // closed when something is said
}

// said is one thing that somebody was told.
type said struct {
	at      time.Time
	text    string
	trouble bool // it is about what went wrong
}

// post is a message with metadata.
type post struct {
	Type    string            `json:"event_type"`
	Payload map[string]string `json:"event_payload"`
	text    string
}

func newLedger() *ledger { return &ledger{said: map[string][]said{}, changed: make(chan struct{})} }

// heard notes a message. It does not block: it is called while the workspace is locked. An answer whose response URL failed names
// no envelope, and is shown to one person where they asked, or in their direct messages. What has metadata was posted without
// being asked for, and a note that it takes longer is no answer.
func (l *ledger) heard(m bottest.Message) {
	key := m.EnvelopeID
	switch {
	case len(m.Metadata) > 0:
		one := post{text: m.PlainText()}
		_ = json.Unmarshal(m.Metadata, &one)
		l.mu.Lock()
		defer l.mu.Unlock()
		l.posts = append(l.posts, one)
		return
	case m.User != bottest.BotUserID || strings.HasPrefix(m.Text, "Still working"):
		return
	case key != "":
	case m.For != "":
		key = m.For
	case strings.HasPrefix(m.Channel, "D"):
		key = "U" + m.Channel[1:]
	default:
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.said[key] = append(l.said[key], said{time.Now(), m.Text, strings.Contains(string(m.Blocks), "run/again")})
	close(l.changed)
	l.changed = make(chan struct{})
}

// question is something that a person asked or pressed.
type question struct {
	who, line string
	before    int // what the person had been told without an envelope when they asked
	sent      time.Time
	delivery  bottest.Delivery
}

// asks begins a question: nobody asks the next one before the last one is answered.
func (l *ledger) asks(who, line string) *question {
	l.mu.Lock()
	defer l.mu.Unlock()
	return &question{who: who, line: line, before: len(l.said[who]), sent: time.Now()}
}

// answers are all that were given to a question whose person has not asked another one since.
func (l *ledger) answers(q *question) []said {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.answersOf(q)
}

func (l *ledger) answersOf(q *question) []said {
	return append(append([]said(nil), l.said[q.delivery.EnvelopeID]...), l.said[q.who][q.before:]...)
}

// first waits for the first answer to a question.
func (l *ledger) first(ctx context.Context, q *question) (said, bool) {
	for {
		l.mu.Lock()
		all, changed := l.answersOf(q), l.changed
		l.mu.Unlock()
		if len(all) > 0 {
			return all[0], true
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return said{}, false
		}
	}
}

// forget drops what was said in answer to a question.
func (l *ledger) forget(q *question) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.said, q.delivery.EnvelopeID)
}

// count counts posts of a type by a part of their metadata.
func (l *ledger) count(kind string, by ...string) map[string]int {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := map[string]int{}
	for _, p := range l.posts {
		if p.Type == kind {
			var key []string
			for _, part := range by {
				key = append(key, p.Payload[part])
			}
			all[strings.Join(key, " ")]++
		}
	}
	return all
}
