package store_test

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/bot/store"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var byZone = cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })

func morning(zone string) schedule.Schedule {
	z, ok := schedule.ReadZone(zone)
	if !ok {
		panic(zone)
	}
	return schedule.Schedule{At: schedule.At(9, 30), Days: schedule.Workdays, Zone: z}
}

// thursday is an hour before half past nine in Shanghai.
var thursday = time.Date(2026, 11, 26, 0, 30, 0, 0, time.UTC)

func someDigest(channel string) digest.Digest {
	when := morning("Asia/Shanghai")
	return digest.Digest{
		Subscription: subscription.Subscription{Kind: subscription.Digest, Workspace: ann.Workspace, Channel: channel, Owner: ann.User, Target: target.Target{Org: "o", Team: "t", Repo: 3, Project: 300}, Name: "支付 · master", Language: locale.Chinese, State: subscription.Active},
		When:         when,
		Due:          when.Next(thursday),
		Content: digest.Content{
			Severity: []api.Severity{api.SeverityFatal, api.SeverityError}, Show: []digest.Part{digest.PartWorst, digest.PartTrend},
			Gate: gate.Gate{{What: gate.New}, {What: gate.Duplication, Most: 4.5}}, Quiet: digest.QuietWeekly,
		},
	}
}

func add(tb testing.TB, s *store.Store, d digest.Digest) digest.Digest {
	tb.Helper()
	got, err := s.AddDigest(tb.Context(), d, "")
	if err != nil {
		tb.Fatal(err)
	}
	return got
}

func linked(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		save(t, s, link(bob))
		test(t, s)
	})
}

func TestDigests(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		first := add(t, s, someDigest("C1"))
		other := someDigest("C1")
		other.Owner, other.State, other.Due, other.Content = bob.User, subscription.Paused, time.Time{}, digest.Content{}
		second := add(t, s, other)
		add(t, s, someDigest("C2"))
		got, err := s.Digest(ctx, ann.Workspace, first.ID)
		if diff := cmp.Diff(first, got, byZone); diff != "" || err != nil {
			t.Errorf("read back: %v\n%s", err, diff)
		}
		in, err := s.ChannelDigests(ctx, ann.Workspace, "C1")
		if diff := cmp.Diff([]digest.Digest{first, second}, in, byZone); diff != "" || err != nil {
			t.Errorf("of the channel: %v\n%s", err, diff)
		}
		if own, err := s.OwnDigests(ctx, ann.Workspace, bob.User); len(own) != 1 || own[0].ID != second.ID || err != nil {
			t.Errorf("of bob: %+v, %v", own, err)
		}
		for _, id := range []int64{first.ID, 999} {
			if _, err := s.Digest(ctx, eve.Workspace, id); !errors.Is(err, subscription.ErrNone) {
				t.Errorf("of another workspace or none: %v", err)
			}
		}
		changed := first
		changed.When.At, changed.Content.Gate = schedule.At(18, 0), nil
		if changed, err = s.ChangeDigest(ctx, changed); err != nil || changed.Version != 2 {
			t.Errorf("changed to version %d, %v", changed.Version, err)
		}
		if _, err := s.ChangeDigest(ctx, first); !errors.Is(err, subscription.ErrChanged) {
			t.Errorf("of an old version: %v", err)
		}
		if err := s.RemoveDigest(ctx, ann.Workspace, first.ID, 1); !errors.Is(err, subscription.ErrChanged) {
			t.Errorf("removed in an old version: %v", err)
		}
		if err := s.RemoveDigest(ctx, ann.Workspace, first.ID, 2); err != nil {
			t.Error(err)
		}
		if err := s.RemoveDigest(ctx, ann.Workspace, first.ID, 2); !errors.Is(err, subscription.ErrNone) {
			t.Errorf("removed twice: %v", err)
		}
		if next := add(t, s, someDigest("C1")); next.ID <= second.ID {
			t.Errorf("the number %d is given again", next.ID)
		}
		if err := s.DeleteWorkspace(ctx, ann.Workspace); err != nil {
			t.Error(err)
		}
		if in, err := s.ChannelDigests(ctx, ann.Workspace, "C1"); len(in) > 0 || err != nil {
			t.Errorf("after the workspace is gone: %v, %v", in, err)
		}
	})
}

