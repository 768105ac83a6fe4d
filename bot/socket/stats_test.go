package socket

import (
	"errors"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func TestState(t *testing.T) {
	t.Parallel()
	l := New(nil, 2, Defaults(), nil, slog.New(slog.DiscardHandler))
	now := time.Now()
	if s := l.State(now); s.Open != 0 || s.Fresh != 0 || !s.Heard.IsZero() {
		t.Errorf("before the first greeting: %+v", s)
	}
	silent, pinged := newConnection(l, nil, l.log), newConnection(l, nil, l.log)
	l.opened(silent, true)
	l.opened(pinged, true)
	silent.lastHeard.Store(now.Add(-61 * time.Second).UnixNano())
	pinged.lastHeard.Store(now.Add(-59 * time.Second).UnixNano())
	if s := l.State(now); s.Open != 2 || s.Fresh != 1 || s.Heard.UnixNano() != pinged.lastHeard.Load() {
		t.Errorf("one of two is fresh: %+v", s)
	}
	silent.heard()
	if s := l.State(time.Now()); s.Fresh != 2 {
		t.Errorf("heard again: %+v", s)
	}
	l.opened(silent, false)
	l.opened(pinged, false)
	if s := l.State(now); s.Open != 0 || s.Fresh != 0 {
		t.Errorf("closed: %+v", s)
	}
}

// TestAckIsTimed: an acknowledgement counts once it is written, once, by the kind of its envelope; a late one is counted apart.
func TestAckIsTimed(t *testing.T) {
	t.Parallel()
	l := New(nil, 1, Defaults(), nil, slog.New(slog.DiscardHandler))
	c := newConnection(l, nil, l.log)
	for _, e := range []struct {
		id      string
		payload any
		ago     time.Duration
		written bool
	}{
		{"E1", slack.SlashCommand{}, 0, true},
		{"E2", slack.InteractionCallback{Type: slack.InteractionTypeBlockActions}, 4 * time.Second, true},
		{"E3", slack.InteractionCallback{Type: "what_comes_next"}, 0, true},
		{"E4", slack.SlashCommand{}, 0, false},
	} {
		r, fresh := l.receipts.receive(socketmode.Request{EnvelopeID: e.id}, c)
		if !fresh {
			t.Fatal("not fresh")
		}
		r.kind, r.received = kindOf(e.payload), r.received.Add(-e.ago)
		r.acknowledge(nil, nil)
		if again, fresh := l.receipts.receive(socketmode.Request{EnvelopeID: e.id}, c); again != r || fresh {
			t.Fatal("a duplicate is fresh")
		}
		r.written(e.written)
		r.written(e.written)
	}
	s := l.Stats()
	if len(s.Acks) != 3 || s.Acks["slash_commands"].Count != 1 || s.Acks["block_actions"].Count != 1 || s.Acks["other"].Count != 1 {
		t.Errorf("acknowledgements: %+v", s.Acks)
	}
	if s.Late != 1 || s.Duplicates != 4 {
		t.Errorf("%d late, %d duplicates", s.Late, s.Duplicates)
	}
}

func TestReasons(t *testing.T) {
	t.Parallel()
	for named, want := range map[string]string{"warning": "warning", "refresh_requested": "refresh_requested", "link_disabled": "link_disabled", "<a name>": "other"} {
		if got := reasonOf(named); got != want {
			t.Errorf("%s is %s", named, got)
		}
	}
	if got := reasonOfError(os.ErrDeadlineExceeded); got != "silent" {
		t.Errorf("silence is %s", got)
	}
	if got := reasonOfError(errors.New("reset")); got != "broken" {
		t.Errorf("an error is %s", got)
	}
}
