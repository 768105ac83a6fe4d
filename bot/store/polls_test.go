package store_test

import (
	"context"
	"errors"
	"slices"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/follow"
	"tcabot/commands/gate"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// about is a follow of a repository and a branch; 0 for the whole team or repository.
func about(channel string, repo, project int64) follow.Follow {
	f := someFollow(channel)
	f.Target = target.Target{Org: "o", Team: "t", Repo: repo, Project: project}
	return f
}

// span is that of the tests.
var span = store.Span{Lease: time.Minute, Longest: time.Hour}

// claim claims the polls that are due.
func claim(t *testing.T, s *store.Store, now time.Time) []store.Poll {
	t.Helper()
	var all []store.Poll
	n, err := s.ClaimPolls(t.Context(), now, span, 10, func(_ context.Context, _ store.Tx, due []store.Poll) error {
		all = append(all, due...)
		return nil
	})
	if err != nil || n != len(all) {
		t.Fatalf("claimed %d of %d: %v", n, len(all), err)
	}
	return all
}

// TestClockIsPutBack: what was put off by a clock that was ahead is due when it is put right, and not only at the time that it
// showed.
func TestClockIsPutBack(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		addFollow(t, s, about("C1", 3, 300))
		notify(t, s, ann, true)
		for _, ahead := range []time.Duration{48 * time.Hour, 0, time.Minute, 48 * time.Hour, 24 * time.Hour} {
			if polls, looks := claim(t, s, thursday.Add(ahead)), looks(t, s, thursday.Add(ahead)); len(polls) != 1 || len(looks) != 1 {
				t.Errorf("%s ahead: %d polls and %d looks are due", ahead, len(polls), len(looks))
			}
		}
	})
}

// TestPollsAreShared: what one owner follows in a repository is one question, and what they follow in a team too.
func TestPollsAreShared(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		addFollow(t, s, about("C1", 3, 300))
		addFollow(t, s, about("C2", 3, 0))
		addFollow(t, s, about("C1", 4, 0))
		others := about("C1", 3, 0)
		others.Owner = bob.User
		addFollow(t, s, others)
		if due := claim(t, s, thursday); len(due) != 3 {
			t.Errorf("claimed %+v", due)
		}
		if due := claim(t, s, thursday.Add(59*time.Second)); len(due) != 0 {
			t.Errorf("claimed before the lease ended: %+v", due)
		}
		lost := claim(t, s, thursday.Add(61*time.Second))
		if len(lost) != 3 || lost[0].Round != 2 {
			t.Errorf("claimed after the lease: %+v", lost)
		}
		team := addFollow(t, s, about("C1", 0, 0))
		due := claim(t, s, thursday.Add(3*time.Minute))
		slices.SortFunc(due, func(a, b store.Poll) int { return int(a.Repo - b.Repo) })
		if len(due) != 2 || due[0].Repo != 0 || due[0].Owner != ann.User || due[1].Owner != bob.User {
			t.Errorf("with the whole team: %+v", due)
		}
		start, err := s.StartPoll(t.Context(), due[0])
		if err != nil || len(start.Follows) != 4 {
			t.Errorf("the team's question is about %d follows, %v", len(start.Follows), err)
		}
		if err := s.RemoveFollow(t.Context(), ann.Workspace, team.ID, team.Version); err != nil {
			t.Error(err)
		}
		if due := claim(t, s, thursday.Add(5*time.Minute)); len(due) != 3 || slices.ContainsFunc(due, func(p store.Poll) bool { return p.Repo == 0 }) {
			t.Errorf("without the whole team: %+v", due)
		}
	})
}