func TestDigestsOfAChannelAreLimited(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		var err error
		n := 0
		for ; err == nil && n < 200; n++ {
			_, err = s.AddDigest(t.Context(), someDigest("C1"), "")
		}
		if !errors.Is(err, subscription.ErrMany) {
			t.Errorf("after %d: %v", n, err)
		}
		if in, _ := s.ChannelDigests(t.Context(), ann.Workspace, "C1"); len(in) != n-1 {
			t.Errorf("%d are kept of %d", len(in), n-1)
		}
		moved := add(t, s, someDigest("C9"))
		moved.Channel = "C1"
		if _, err := s.ChangeDigest(t.Context(), moved); !errors.Is(err, subscription.ErrMany) {
			t.Errorf("moved into a full channel: %v", err)
		}
		stranger := someDigest("C2")
		stranger.Owner = "U9"
		if _, err := s.AddDigest(t.Context(), stranger, ""); !errors.Is(err, command.ErrNotLinked) {
			t.Errorf("of somebody without a token: %v", err)
		}
	})
}

// claims collects what is claimed.
type claims []store.Occurrence

func (c *claims) enqueue(_ context.Context, _ store.Tx, due []store.Occurrence) error {
	*c = append(*c, due...)
	return nil
}

func TestClaim(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		d := add(t, s, someDigest("C1"))
		paused := someDigest("C1")
		paused.State, paused.Due = subscription.Paused, time.Time{}
		add(t, s, paused)
		claim := func(now time.Time, fail error) (claims, error) {
			var c claims
			n, err := s.ClaimDigests(ctx, now, 10, func(ctx context.Context, tx store.Tx, due []store.Occurrence) error {
				return errors.Join(fail, c.enqueue(ctx, tx, due))
			})
			if err == nil && n != len(c) {
				t.Errorf("claimed %d, told of %d", n, len(c))
			}
			return c, err
		}
		if c, err := claim(d.Due.Add(-time.Second), nil); len(c) > 0 || err != nil {
			t.Errorf("claimed too early: %v, %v", c, err)
		}
		broken := errors.New("broken")
		if _, err := claim(d.Due, broken); !errors.Is(err, broken) {
			t.Errorf("no jobs were made: %v", err)
		}
		if c, err := claim(d.Due, nil); err != nil || len(c) != 1 || c[0].Digest != d.ID || !c[0].Due.Equal(d.Due) {
			t.Errorf("claimed %v, %v", c, err)
		}
		if c, err := claim(d.Due.Add(time.Minute), nil); len(c) > 0 || err != nil {
			t.Errorf("claimed twice: %v, %v", c, err)
		}
		run, err := s.DigestDelivery(ctx, d.ID)
		if want := d.Due.AddDate(0, 0, 1); err != nil || !run.Claimed.Equal(d.Due) || !run.Due.Equal(want) {
			t.Errorf("then due %v (want %v), claimed %v, %v", run.Due, want, run.Claimed, err)
		}
		// Nothing runs for eleven days: one post is enough, and it is the last one's.
		late := d.Due.AddDate(0, 0, 11).Add(2 * time.Hour)
		if c, err := claim(late, nil); err != nil || len(c) != 1 || !c[0].Due.Equal(d.Due.AddDate(0, 0, 11)) {
			t.Errorf("after a long stop claimed %v, %v", c, err)
		}
		if c, err := claim(late.Add(time.Minute), nil); len(c) > 0 || err != nil {
			t.Errorf("a second catch-up: %v, %v", c, err)
		}
	})
}

