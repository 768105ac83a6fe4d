package socket

import (
	"context"
	"encoding/json"
	"sync"
	"tcabot/bot/recent"
	"time"

	"github.com/slack-go/slack/socketmode"
)

const (
	// receiptMemory is how long it is remembered how an envelope was acknowledged, with the answer: Slack waits three seconds
	// for that.
	receiptMemory = 4 * time.Second
	// maxFrame is the size from which Slack drops an acknowledgement without a word, in bytes.
	maxFrame = 20_000
)

// receipts remembers for a moment what became of envelopes. Slack may deliver one twice, also on two connections at the
// same time; only its first delivery is acted on, and all are acknowledged alike. An acknowledgement without the answer
// that overtakes the one with it would make Slack drop the answer.
type receipts struct {
	listener *Listener
	byID     *recent.Map[string, *receipt]
	written  written
}

func newReceipts(l *Listener) *receipts {
	return &receipts{listener: l, byID: recent.NewMap[string, *receipt](receiptMemory)}
}

// receive notes that an envelope came on a connection, and reports whether it is the first time.
func (r *receipts) receive(request socketmode.Request, c *connection) (*receipt, bool) {
	receipt, known := r.byID.GetOrAdd(request.EnvelopeID, func() *receipt {
		return &receipt{id: request.EnvelopeID, listener: r.listener, bare: !request.AcceptsResponsePayload, received: time.Now(), waiting: []*connection{c}}
	})
	if known {
		r.listener.meters.duplicates.Add(1)
		receipt.again(c)
	}
	return receipt, !known
}

// receipt is what became of one envelope.
type receipt struct {
	id       string
	listener *Listener
	bare     bool // Slack takes no payload in its acknowledgement
	received time.Time
	kind     string // of envelope; set before it is acted on

	mu          sync.Mutex
	waiting     []*connection // on which it came, until it is acknowledged
	done        bool          // it is acknowledged
	payload     Payload       // the answer in its acknowledgement; nil for none
	writing     int           // how many connections are to write that
	arrived     bool          // one of them did
	repeated    bool          // it was sent again on another connection
	undelivered func(context.Context)
}

// again takes another delivery of the same envelope.
func (r *receipt) again(c *connection) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.done {
		r.waiting = append(r.waiting, c)
		return
	}
	if c.send(acknowledgement{r, r.payload}) {
		r.writing++
	}
}

// acknowledge writes the acknowledgement to every connection on which the envelope came. Only its first call counts.
func (r *receipt) acknowledge(payload any, undelivered func(context.Context)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done {
		return
	}
	fitting, fits := r.fitting(payload)
	r.payload, r.done, r.undelivered = fitting, true, undelivered
	if !fits {
		r.deliver()
	}
	for _, c := range r.waiting {
		if c.send(acknowledgement{r, r.payload}) {
			r.writing++
		}
	}
	r.waiting = nil
	if r.writing == 0 {
		r.makeUp()
	}
}

// Payload is an answer that an acknowledgement holds. It does not change, so that many acknowledgements may hold it.
type Payload interface {
	AppendJSON(dst []byte) []byte
	Size() int // in bytes, about
}

// encoded is a payload that was encoded.
type encoded []byte

func (e encoded) AppendJSON(dst []byte) []byte { return append(dst, e...) }
func (e encoded) Size() int                    { return len(e) }

// fitting is the payload of the acknowledgement: none where Slack would not take it.
func (r *receipt) fitting(payload any) (p Payload, fits bool) {
	if payload == nil {
		return nil, true
	}
	if r.bare {
		return nil, false
	}
	p, ready := payload.(Payload)
	if !ready {
		raw, err := json.Marshal(payload)
		if err != nil {
			r.listener.log.Error("acknowledgement cannot hold its answer", "request", r.id, "cause", cause(err))
			return nil, false
		}
		p = encoded(raw)
	}
	if p.Size()+maxHead >= maxFrame {
		r.listener.log.Error("acknowledgement cannot hold its answer", "request", r.id, "bytes", p.Size())
		return nil, false
	}
	return p, true
}

// maxHead is how long an acknowledgement is without its payload, at most, in bytes.
const maxHead = 256

// appendFrame appends the acknowledgement as it is written.
func (a acknowledgement) appendFrame(dst []byte) []byte {
	id, _ := json.Marshal(a.receipt.id) // of a string: it cannot fail
	dst = append(append(dst, `{"envelope_id":`...), id...)
	if a.payload != nil {
		dst = a.payload.AppendJSON(append(dst, `,"payload":`...))
	}
	return append(dst, '}')
}

// written takes what became of the acknowledgement on one connection.
func (r *receipt) written(ok bool) {
	r.mu.Lock()
	r.writing--
	if ok && !r.arrived {
		r.arrived = true
		r.listener.meters.acknowledged(r.kind, time.Since(r.received))
	}
	if r.writing == 0 && !r.arrived {
		r.makeUp()
	}
	size := 0
	if ok && r.payload != nil {
		size = r.payload.Size()
	}
	r.mu.Unlock()
	if size > 0 {
		r.listener.receipts.written.add(r, size)
	}
}

// forget lets go of the answer, which was written a while ago.
func (r *receipt) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.writing == 0 {
		r.payload, r.undelivered = nil, nil
	}
}

// lost says that a connection broke soon after the acknowledgement was written to it, so that Slack may not have read it.
// An answer that comes twice is better than none.
func (r *receipt) lost() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.writing == 0 {
		r.makeUp()
	}
}

// makeUp makes up for an acknowledgement that was lost with its connections: it is sent again on another one, once and
// without its payload, and the answer that it held is brought in another way. Needs the lock.
func (r *receipt) makeUp() {
	r.deliver()
	if r.repeated {
		return
	}
	r.repeated = true
	r.payload = nil
	r.writing++
	r.listener.resend(acknowledgement{r, nil})
}

// deliver has the answer brought in another way. Needs the lock.
func (r *receipt) deliver() {
	undelivered := r.undelivered
	if r.undelivered = nil; undelivered == nil {
		return
	}
	if err := r.listener.fallbacks.Go(undelivered); err != nil {
		r.listener.log.Error("an answer is lost with its acknowledgement", "request", r.id, "error", err)
	}
}
