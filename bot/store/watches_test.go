package store_test

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/bot/store"
	"tcabot/commands/locale"
	"tcabot/commands/watch"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func someWatch(channel string, job int64) watch.Watch {
	return watch.Watch{
		Workspace: ann.Workspace, Channel: channel, Owner: ann.User, Name: "支付@master", Language: locale.Chinese, Begun: thursday, Job: job, Before: 5,
		Ref: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: 3}, ID: 300},
	}
}

// enqueued counts the jobs that are inserted.
func enqueued(n *int) store.EnqueueWatch {
	return func(context.Context, store.Tx, int64) error { *n++; return nil }
}

// TestWatchIsBegunOnce begins a watch twice for one key, records its job, and abandons another one.
func TestWatchIsBegunOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, jobs := t.Context(), 0
		save(t, s, link(ann))
		w, first, err := s.BeginWatch(ctx, someWatch("C1", 0), "key", enqueued(&jobs))
		if err != nil || !first || w.ID == 0 {
			t.Fatalf("%+v, %v, %v", w, first, err)
		}
		if err := s.SetWatchJob(ctx, w.ID, 7); err != nil {
			t.Fatal(err)
		}
		again, first, err := s.BeginWatch(ctx, someWatch("C1", 0), "key", enqueued(&jobs))
		want := someWatch("C1", 7)
		want.ID = w.ID
		if err != nil || first || cmp.Diff(want, again) != "" || jobs != 1 {
			t.Errorf("%v, %v, %d jobs: %s", first, err, jobs, cmp.Diff(want, again))
		}
		other, _, err := s.BeginWatch(ctx, someWatch("C1", 0), "other", enqueued(&jobs))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.RemoveWatch(ctx, other.ID, "other"); err != nil {
			t.Fatal(err)
		}
		if n, err := s.CountWatches(ctx); n != 1 || err != nil {
			t.Errorf("%d watches, %v", n, err)
		}
		if other, first, err = s.BeginWatch(ctx, someWatch("C1", 0), "other", enqueued(&jobs)); err != nil || !first {
			t.Errorf("a scan that was refused cannot be asked for again: %v, %v", first, err)
		}
		if err := s.RemoveWatch(ctx, other.ID, "other"); err != nil {
			t.Fatal(err)
		}
		failing := func(context.Context, store.Tx, int64) error { return errors.New("no engine") }
		if _, _, err := s.BeginWatch(ctx, someWatch("C1", 0), "third", failing); err == nil {
			t.Error("a watch without a job is saved")
		}
		if _, first, err := s.BeginWatch(ctx, someWatch("C1", 0), "third", enqueued(&jobs)); err != nil || !first {
			t.Errorf("the key of what failed is used up: %v, %v", first, err)
		}
	})
}

// TestWatchOfOneJob adds watches of one job in several places, cancels it in one, and stops one.
func TestWatchOfOneJob(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, jobs := t.Context(), 0
		save(t, s, link(ann))
		add := func(w watch.Watch) (watch.Watch, bool) {
			t.Helper()
			saved, added, err := s.AddWatch(ctx, w, enqueued(&jobs))
			if err != nil {
				t.Fatal(err)
			}
			return saved, added
		}
		first, _ := add(someWatch("C1", 7))
		if _, added := add(someWatch("C2", 7)); !added {
			t.Error("the same job cannot be watched in another channel")
		}
		cancelled := someWatch("C1", 7)
		cancelled.Cancel = watch.Cancel{By: ann.User, Reason: "wrong <branch>", At: thursday, Unsure: true}
		if saved, added := add(cancelled); added || saved.ID != first.ID || cmp.Diff(cancelled.Cancel, saved.Cancel) != "" {
			t.Errorf("added %v: %+v", added, saved)
		}
		here, err := s.WatchesIn(ctx, ann.Workspace, "C1")
		if err != nil || len(here) != 1 || cmp.Diff(cancelled.Cancel, here[0].Cancel) != "" || jobs != 2 {
			t.Errorf("%+v, %v, %d jobs", here, err, jobs)
		}
		if err := s.StopWatch(ctx, first.ID, "U2"); err != nil {
			t.Fatal(err)
		}
		if here, _ := s.WatchesIn(ctx, ann.Workspace, "C1"); len(here) != 0 {
			t.Errorf("a stopped one is listed: %+v", here)
		}
		if state, err := s.WatchState(ctx, first.ID); err != nil || !state.Stopped || state.StoppedBy != "U2" {
			t.Errorf("%+v, %v", state, err)
		}
		if own, err := s.WatchesOf(ctx, ann); err != nil || len(own) != 1 || own[0].Channel != "C2" {
			t.Errorf("of one person: %+v, %v", own, err)
		}
		if again, added := add(someWatch("C1", 7)); !added || again.ID == first.ID {
			t.Errorf("a stopped one is in the way: %+v", again)
		} else if err := s.EndWatch(ctx, again.ID, nil); err != nil {
			t.Fatal(err)
		}
		if err := s.EndWatch(ctx, first.ID, nil); err != nil {
			t.Fatal(err)
		}
		if err := s.StopWatch(ctx, first.ID, "U2"); !errors.Is(err, watch.ErrEnded) {
			t.Errorf("stopped what has ended: %v", err)
		}
		if _, err := s.WatchState(ctx, first.ID); !errors.Is(err, watch.ErrEnded) {
			t.Errorf("read what has ended: %v", err)
		}
		if _, added := add(someWatch("C1", 7)); !added {
			t.Error("a job cannot be watched again after its watch has ended")
		}
		if err := s.ForgetWatches(ctx, time.Now().Add(48*time.Hour)); err != nil {
			t.Fatal(err)
		}
	})
}