// TestTwelveMonths lets a year pass, looked at every eight hours, with a digest in each zone: each is due exactly once on each
// of its weekdays, and on no other.
func TestTwelveMonths(t *testing.T) {
	zones := []string{"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"}
	linked(t, func(t *testing.T, s *store.Store) {
		start := time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)
		end := start.AddDate(1, 0, 0)
		all := map[int64]digest.Digest{}
		for i, zone := range zones {
			for _, days := range []schedule.Days{schedule.Workdays, schedule.EveryDay, 1 << time.Sunday} {
				d := someDigest("C" + zone)
				d.When = morning(zone)
				d.When.Days, d.When.At = days, schedule.At([]int{9, 2, 2, 0, 23, 2}[i], 15)
				d.Due = d.When.Next(start)
				d = add(t, s, d)
				all[d.ID] = d
			}
		}
		var c claims
		for now := start; now.Before(end); now = now.Add(8 * time.Hour) {
			if _, err := s.ClaimDigests(t.Context(), now, 100, c.enqueue); err != nil {
				t.Fatal(err)
			}
		}
		got := map[int64]map[string]int{}
		for _, due := range c {
			if got[due.Digest] == nil {
				got[due.Digest] = map[string]int{}
			}
			got[due.Digest][due.Due.In(all[due.Digest].When.Zone).Format(time.DateOnly)]++
		}
		for id, d := range all {
			n := 0
			for day := start.Add(48 * time.Hour); day.Before(end.Add(-48 * time.Hour)); day = day.AddDate(0, 0, 1) {
				want := 0
				if d.When.Days.Has(day.Weekday()) {
					want = 1
				}
				if got[id][day.Format(time.DateOnly)] != want {
					t.Errorf("%s %s: due %d times on %s, want %d", d.When.Zone, d.When.Days, got[id][day.Format(time.DateOnly)], day.Format(time.DateOnly), want)
				}
				n += want
			}
			if n < 50 {
				t.Errorf("%s: only %d days were looked at", d.When.Zone, n)
			}
		}
	})
}

func mark(project, scan int64) change.Mark {
	return change.Mark{
		Project: project, Scan: scan, Open: api.SeverityCounts{Fatal: 1, Error: 2, Warning: 3, Info: 4}, Resolved: 5, Complex: 6, Duplicated: 7.25, Code: 8,
		Has: change.MarkParts{Lint: true, Duplication: true},
	}
}

