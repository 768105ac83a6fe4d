package socket

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/slack-go/slack/socketmode"
)

// TestAnswersAreNotKept: an answer that arrived with its acknowledgement is dropped at once, with everything that would bring
// it in another way; while one of its connections still has to write it, and when it did not arrive, it is not.
func TestAnswersAreNotKept(t *testing.T) {
	const size = 10_000
	for _, tt := range []struct {
		name    string
		written []bool // what became of it on the connections on which the envelope came
		kept    bool   // before the last of them
		another bool   // the answer is brought in another way
	}{
		{name: "arrived", written: []bool{true}, kept: true},
		{name: "arrived twice", written: []bool{true, true}, kept: true},
		{name: "arrived on the first", written: []bool{true, false}, kept: true},
		{name: "arrived on the second", written: []bool{false, true}, kept: true},
		{name: "lost", written: []bool{false}, kept: true, another: true},
		{name: "lost twice", written: []bool{false, false}, kept: true, another: true},
	} {
		l := New(nil, 2, Defaults(), func(Envelope) {}, slog.New(slog.DiscardHandler))
		brought := 0
		var r *receipt
		for range tt.written {
			r, _ = l.receipts.receive(socketmode.Request{EnvelopeID: "E1", AcceptsResponsePayload: true}, newConnection(l, nil, l.log))
		}
		r.acknowledge(map[string]string{"text": strings.Repeat("x", size)}, func(context.Context) { brought++ })
		for i, ok := range tt.written {
			if kept := len(r.frame) > size; kept != tt.kept {
				t.Errorf("%s: kept before write %d: %t", tt.name, i, kept)
			}
			r.written(ok)
		}
		if len(r.frame) > 100 || r.undelivered != nil {
			t.Errorf("%s: %d bytes are kept, and what brings the answer: %t", tt.name, len(r.frame), r.undelivered != nil)
		}
		l.fallbacks.Close()
		l.fallbacks.Run(t.Context())
		if (brought == 1) != tt.another || brought > 1 {
			t.Errorf("%s: brought in another way %d times", tt.name, brought)
		}
	}
}
