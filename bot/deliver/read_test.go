package deliver_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"tcabot/bot/deliver"
	"tcabot/commands/kit"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

// reads calls users.info by a sender's leave.
func reads(ctx context.Context, s *deliver.Sender, w *wire) error {
	client := slack.New(token, slack.OptionAPIURL(address), slack.OptionHTTPClient(&http.Client{Transport: w}))
	return s.Read(ctx, deliver.ReadUser, deliver.Answer, func(ctx context.Context) error {
		_, err := client.GetUserInfoContext(ctx, "U1")
		return err
	})
}

// TestReadKeepsItsLimit: reads wait for their turn, and a modal, whose trigger lives three seconds, waits for none of
// them.
func TestReadKeepsItsLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(_ int, c sent) *reply {
			if c.method == "views.open" {
				return status(http.StatusOK, `{"ok":true,"view":{"id":"V1"}}`)
			}
			return nil
		}}
		s, _ := over(w, deliver.Config{})
		start := time.Now()
		var all sync.WaitGroup
		for range 110 {
			all.Go(func() {
				if err := reads(t.Context(), s, w); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		if n := len(w.calls()); n != 10 {
			t.Errorf("%d reads at once, want 10", n)
		}
		if id, err := s.OpenModal(t.Context(), "trigger", kit.Modal{}); err != nil || id != "V1" || time.Since(start) > 0 {
			t.Errorf("modal %q after %v: %v", id, time.Since(start), err)
		}
		all.Wait()
		if took := time.Since(start); took < time.Minute || took > 80*time.Second {
			t.Errorf("110 reads within %v", took)
		}
	})
}

// TestReadRetryAfter: a read that Slack has no room for is made again when Slack said.
func TestReadRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(n int, _ sent) *reply {
			if n == 1 {
				return limited("30")
			}
			return nil
		}}
		s, _ := over(w, deliver.Config{})
		start := time.Now()
		if err := reads(t.Context(), s, w); err != nil || time.Since(start) != 30*time.Second {
			t.Errorf("read after %v: %v", time.Since(start), err)
		}
	})
}

// TestReadEndsWithItsContext: nobody is kept waiting for what they no longer want to know.
func TestReadEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{latency: 5 * time.Second}
		s, _ := over(w, deliver.Config{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		err := reads(ctx, s, w)
		is(t, "read", err, deliver.ErrLater)
		if took := time.Since(start); took != time.Second || !errors.Is(err, context.DeadlineExceeded) || len(w.calls()) != 1 {
			t.Errorf("%d calls, after %v: %v", len(w.calls()), took, err)
		}
	})
}

// TestReadErrors: Slack's word for what went wrong is kept, and what is our mistake is no panic.
func TestReadErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(int, sent) *reply { return code("user_not_found") }}
		s, _ := over(w, deliver.Config{})
		err := reads(t.Context(), s, w)
		if e, ok := errors.AsType[*deliver.Error](err); !ok || e.Code != "user_not_found" || !errors.Is(err, deliver.ErrTarget) {
			t.Errorf("got %v", err)
		}
		if err := s.Read(t.Context(), "no.such.method", deliver.Answer, func(context.Context) error { return nil }); !errors.Is(err, deliver.ErrOurs) {
			t.Errorf("got %v", err)
		}
	})
}
