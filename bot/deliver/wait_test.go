package deliver_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"tcabot/bot/deliver"
	"testing"
	"testing/synctest"
	"time"
)

// TestRetryAfter: what Slack has no room for is sent again when it said, and nothing else of that method before.
func TestRetryAfter(t *testing.T) {
	for _, tt := range []struct {
		name  string
		reply *reply
		wait  time.Duration
	}{
		{"seconds", limited("30"), 30 * time.Second},
		{"no header", limited(""), 5 * time.Second},
		{"a date", limited("Fri, 31 Dec 1999 23:59:59 GMT"), 5 * time.Second},
		{"in the body", code("rate_limited"), 5 * time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answer: func(n int, _ sent) *reply {
				if n == 1 {
					return tt.reply
				}
				return nil
			}}
			s, _ := over(w, deliver.Config{})
			start := time.Now()
			var all sync.WaitGroup
			post := func(channel string) {
				all.Go(func() {
					if _, err := s.Post(t.Context(), message(channel)); err != nil {
						t.Errorf("%s: %v", tt.name, err)
					}
				})
				synctest.Wait()
			}
			post("C1")
			for i := range 9 {
				post(fmt.Sprintf("C%d", i+2))
			}
			if err := s.Ephemeral(t.Context(), "C1", "U1", "", message("").Message); err != nil || time.Since(start) != 0 {
				t.Errorf("%s: another method waited for %v: %v", tt.name, time.Since(start), err)
			}
			all.Wait()
			var posts []sent
			for _, c := range w.calls() {
				if c.method == "chat.postMessage" {
					posts = append(posts, c)
				}
			}
			if len(posts) != 11 {
				t.Fatalf("%s: %d posts, want 10 and one again", tt.name, len(posts))
			}
			if got := posts[1].form.Get("channel"); got != "C1" || posts[1].at.Sub(start) != tt.wait {
				t.Errorf("%s: next was %s after %v, want C1 after %v", tt.name, got, posts[1].at.Sub(start), tt.wait)
			}
			if posts[2].at.Equal(posts[1].at) {
				t.Errorf("%s: a burst after a refusal", tt.name)
			}
		})
	}
}

// TestRetryAfterForEver: somebody who is never let in learns when to come back.
func TestRetryAfterForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(int, sent) *reply { return limited("60") }}
		s, _ := over(w, deliver.Config{})
		_, err := s.Post(t.Context(), message("C1"))
		is(t, "no deadline", err, deliver.ErrLater)
		if e, ok := errors.AsType[*deliver.Error](err); !ok || e.RetryAfter != time.Minute || e.Code != "ratelimited" {
			t.Errorf("got %+v", e)
		}
		if n := len(w.calls()); n != 6 {
			t.Errorf("%d tries, want 6", n)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		_, err = s.Post(ctx, message("C2"))
		is(t, "a deadline", err, deliver.ErrLater)
		if e, ok := errors.AsType[*deliver.Error](err); !ok || e.RetryAfter != 40*time.Second || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %+v: %v", e, err)
		}
	})
}

// TestLongRetryAfter: however long Slack wants to be left alone, it is asked again after five minutes, and meanwhile the
// other channels get their messages. Who would have to wait for more than a minute is told so at once. The log names
// Slack, the method and both times.
func TestLongRetryAfter(t *testing.T) {
	const month = "2592000"
	for _, tt := range []struct {
		name, after string
		channel     bool // the call is bound to a channel, and only that one waits
		call        func(s *deliver.Sender, channel string) error
		waits       time.Duration
	}{
		{"post, 30 days", month, true, post, 5 * time.Minute},
		{"post, an hour", "3600", true, post, 5 * time.Minute},
		{"post, two minutes", "120", true, post, 2 * time.Minute},
		{"ephemeral, 30 days", month, false, func(s *deliver.Sender, channel string) error {
			return s.Ephemeral(context.Background(), channel, "U1", "", message("").Message)
		}, 5 * time.Minute},
		{"edit, 30 days", month, false, func(s *deliver.Sender, channel string) error {
			return s.Update(context.Background(), deliver.Ref{Channel: channel, TS: "1.0"}, message("").Message)
		}, 5 * time.Minute},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answer: func(n int, _ sent) *reply {
				if n == 1 {
					return limited(tt.after)
				}
				return nil
			}}
			s, log := over(w, deliver.Config{})
			start := time.Now()
			for range 2 { // the second is not even sent
				err := tt.call(s, "C1")
				is(t, tt.name, err, deliver.ErrLater)
				if e, ok := errors.AsType[*deliver.Error](err); !ok || e.RetryAfter != tt.waits {
					t.Errorf("%s: got %v, want %v", tt.name, err, tt.waits)
				}
			}
			for _, other := range []string{"C2", "C3"} {
				if err := tt.call(s, other); (err == nil) != tt.channel {
					t.Errorf("%s: another channel: %v", tt.name, err)
				}
			}
			if took := time.Since(start); took != 0 {
				t.Errorf("%s: told after %v", tt.name, took)
			}
			time.Sleep(tt.waits)
			if err := tt.call(s, "C1"); err != nil {
				t.Errorf("%s: after %v: %v", tt.name, tt.waits, err)
			}
			for _, part := range []string{"slack limits the rate of a method", "asked_to_wait=" + map[string]string{month: "720h0m0s"}[tt.after], "waits=" + tt.waits.String()} {
				if !strings.Contains(log.String(), part) {
					t.Errorf("%s: no %q in the log:\n%s", tt.name, part, log)
				}
			}
		})
	}
}