// TestPollsAreFinishedOnce: of two jobs for a poll the one that was claimed last counts. What ended wakes the follow once, and
// a state that was stored is there the next time, for a wider question, too.
func TestPollsAreFinishedOnce(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		f := addFollow(t, s, about("C1", 3, 0))
		old := claim(t, s, thursday)[0]
		now := claim(t, s, thursday.Add(2*time.Minute))[0]
		var woken []int64
		wake := func(_ context.Context, _ store.Tx, ids []int64) error { woken = append(woken, ids...); return nil }
		end := store.End{Follow: f.ID, End: follow.End{Repo: 3, Project: 300, Job: 7, Name: "api", Code: 211, Found: thursday}}
		gone := end
		gone.Follow = 999
		result := store.PollResult{
			Due: thursday.Add(3 * time.Minute), Wait: 20 * time.Second, Good: true, Ends: []store.End{end, gone},
			Repos: []store.PollRepo{{Repo: 3, State: `{"jobs":1}`, Seen: thursday}},
		}
		if err := s.FinishPoll(ctx, old, result, wake); !errors.Is(err, store.ErrVoid) || len(woken) > 0 {
			t.Errorf("by the former job: %v, woken %v", err, woken)
		}
		if _, err := s.StartPoll(ctx, old); !errors.Is(err, store.ErrVoid) {
			t.Errorf("started by the former job: %v", err)
		}
		broken := errors.New("broken")
		if err := s.FinishPoll(ctx, now, result, func(context.Context, store.Tx, []int64) error { return broken }); !errors.Is(err, broken) {
			t.Errorf("no job was made: %v", err)
		}
		if err := s.FinishPoll(ctx, now, result, wake); err != nil {
			t.Fatal(err)
		}
		if len(woken) != 1 || woken[0] != f.ID {
			t.Errorf("woken %v", woken)
		}
		next := claim(t, s, thursday.Add(5*time.Minute))[0]
		if err := s.FinishPoll(ctx, next, result, wake); err != nil { // the same end again is no news
			t.Fatal(err)
		}
		start, err := s.StartPoll(ctx, claim(t, s, thursday.Add(9*time.Minute))[0])
		if err != nil || start.Wait != 20*time.Second || start.Repos[3].State != `{"jobs":1}` || !start.Repos[3].Seen.Equal(thursday) {
			t.Errorf("the next time: %+v, %v", start, err)
		}
		post, err := s.FollowPost(ctx, f.ID, 1)
		if diff := cmp.Diff([]follow.End{end.End}, post.Ends); diff != "" || err != nil {
			t.Errorf("%v\n%s", err, diff)
		}
		if err := s.ForgetPolls(ctx, thursday.Add(8*24*time.Hour)); err != nil {
			t.Error(err)
		}
		if due := claim(t, s, thursday.Add(9*24*time.Hour)); len(due) != 1 || due[0].Round != 1 {
			t.Errorf("after all was forgotten: %+v", due)
		}
	})
}

// TestFrozenPoll has a process freeze before it stores what a poll found out. Another one takes the same job over, and what ended is
// posted. When the first one thaws, the end is not posted again.
func TestFrozenPoll(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		f := addFollow(t, s, about("C1", 3, 0))
		quiet := func(context.Context, store.Tx, []int64) error { return nil }
		p := claim(t, s, thursday)[0]
		result := store.PollResult{
			Due: thursday.Add(3 * time.Minute), Good: true,
			Ends: []store.End{{Follow: f.ID, End: follow.End{Repo: 3, Project: 300, Job: 7, Name: "api", Found: thursday}}},
		}
		if err := s.FinishPoll(ctx, p, result, quiet); err != nil {
			t.Fatal(err)
		}
		post, err := s.FollowPost(ctx, f.ID, 1)
		if err != nil || len(post.Ends) != 1 {
			t.Fatalf("to be posted: %+v, %v", post, err)
		}
		if err := s.FinishFollowPost(ctx, f.ID, 1, post.Ends, nil, thursday, nil); err != nil {
			t.Fatal(err)
		}
		if err := s.FinishPoll(ctx, p, result, quiet); !errors.Is(err, store.ErrVoid) {
			t.Errorf("by the one that was frozen: %v", err)
		}
		if post, err := s.FollowPost(ctx, f.ID, 2); err != nil || len(post.Ends) != 0 {
			t.Errorf("to be posted again: %+v, %v", post, err)
		}
	})
}

