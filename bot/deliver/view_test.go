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
)

// TestModalWaitsForNoRead: the trigger of a modal lives three seconds, so that it must not wait behind reads.
func TestModalWaitsForNoRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(_ int, c sent) *reply {
			if c.method == "views.open" || c.method == "views.update" {
				return status(http.StatusOK, `{"ok":true,"view":{"id":"V1"}}`)
			}
			return nil
		}}
		s, _ := over(w, deliver.Config{})
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				if err := s.Read(t.Context(), deliver.ReadHistory, deliver.Answer, reader(w)); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		start := time.Now()
		if id, err := s.OpenModal(t.Context(), "trigger", kit.Modal{}); err != nil || id != "V1" || time.Since(start) > 0 {
			t.Errorf("modal %q after %v: %v", id, time.Since(start), err)
		}
		if err := s.UpdateModal(t.Context(), "V1", "", kit.Modal{}); err != nil || time.Since(start) > 0 {
			t.Errorf("updated after %v: %v", time.Since(start), err)
		}
		all.Wait()
	})
}

// TestModalIsNotOpenedLate: nor is it opened when its trigger is dead, or opened twice.
func TestModalIsNotOpenedLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(int, sent) *reply { return limited("30") }}
		s, _ := over(w, deliver.Config{})
		start := time.Now()
		_, err := s.OpenModal(t.Context(), "trigger", kit.Modal{})
		is(t, "limited", err, deliver.ErrLater)
		if took := time.Since(start); took != 3*time.Second || len(w.calls()) != 1 {
			t.Errorf("%d calls within %v", len(w.calls()), took)
		}
		broken := &wire{answer: func(int, sent) *reply { return broken(errors.New("cut")) }}
		s, _ = over(broken, deliver.Config{})
		_, err = s.OpenModal(t.Context(), "trigger", kit.Modal{})
		is(t, "cut", err, deliver.ErrUncertain)
		if n := len(broken.calls()); n != 1 {
			t.Errorf("opened %d times", n)
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
		err := s.Read(ctx, deliver.ReadHistory, deliver.Answer, reader(w))
		is(t, "read", err, deliver.ErrLater)
		if took := time.Since(start); took != time.Second || !errors.Is(err, context.DeadlineExceeded) || len(w.calls()) != 1 {
			t.Errorf("%d calls, after %v: %v", len(w.calls()), took, err)
		}
	})
}
