package socket

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/slack-go/slack/socketmode"
)

// TestWrittenAnswersAreBounded: however many answers are written within the time in which Slack may send an envelope again,
// only so many bytes of them are kept; the last ones are.
func TestWrittenAnswersAreBounded(t *testing.T) {
	l := quiet()
	answer := map[string]string{"text": strings.Repeat("x", 15_000)}
	var all []*receipt
	for i := range 1000 {
		c := newConnection(l, nil, l.log)
		r, _ := l.receipts.receive(socketmode.Request{EnvelopeID: fmt.Sprint("E", i), AcceptsResponsePayload: true}, c)
		r.acknowledge(answer, func(context.Context) {})
		<-c.queue
		r.written(true)
		all = append(all, r)
	}
	kept := 0
	for i, r := range all {
		if r.payload != nil {
			kept++
		} else if i > len(all)-200 {
			t.Fatalf("answer %d of %d is forgotten", i, len(all))
		}
	}
	if kept*15_000 > maxWritten {
		t.Errorf("%d answers are kept", kept)
	}
	c := newConnection(l, nil, l.log)
	l.receipts.receive(socketmode.Request{EnvelopeID: "E0", AcceptsResponsePayload: true}, c)
	if frame := (<-c.queue).appendFrame(nil); string(frame) != `{"envelope_id":"E0"}` {
		t.Errorf("a late duplicate is answered with %.80s", frame)
	}
}