// TestFollowPost: one job at a time posts a follow, all that waits; what waits later is another job's.
func TestFollowPost(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		f := addFollow(t, s, about("C1", 3, 0))
		quiet := func(context.Context, store.Tx, []int64) error { return nil }
		ended := func(job int64) {
			t.Helper()
			p := claim(t, s, thursday.Add(time.Duration(job)*time.Hour))[0]
			e := store.End{Follow: f.ID, End: follow.End{Repo: 3, Project: 300, Job: job, Name: "api", Found: thursday}}
			if err := s.FinishPoll(ctx, p, store.PollResult{Due: thursday, Good: true, Ends: []store.End{e}}, quiet); err != nil {
				t.Fatal(err)
			}
		}
		read := func(job int64) store.FollowPost {
			t.Helper()
			post, err := s.FollowPost(ctx, f.ID, job)
			if err != nil {
				t.Fatal(err)
			}
			return post
		}
		ended(1)
		ended(2)
		first := read(11)
		if len(first.Ends) != 2 || first.Posting != 0 {
			t.Fatalf("waiting: %+v", first)
		}
		if err := s.BeginFollowPost(ctx, first, 11, "5.0"); err != nil {
			t.Fatal(err)
		}
		if err := s.BeginFollowPost(ctx, first, 12, ""); !errors.Is(err, subscription.ErrChanged) {
			t.Errorf("another job posts, too: %v", err)
		}
		ended(3)
		if err := s.SaveFollowSearch(ctx, f.ID, 11, "page 2"); err != nil {
			t.Error(err)
		}
		if again := read(11); len(again.Ends) != 2 || again.Posting != 11 || again.Thread != "5.0" || again.Searched != "page 2" || again.Attempted.IsZero() {
			t.Errorf("the same job again: %+v", again)
		}
		if other := read(12); len(other.Ends) != 1 || other.Ends[0].Job != 3 {
			t.Errorf("another job: %+v", other)
		}
		if err := s.AbandonFollowPost(ctx, f.ID, 11); err != nil {
			t.Error(err)
		}
		all := read(12)
		if len(all.Ends) != 3 {
			t.Fatalf("after the post was not sent: %+v", all)
		}
		if err := s.BeginFollowPost(ctx, all, 12, ""); err != nil {
			t.Fatal(err)
		}
		states := map[int64]follow.BranchState{300: {Gate: gate.Failing, Thread: "6.0", Opened: thursday}}
		completed := 0
		end := func(context.Context, store.Tx) error { completed++; return nil }
		if err := s.FinishFollowPost(ctx, f.ID, 12, all.Ends[:2], states, thursday, end); err != nil || completed != 1 {
			t.Errorf("finished: %v, %d jobs", err, completed)
		}
		done := read(13)
		woken := 0
		p := claim(t, s, thursday.Add(100*time.Hour))[0]
		if err := s.FinishPoll(ctx, p, store.PollResult{Due: thursday}, func(_ context.Context, _ store.Tx, ids []int64) error { woken += len(ids); return nil }); err != nil || woken != 1 {
			t.Errorf("what that post did not have: %d jobs, %v", woken, err)
		}
		if err := s.BeginFollowPost(ctx, done, 13, ""); err != nil {
			t.Fatal(err)
		}
		if err := s.FinishFollowPost(ctx, f.ID, 13, done.Ends, nil, thursday, end); err != nil {
			t.Fatal(err)
		}
		done = read(14)
		if diff := cmp.Diff(states, done.Branches); diff != "" || len(done.Ends) > 0 || done.Posting != 0 || !done.Last.Equal(thursday) {
			t.Errorf("afterwards: %+v\n%s", done, diff)
		}
		moved := done.Follow
		moved.Target.Repo = 4
		if _, err := s.ChangeFollow(ctx, moved); err != nil {
			t.Error(err)
		}
		if after := read(15); len(after.Branches) != 0 {
			t.Errorf("with another target: %+v", after.Branches)
		}
		if err := s.RemoveFollow(ctx, ann.Workspace, f.ID, 2); err != nil {
			t.Error(err)
		}
		if err := s.FinishFollowPost(ctx, f.ID, 16, all.Ends, states, thursday, end); err != nil || completed != 3 {
			t.Errorf("of a follow that was removed: %v, %d jobs", err, completed)
		}
		if _, err := s.FollowPost(ctx, f.ID, 16); !errors.Is(err, subscription.ErrNone) {
			t.Errorf("read after it was removed: %v", err)
		}
	})
}

// TestFollowsWake: a follow that is resumed is looked at, as something may wait since before.
func TestFollowsWake(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		f := addFollow(t, s, about("C1", 3, 0))
		var woken []int64
		wake := func(_ context.Context, _ store.Tx, ids []int64) error { woken = append(woken, ids...); return nil }
		none := func(context.Context, store.Tx, []subscription.Subscription) error { return nil }
		if _, err := s.Suspend(ctx, store.OwnedBy(command.Who{Workspace: ann.Workspace, User: ann.User}), subscription.ReasonOwner, none); err != nil {
			t.Fatal(err)
		}
		if due := claim(t, s, thursday); len(due) != 0 {
			t.Errorf("a question for nobody: %+v", due)
		}
		if _, err := s.Resume(ctx, store.InChannel(ann.Workspace, "C1"), thursday, subscription.ReasonOwner); err != nil {
			t.Fatal(err)
		}
		for i := range 2 {
			p := claim(t, s, thursday.Add(time.Duration(i)*time.Hour))[0]
			if err := s.FinishPoll(ctx, p, store.PollResult{Due: thursday, Good: i == 0}, wake); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(woken, []int64{f.ID}) {
			t.Errorf("woken %v", woken)
		}
		if n, err := s.FollowCounts(ctx); err != nil || n[subscription.Active] != 1 {
			t.Errorf("counts %v, %v", n, err)
		}
	})
}

// TestGoodAnswersEndDoubts: what TCA answers is not refused, unless something waits to be posted: that may be.
func TestGoodAnswersEndDoubts(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		f := addFollow(t, s, about("C1", 3, 0))
		quiet := func(context.Context, store.Tx, []int64) error { return nil }
		end := store.End{Follow: f.ID, End: follow.End{Repo: 3, Project: 300, Job: 7, Name: "api", Found: thursday}}
		for i, step := range []struct {
			good  bool
			ends  []store.End
			since int // hours
		}{{false, nil, 0}, {false, nil, 0}, {true, nil, 2}, {false, []store.End{end}, 2}, {true, nil, 2}} {
			now := thursday.Add(time.Duration(i) * time.Hour)
			p := claim(t, s, now)[0]
			if err := s.FinishPoll(ctx, p, store.PollResult{Due: now, Good: step.good, Ends: step.ends}, quiet); err != nil {
				t.Fatal(err)
			}
			since, err := s.Doubt(ctx, subscription.Follow, f.ID, subscription.ReasonRights, now)
			if want := thursday.Add(time.Duration(step.since) * time.Hour); err != nil || !since.Equal(want) {
				t.Errorf("step %d: doubted since %v, %v; want %v", i, since, err, want)
			}
		}
	})
}