func TestPosts(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		d := add(t, s, someDigest("C1"))
		due, posted := d.Due, d.Due.Add(3*time.Second)
		marks := []change.Mark{mark(300, 1), mark(301, 2)}
		if err := s.BeginPost(ctx, store.DigestDelivery{Digest: d}, due, marks); err != nil {
			t.Fatal(err)
		}
		if told, err := s.Marks(ctx, d.ID); len(told) > 0 || err != nil {
			t.Errorf("told before the post: %v, %v", told, err)
		}
		run, err := s.DigestDelivery(ctx, d.ID)
		if err != nil || !run.Posting.Equal(due) || !run.Done.IsZero() {
			t.Errorf("under way: %+v, %v", run, err)
		}
		broken := errors.New("broken")
		if err := s.FinishDelivery(ctx, d.ID, due, posted, func(context.Context, store.Tx) error { return broken }); !errors.Is(err, broken) {
			t.Errorf("its job could not be ended: %v", err)
		}
		if told, _ := s.Marks(ctx, d.ID); len(told) > 0 {
			t.Errorf("told although the transaction failed: %v", told)
		}
		marks = []change.Mark{mark(300, 7)} // it was tried again, and the other branch is gone
		if err := s.BeginPost(ctx, store.DigestDelivery{Digest: d}, due, marks); err != nil {
			t.Fatal(err)
		}
		if pending, err := s.PendingMarks(ctx, d.ID); err != nil || cmp.Diff(marks, pending) != "" {
			t.Errorf("pending: %v\n%s", err, cmp.Diff(marks, pending))
		}
		if err := s.FinishDelivery(ctx, d.ID, due, posted, nil); err != nil {
			t.Fatal(err)
		}
		if told, err := s.Marks(ctx, d.ID); err != nil || cmp.Diff(marks, told) != "" {
			t.Errorf("told: %v\n%s", err, cmp.Diff(marks, told))
		}
		run, err = s.DigestDelivery(ctx, d.ID)
		if err != nil || !run.Posting.IsZero() || !run.Done.Equal(due) || !run.Last.Equal(posted) {
			t.Errorf("done: %+v, %v", run, err)
		}
		// Another job of the same digest read it before that, or while that was under way.
		later := due.Add(time.Minute)
		if err := s.BeginPost(ctx, store.DigestDelivery{Digest: d}, later, marks); !errors.Is(err, subscription.ErrChanged) {
			t.Errorf("with marks that are told of: %v", err)
		}
		if err := s.BeginPost(ctx, run, later, marks); err != nil {
			t.Error(err)
		}
		if err := s.BeginPost(ctx, run, later.Add(time.Minute), marks); !errors.Is(err, subscription.ErrChanged) {
			t.Errorf("while another post is under way: %v", err)
		}
		if err := s.BeginPost(ctx, run, later.Add(2*time.Hour), marks); err != nil {
			t.Errorf("long after a post that was never finished: %v", err)
		}
		if err := s.AbandonPost(ctx, d.ID, later.Add(2*time.Hour)); err != nil {
			t.Error(err)
		}
		changed := d
		changed.Target.Project++
		if changed, err = s.ChangeDigest(ctx, changed); err != nil {
			t.Fatal(err)
		}
		if told, _ := s.Marks(ctx, d.ID); len(told) > 0 {
			t.Errorf("another target is compared with the former one's marks: %v", told)
		}
		if err := s.BeginPost(ctx, store.DigestDelivery{Digest: d}, due, nil); !errors.Is(err, subscription.ErrChanged) {
			t.Errorf("a post of a digest that was changed: %v", err)
		}
		if err := s.RemoveDigest(ctx, d.Workspace, d.ID, changed.Version); err != nil {
			t.Fatal(err)
		}
		if err := s.BeginPost(ctx, store.DigestDelivery{Digest: d}, due, nil); !errors.Is(err, subscription.ErrNone) {
			t.Errorf("a post of a digest that is gone: %v", err)
		}
	})
}

// TestMarksOfManyBranches: the state of a whole team's branches is stored with a post, each once.
func TestMarksOfManyBranches(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		d := add(t, s, someDigest("C1"))
		for i, n := range []int{0, 1, 9, 10, 11, 99, 100, 109, 2000} {
			var marks []change.Mark
			for j := range n {
				marks = append(marks, mark(int64(1000+j), int64(i+1)))
			}
			run, err := s.DigestDelivery(t.Context(), d.ID)
			if err != nil {
				t.Fatal(err)
			}
			due := d.Due.Add(time.Duration(i) * time.Minute)
			if err := errors.Join(s.BeginPost(t.Context(), run, due, marks), s.FinishDelivery(t.Context(), d.ID, due, due, nil)); err != nil {
				t.Fatal(err)
			}
			told, err := s.Marks(t.Context(), d.ID)
			if err != nil || len(told) != n || n > 0 && cmp.Diff(marks, told) != "" {
				t.Errorf("%d marks: %d are stored, %v", n, len(told), err)
			}
		}
	})
}

