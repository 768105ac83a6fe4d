package socket

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack/socketmode"
)

func quiet() *Listener {
	return New(nil, 2, Defaults(), func(Envelope) {}, slog.New(slog.DiscardHandler))
}

// TestAnswersAreBroughtOnce: an answer whose acknowledgement was not written, or was lost with its connection soon after, is
// brought in another way, once; one that arrived on any connection is not.
func TestAnswersAreBroughtOnce(t *testing.T) {
	for _, tt := range []struct {
		name    string
		written []bool // what became of it on the connections on which the envelope came
		lost    int    // how many of them broke soon after
		brought int
	}{
		{name: "arrived", written: []bool{true}},
		{name: "arrived twice", written: []bool{true, true}},
		{name: "arrived on the first", written: []bool{true, false}},
		{name: "arrived on the second", written: []bool{false, true}},
		{name: "not written", written: []bool{false}, brought: 1},
		{name: "written on neither", written: []bool{false, false}, brought: 1},
		{name: "lost", written: []bool{true}, lost: 1, brought: 1},
		{name: "lost twice", written: []bool{true, true}, lost: 2, brought: 1},
		{name: "not written, and lost when sent again", written: []bool{false}, lost: 1, brought: 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := quiet()
			brought := 0
			var r *receipt
			for range tt.written {
				r, _ = l.receipts.receive(socketmode.Request{EnvelopeID: "E1", AcceptsResponsePayload: true}, newConnection(l, nil, l.log))
			}
			r.acknowledge(map[string]string{"text": "the answer"}, func(context.Context) { brought++ })
			for _, ok := range tt.written {
				r.written(ok)
			}
			for range tt.lost {
				r.lost()
			}
			l.fallbacks.Close()
			l.fallbacks.Run(t.Context(), l.panicked)
			if brought != tt.brought {
				t.Errorf("brought in another way %d times, want %d", brought, tt.brought)
			}
		})
	}
}

// TestDuplicateGetsTheAnswer: another delivery of an envelope is acknowledged with the same answer, before and after the
// first acknowledgement was written: Slack may read the second one first.
func TestDuplicateGetsTheAnswer(t *testing.T) {
	l := quiet()
	first, second, third := newConnection(l, nil, l.log), newConnection(l, nil, l.log), newConnection(l, nil, l.log)
	request := socketmode.Request{EnvelopeID: "E1", AcceptsResponsePayload: true}
	r, fresh := l.receipts.receive(request, first)
	if _, again := l.receipts.receive(request, second); !fresh || again {
		t.Fatal("the envelope is acted on twice")
	}
	r.acknowledge(map[string]string{"text": "the answer"}, nil)
	r.written(true)
	l.receipts.receive(request, third)
	for i, c := range []*connection{first, second, third} {
		select {
		case a := <-c.queue:
			if frame := a.appendFrame(nil); !strings.Contains(string(frame), "the answer") {
				t.Errorf("connection %d gets %s", i, frame)
			}
		default:
			t.Errorf("connection %d gets nothing", i)
		}
	}
}

// TestOwedAcknowledgement: an acknowledgement that is lost while no connection is open is written to the next one, if that
// opens while Slack still waits.
func TestOwedAcknowledgement(t *testing.T) {
	for _, tt := range []struct {
		name string
		late time.Duration
		want int
	}{{"in time", 0, 1}, {"too late", time.Minute, 0}} {
		t.Run(tt.name, func(t *testing.T) {
			l := quiet()
			gone := newConnection(l, nil, l.log)
			gone.end()
			r, _ := l.receipts.receive(socketmode.Request{EnvelopeID: "E1"}, gone)
			r.acknowledge(nil, nil)
			for i := range l.owed {
				l.owed[i].until = l.owed[i].until.Add(-tt.late)
			}
			next := newConnection(l, nil, l.log)
			l.opened(next, true)
			if got := len(next.queue); got != tt.want {
				t.Errorf("%d acknowledgements, want %d", got, tt.want)
			}
		})
	}
}

// TestDoubt: what was written is in doubt until Slack is heard again, and for a few seconds at most.
func TestDoubt(t *testing.T) {
	l := quiet()
	c := newConnection(l, nil, l.log)
	c.wrote(&receipt{})
	c.doubt[0].at = time.Now().Add(-doubtful)
	c.wrote(&receipt{})
	if len(c.doubt) != 1 {
		t.Errorf("%d in doubt, want the last one", len(c.doubt))
	}
	if c.heard(); len(c.doubt) != 0 {
		t.Errorf("%d in doubt after a ping", len(c.doubt))
	}
}