func post(s *deliver.Sender, channel string) error {
	_, err := s.Post(context.Background(), message(channel))
	return err
}

// TestFull: who finds the line full is told at once; digests keep no answer out.
func TestFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := over(&wire{}, deliver.Config{Waiting: 3})
		var all sync.WaitGroup
		for range 4 { // the first goes at once
			all.Go(func() {
				m := message("C1")
				m.Priority = deliver.Digest
				if _, err := s.Post(t.Context(), m); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		m := message("C2")
		m.Priority = deliver.Digest
		_, err := s.Post(t.Context(), m)
		is(t, "digest", err, deliver.ErrLater)
		if !errors.Is(err, deliver.ErrBusy) {
			t.Errorf("got %v", err)
		}
		if _, err := s.Post(t.Context(), message("C2")); err != nil {
			t.Errorf("the answer was not let in: %v", err)
		}
		all.Wait()
		if _, err := s.Post(t.Context(), m); err != nil {
			t.Errorf("there is room again: %v", err)
		}
	})
}

// TestCancel: the context ends the wait, nothing of it is sent then, and those behind move up.
func TestCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{latency: 100 * time.Millisecond}
		s, _ := over(w, deliver.Config{})
		errWhy := errors.New("shutting down")
		ctx, cancel := context.WithCancelCause(t.Context())
		var all sync.WaitGroup
		for i := range 100 {
			all.Go(func() {
				m := message("C1")
				if i%2 == 1 {
					m.Priority = deliver.Digest
				}
				_, err := s.Post(ctx, m)
				if err == nil {
					return
				}
				is(t, "cancelled", err, deliver.ErrLater)
				if !errors.Is(err, context.Canceled) || !errors.Is(err, errWhy) {
					t.Errorf("got %v", err)
				}
			})
		}
		time.Sleep(1150 * time.Millisecond) // the second one is on its way
		if waiting := s.Stats().Waiting; waiting[deliver.Answer]+waiting[deliver.Digest] != 98 {
			t.Errorf("%v wait, want 98", waiting)
		}
		next := make(chan error, 1)
		go func() {
			_, err := s.Post(t.Context(), message("C1"))
			next <- err
		}()
		synctest.Wait()
		cancel(errWhy)
		all.Wait()
		if err := told(t.Context(), t, next); err != nil {
			t.Error(err)
		}
		if n := len(w.calls()); n != 3 {
			t.Errorf("%d were sent, want 3", n)
		}
		if waiting := s.Stats().Waiting; waiting[deliver.Answer]+waiting[deliver.Digest] != 0 {
			t.Errorf("%v still wait", waiting)
		}
		_, err := s.Post(ctx, message("C1"))
		is(t, "before it began", err, deliver.ErrLater)
	})
}

// TestUnderWay: a call that has begun is not called off, so that it is known what became of it.
func TestUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := over(&wire{latency: 5 * time.Second}, deliver.Config{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if at, err := s.Post(ctx, message("C1")); err != nil || at.TS == "" {
			t.Errorf("got %v, %v", at, err)
		}
	})
}