func TestSuspended(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		one, two := add(t, s, someDigest("C1")), add(t, s, someDigest("C1"))
		elsewhere := add(t, s, someDigest("C2"))
		var told []int64
		tell := func(_ context.Context, _ store.Tx, some []subscription.Subscription) error {
			for _, d := range some {
				told = append(told, d.ID)
			}
			return nil
		}
		for range 2 { // the second finds nothing, and tells nobody
			if _, err := s.Suspend(ctx, store.InChannel("T1", "C1"), subscription.ReasonArchived, tell); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(told, []int64{one.ID, two.ID}) {
			t.Errorf("told of %v", told)
		}
		got, _ := s.Digest(ctx, "T1", one.ID)
		if got.State != subscription.Suspended || got.Reason != subscription.ReasonArchived || !got.Due.IsZero() || got.Version != 2 {
			t.Errorf("suspended: %+v", got)
		}
		if back, err := s.Resume(ctx, store.InChannel("T1", "C1"), thursday, subscription.ReasonToken); len(back) > 0 || err != nil {
			t.Errorf("resumed for another reason: %v, %v", back, err)
		}
		back, err := s.Resume(ctx, store.InChannel("T1", "C1"), thursday, subscription.ReasonChannel, subscription.ReasonArchived)
		if err != nil || len(back) != 2 {
			t.Errorf("resumed %v, %v", back, err)
		}
		got, _ = s.Digest(ctx, "T1", one.ID)
		if got.State != subscription.Active || got.Reason != "" || !got.Due.Equal(one.Due) || got.Version != 3 {
			t.Errorf("resumed: %+v", got)
		}
		broken := errors.New("broken")
		if _, err := s.Suspend(ctx, store.Version(elsewhere.Subscription), subscription.ReasonRights, func(context.Context, store.Tx, []subscription.Subscription) error { return broken }); !errors.Is(err, broken) {
			t.Errorf("nobody could be told: %v", err)
		}
		if got, _ := s.Digest(ctx, "T1", elsewhere.ID); got.State != subscription.Active {
			t.Error("suspended in silence")
		}
		// Suspended as it was read before somebody changed it: not any more.
		stale := one
		if some, err := s.Suspend(ctx, store.Version(stale.Subscription), subscription.ReasonRights, tell); err != nil || len(some) > 0 {
			t.Errorf("suspended as it was: %v, %v", some, err)
		}
		now, err := s.Link(ctx, ann)
		if err != nil {
			t.Fatal(err)
		}
		if some, err := s.Suspend(ctx, store.OfLogin(ann, now.Generation-1), subscription.ReasonToken, tell); err != nil || len(some) > 0 {
			t.Errorf("suspended for a token that was replaced: %v, %v", some, err)
		}
		counts, err := s.CountDigests(ctx)
		if err != nil || counts[subscription.Active] != 3 {
			t.Errorf("counts %v, %v", counts, err)
		}
		if suspended, err := s.Suspend(ctx, store.OfLogin(ann, now.Generation), subscription.ReasonOwner, tell); err != nil || len(suspended) != 3 {
			t.Errorf("of ann %v, %v", suspended, err)
		}
	})
}

// TestDoubt has a digest refused for one reason and another: each is waited for by itself, and a delivery ends them.
func TestDoubt(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		d := add(t, s, someDigest("C1"))
		for _, step := range []struct {
			name   string
			reason subscription.Reason
			after  time.Duration
			since  time.Duration
			finish bool
		}{
			{name: "first", reason: subscription.ReasonTarget, after: 0, since: 0},
			{name: "the same again", reason: subscription.ReasonTarget, after: 5 * time.Minute, since: 0},
			{name: "another reason", reason: subscription.ReasonToken, after: 10 * time.Minute, since: 10 * time.Minute},
			{name: "that one again", reason: subscription.ReasonToken, after: 15 * time.Minute, since: 10 * time.Minute},
			{name: "the first reason again", reason: subscription.ReasonTarget, after: 20 * time.Minute, since: 20 * time.Minute},
			{name: "after a delivery", reason: subscription.ReasonTarget, after: 30 * time.Minute, since: 30 * time.Minute, finish: true},
		} {
			if step.finish {
				if err := s.FinishDelivery(t.Context(), d.ID, d.Due, time.Time{}, nil); err != nil {
					t.Fatal(err)
				}
			}
			since, err := s.Doubt(t.Context(), subscription.Digest, d.ID, step.reason, thursday.Add(step.after))
			if want := thursday.Add(step.since); err != nil || !since.Equal(want) {
				t.Errorf("%s: since %v, %v; want %v", step.name, since, err, want)
			}
		}
		if _, err := s.Doubt(t.Context(), subscription.Digest, 999, subscription.ReasonToken, thursday); !errors.Is(err, subscription.ErrNone) {
			t.Errorf("of a digest that is gone: %v", err)
		}
	})
}
