package store_test

import (
	"errors"
	"strconv"
	"sync/atomic"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/watch"
	"testing"
)

// TestSameWatchTogether: of many presses at the same time one adds a watch.
func TestSameWatchTogether(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		var n atomic.Int32
		together(t, 12, func(int) error {
			_, added, err := s.AddWatch(t.Context(), someWatch("C1", 7), enqueued(new(int)))
			if added {
				n.Add(1)
			}
			return err
		})
		if n.Load() != 1 {
			t.Errorf("%d watches of the same job in the same channel", n.Load())
		}
	})
}

// TestMaximumOfWatchesTogether: no more than the maximum are added, however many are asked for at the same time.
func TestMaximumOfWatchesTogether(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		var n atomic.Int32
		together(t, 60, func(i int) error {
			_, added, err := s.AddWatch(t.Context(), someWatch("C1", int64(i+1)), enqueued(new(int)))
			if added {
				n.Add(1)
			}
			if errors.Is(err, watch.ErrMany) {
				return nil
			}
			return err
		})
		if n.Load() != watch.MaxWatches {
			t.Errorf("%d watches", n.Load())
		}
	})
}

// TestNoWatchWithoutALink adds watches of a person who is not linked.
func TestNoWatchWithoutALink(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		if _, _, err := s.AddWatch(t.Context(), someWatch("C1", 7), enqueued(new(int))); !errors.Is(err, command.ErrNotLinked) {
			t.Errorf("it is added: %v", err)
		}
		if _, _, err := s.BeginWatch(t.Context(), someWatch("C1", 0), "key", enqueued(new(int))); !errors.Is(err, command.ErrNotLinked) {
			t.Errorf("it is begun: %v", err)
		}
	})
}

// TestCancelIsWatchedBeyondTheMaximum adds a watch of a job that was cancelled to the maximum of others.
func TestCancelIsWatchedBeyondTheMaximum(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		for i := range watch.MaxWatches {
			if _, _, err := s.AddWatch(t.Context(), someWatch("C1", int64(i+1)), enqueued(new(int))); err != nil {
				t.Fatal(err)
			}
		}
		w := someWatch("C1", 99)
		w.Cancel = watch.Cancel{By: ann.User, Reason: "wrong branch", At: thursday}
		if _, added, err := s.AddWatch(t.Context(), w, enqueued(new(int))); err != nil || !added {
			t.Errorf("added %v, %v", added, err)
		}
	})
}

// TestJobIsClaimedOnce has two scans whose starts were not confirmed find the same job. A watch of that job is not in the way.
func TestJobIsClaimedOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		if _, _, err := s.AddWatch(t.Context(), watchOf("C2", 7, 0), enqueued(new(int))); err != nil {
			t.Fatal(err)
		}
		var claims atomic.Int32
		together(t, 4, func(i int) error {
			w, _, err := s.BeginWatch(t.Context(), watchOf("C1", 0, 5), "key "+strconv.Itoa(i), enqueued(new(int)))
			if err != nil {
				return err
			}
			claimed, err := s.ClaimWatchJob(t.Context(), w, 7)
			if claimed {
				claims.Add(1)
			}
			return err
		})
		if n := claims.Load(); n != 1 {
			t.Errorf("%d watches have the job", n)
		}
	})
}

func watchOf(channel string, job, before int64) watch.Watch {
	w := someWatch(channel, job)
	w.Before = before
	return w
}
