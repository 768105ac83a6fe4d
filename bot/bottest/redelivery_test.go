package bottest_test

import (
	"encoding/json"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// retries is a peer that acknowledges only the attempt of this number, and tells of all.
func retries(t *testing.T, s *bottest.Server, attempt int) *tap {
	t.Helper()
	p := plug(t, s, func(f frame) (any, bool) { return nil, f.Attempt == attempt })
	p.next(t) // hello
	return p
}

func TestRedelivery(t *testing.T) {
	gone := map[string]any{"type": "app_uninstalled"}
	for _, tt := range []struct {
		name                                string
		acknowledged, wantAttempts, problem int
		wantAcked                           bool
	}{
		{"first", 0, 1, 0, true},
		{"third", 2, 3, 0, true},
		{"last", 3, 4, 0, true},
		{"never", -1, 4, 1, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := workspace(t, bottest.Options{RedeliverEvents: true, AckTimeout: 200 * time.Millisecond})
			p := retries(t, s, tt.acknowledged)
			d, err := s.Event(deadline(t), gone)
			if err != nil || d.Acked != tt.wantAcked || d.Attempts != tt.wantAttempts {
				t.Fatalf("got %+v, %v", d, err)
			}
			envelopes := map[string]bool{}
			for i := range tt.wantAttempts {
				f, reason := p.next(t), ""
				if i > 0 {
					reason = "timeout"
				}
				var payload struct {
					EventID string `json:"event_id"`
				}
				if err := json.Unmarshal(f.Payload, &payload); err != nil {
					t.Fatal(err)
				}
				if f.Attempt != i || f.RetryFor != reason || payload.EventID != d.EventID || envelopes[f.EnvelopeID] {
					t.Errorf("attempt %d: %s", i, f.raw)
				}
				envelopes[f.EnvelopeID] = true
			}
			problem(t, s, tt.problem)
		})
	}
}

func TestRedeliveryIsOff(t *testing.T) {
	t.Parallel()
	s := workspace(t, bottest.Options{AckTimeout: 200 * time.Millisecond})
	retries(t, s, 1)
	d, err := s.Event(deadline(t), map[string]any{"type": "app_uninstalled"})
	if err != nil || d.Acked || d.Attempts != 1 {
		t.Errorf("got %+v, %v", d, err)
	}
	problem(t, s, 1)
	// On request, of what was acknowledged too.
	if d, err = s.RedeliverEvent(deadline(t), d); err != nil || !d.Acked || d.Attempts != 2 {
		t.Errorf("got %+v, %v", d, err)
	}
}

// TestRedeliveryToAnotherConnection cuts the connection an event goes to.
func TestRedeliveryToAnotherConnection(t *testing.T) {
	t.Parallel()
	s := workspace(t, bottest.Options{RedeliverEvents: true, AckTimeout: 100 * time.Millisecond})
	p := plug(t, s, func(frame) (any, bool) { return nil, false })
	p.next(t)
	first := make(chan bottest.Delivery, 1)
	go func() {
		d, err := s.Event(deadline(t), map[string]any{"type": "app_uninstalled"})
		if err != nil {
			t.Error(err)
		}
		first <- d
	}()
	if f := p.next(t); f.Attempt != 0 {
		t.Errorf("got %s", f.raw)
	}
	s.Drop()
	plug(t, s, bare)
	if d := <-first; !d.Acked || d.Attempts < 2 {
		t.Errorf("got %+v", d)
	}
	clean(t, s)
}

func TestCommandsAreNotRedelivered(t *testing.T) {
	t.Parallel()
	s := workspace(t, bottest.Options{RedeliverEvents: true, AckTimeout: 200 * time.Millisecond})
	p := retries(t, s, -1)
	d, err := s.Slash(deadline(t), alice, general, "/tca", "")
	if err != nil || d.Acked || d.Attempts != 1 {
		t.Errorf("got %+v, %v", d, err)
	}
	if f := p.next(t); !f.Accepts || f.Type != "slash_commands" {
		t.Errorf("got %s", f.raw)
	}
	problem(t, s, 1)
	if err := s.Redeliver(d.EnvelopeID); err != nil { // a faulty network might
		t.Fatal(err)
	}
	if f := p.next(t); f.EnvelopeID != d.EnvelopeID {
		t.Errorf("got %s", f.raw)
	}
}
