package pool_test

import (
	"context"
	"errors"
	"sync/atomic"
	"tcabot/bot/pool"
	"testing"
	"testing/synctest"
	"time"
)

// start runs a pool until the test ends.
func start(t *testing.T, p *pool.Pool) context.CancelFunc {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		p.Run(ctx, func(context.Context, error) {})
	}()
	t.Cleanup(func() {
		cancel()
		p.Close()
		<-ended
	})
	return cancel
}

func TestBound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pool.New(2, 1)
		start(t, p)
		gate := make(chan struct{})
		var running, most, done atomic.Int64
		task := func(context.Context) {
			most.Store(max(most.Load(), running.Add(1)))
			<-gate
			running.Add(-1)
			done.Add(1)
		}
		for range 3 {
			if err := p.Go(task); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if err := p.Go(task); !errors.Is(err, pool.ErrFull) {
			t.Errorf("a fourth task of two that run and one that waits: %v", err)
		}
		close(gate)
		synctest.Wait()
		if done.Load() != 3 || most.Load() != 2 {
			t.Errorf("%d tasks done, %d at once, want 3 and 2", done.Load(), most.Load())
		}
		if err := p.Go(task); err != nil {
			t.Errorf("there is room again: %v", err)
		}
	})
}

// TestClose: what was taken is done, even if the pool only begins to run afterwards; no more is taken.
func TestClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pool.New(1, 1)
		var done atomic.Int64
		for range 2 {
			if err := p.Go(func(context.Context) { done.Add(1) }); err != nil {
				t.Fatal(err)
			}
		}
		p.Close()
		p.Close()
		if err := p.Go(func(context.Context) {}); !errors.Is(err, pool.ErrClosed) {
			t.Errorf("a closed pool takes a task: %v", err)
		}
		start(t, p)
		if err := p.Wait(t.Context()); err != nil || done.Load() != 2 {
			t.Errorf("%d tasks done, %v", done.Load(), err)
		}
	})
}

// TestWaitIsBounded: whoever waits for a task that hangs learns of it.
func TestWaitIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pool.New(1, 0)
		cancel := start(t, p)
		if err := p.Go(func(ctx context.Context) { <-ctx.Done() }); err != nil {
			t.Fatal(err)
		}
		p.Close()
		ctx, end := context.WithTimeout(t.Context(), time.Second)
		defer end()
		if err := p.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waited for a task that hangs: %v", err)
		}
		cancel()
		if err := p.Wait(t.Context()); err != nil {
			t.Errorf("the task's context ended, and so did it: %v", err)
		}
	})
}