// TestManyWatches: a person has a maximum.
func TestManyWatches(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		jobs := 0
		save(t, s, link(ann))
		for i := range watch.MaxWatches {
			if _, _, err := s.AddWatch(t.Context(), someWatch("C1", int64(i+1)), enqueued(&jobs)); err != nil {
				t.Fatal(err)
			}
		}
		if _, _, err := s.AddWatch(t.Context(), someWatch("C1", 99), enqueued(&jobs)); !errors.Is(err, watch.ErrMany) {
			t.Errorf("one more: %v", err)
		}
	})
}

// TestWatchMessage records what is shown, moves it to another channel, and ends it together with its job.
func TestWatchMessage(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, jobs := t.Context(), 0
		save(t, s, link(ann))
		w, _, err := s.AddWatch(ctx, someWatch("C1", 7), enqueued(&jobs))
		if err != nil {
			t.Fatal(err)
		}
		state, err := s.WatchState(ctx, w.ID)
		if err != nil {
			t.Fatal(err)
		}
		state.MessageChannel, state.Message, state.Shown, state.Edited, state.Told = "C1", "1.2", "abc", thursday.Add(1500*time.Millisecond), true
		state.Result = "3 new issues"
		state.Progress, state.Moved, state.Silent = "1:2", thursday, thursday.Add(time.Minute)
		state.Refusal, state.Refused = watch.EndGone, thursday.Add(2*time.Minute)
		for _, err := range []error{s.BeginWatchPost(ctx, w.ID), s.SaveLook(ctx, state), s.SaveWatchMessage(ctx, state)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.WatchState(ctx, w.ID)
		if err != nil || cmp.Diff(state, got) != "" {
			t.Errorf("%v\n%s", err, cmp.Diff(state, got))
		}
		if err := s.BeginWatchPost(ctx, w.ID); err != nil {
			t.Fatal(err)
		}
		if got, _ = s.WatchState(ctx, w.ID); got.Attempted.IsZero() {
			t.Error("an attempt is not recorded")
		}
		if err := s.AbandonWatchPost(ctx, w.ID); err != nil {
			t.Fatal(err)
		}
		if err := s.MoveWatch(ctx, w.ID, ann.User); err != nil {
			t.Fatal(err)
		}
		got, err = s.WatchState(ctx, w.ID)
		if err != nil || got.Channel != ann.User || got.Message != "" || got.MessageChannel != "" || got.Told || !got.Attempted.IsZero() || !got.Private() {
			t.Errorf("moved: %+v, %v", got, err)
		}
		if err := s.RedirectWatch(ctx, w.ID, 8); err != nil {
			t.Fatal(err)
		}
		failed := errors.New("the job is somebody else's now")
		if err := s.EndWatch(ctx, w.ID, func(context.Context, store.Tx) error { return failed }); !errors.Is(err, failed) {
			t.Errorf("ended: %v", err)
		}
		if got, err = s.WatchState(ctx, w.ID); err != nil || got.Job != 8 || got.Redirects != 1 {
			t.Errorf("it ended without its job: %+v, %v", got, err)
		}
	})
}
