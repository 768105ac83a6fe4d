package store_test

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/bot/store"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func notify(t *testing.T, s *store.Store, who command.Who, on bool) {
	t.Helper()
	if err := s.SetNotices(t.Context(), who, on, locale.English); err != nil {
		t.Fatal(err)
	}
}

// looks claims the looks that are due.
func looks(t *testing.T, s *store.Store, now time.Time) []store.AssignmentLook {
	t.Helper()
	var all []store.AssignmentLook
	n, err := s.ClaimAssignments(t.Context(), now, span, 10, func(_ context.Context, _ store.Tx, due []store.AssignmentLook) error {
		all = append(all, due...)
		return nil
	})
	if err != nil || n != len(all) {
		t.Fatalf("claimed %d of %d: %v", n, len(all), err)
	}
	return all
}

// oneLook switches the notices on and begins a look.
func oneLook(t *testing.T, s *store.Store) store.AssignmentLook {
	t.Helper()
	notify(t, s, ann, true)
	due := looks(t, s, thursday)
	if len(due) != 1 {
		t.Fatalf("%d looks are due", len(due))
	}
	return due[0]
}

func branchOf(team string, id int64) assignment.Branch {
	return assignment.Branch{Ref: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: team}, ID: id / 10}, ID: id}, Name: team + " · branch"}
}

// looked is what a branch answered: some issues are new.
func looked(project int64, fresh ...int64) store.LookedBranch {
	l := store.LookedBranch{Project: project, Look: assignment.Look{Marks: assignment.Marks{"wang": {IDs: fresh}}, Gone: func(int64) bool { return false }}}
	for _, id := range fresh {
		l.Fresh = append(l.Fresh, assignment.Issue{ID: id, Severity: api.SeverityError})
	}
	return l
}

// finishLook stores what was found, and returns whether a job was inserted that tells it.
func finishLook(t *testing.T, s *store.Store, l store.AssignmentLook, found ...store.LookedBranch) bool {
	t.Helper()
	told := false
	err := s.FinishAssignment(t.Context(), l, store.AssignmentResult{Due: thursday, Wait: time.Minute, Good: true, Looked: found, At: thursday}, func(context.Context, store.Tx, int64) error {
		told = true
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return told
}

func list(t *testing.T, s *store.Store, id int64, lost []api.TeamRef, all ...assignment.Branch) {
	t.Helper()
	if err := s.ListAssignmentBranches(t.Context(), id, all, lost, thursday); err != nil {
		t.Fatal(err)
	}
}

// waiting are the IDs of what a job is to tell.
func waiting(t *testing.T, s *store.Store, id, job int64) []int64 {
	t.Helper()
	p, err := s.AssignmentPost(t.Context(), id, job)
	if err != nil {
		t.Fatal(err)
	}
	var all []int64
	for _, f := range p.Found {
		all = append(all, f.ID)
	}
	slices.Sort(all)
	return all
}

// TestNoticesNeedALogin: they can be switched on with a TCA account alone, and end with it.
func TestNoticesNeedALogin(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		if err := s.SetNotices(t.Context(), eve, true, locale.Chinese); !errors.Is(err, command.ErrNotLinked) {
			t.Errorf("without a login: %v", err)
		}
		notify(t, s, ann, true)
		notify(t, s, ann, true)
		notify(t, s, bob, true)
		if due := looks(t, s, thursday); len(due) != 2 {
			t.Errorf("%d looks are due", len(due))
		}
		state := func(who command.Who) assignment.Notices {
			n, err := s.Notices(t.Context(), who)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if n := state(ann); !n.On || n.Reason != "" {
			t.Errorf("after they were switched on: %+v", n)
		}
		if err := s.DeleteLink(t.Context(), ann); err != nil {
			t.Fatal(err)
		}
		other := link(bob)
		other.Username = "somebody_else"
		if _, err := s.SaveLink(t.Context(), other); err != nil {
			t.Fatal(err)
		}
		if state(ann).On || state(bob).On {
			t.Error("they outlive the account")
		}
	})
}

// TestNoticesAreSuspended: a suspended one is not looked at. With the login it is resumed, with what was seen, and at once.
func TestNoticesAreSuspended(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		l := oneLook(t, s)
		list(t, s, l.ID, nil, branchOf("t", 70))
		finishLook(t, s, l, looked(70, 1))
		var noticed []subscription.Subscription
		_, err := s.Suspend(t.Context(), store.OwnedBy(ann), subscription.ReasonToken, func(_ context.Context, _ store.Tx, all []subscription.Subscription) error {
			noticed = all
			return nil
		})
		if err != nil || len(noticed) != 1 || noticed[0].Kind != subscription.Assignment || noticed[0].Channel != ann.User {
			t.Fatalf("%+v, %v", noticed, err)
		}
		if n, err := s.Notices(t.Context(), ann); err != nil || n.Reason != subscription.ReasonToken {
			t.Errorf("%+v, %v", n, err)
		}
		if due := looks(t, s, thursday.Add(time.Hour)); len(due) != 0 {
			t.Errorf("looked at while suspended: %v", due)
		}
		if _, err := s.Subscription(t.Context(), subscription.Assignment, ann.Workspace, l.ID); err != nil {
			t.Error(err)
		}
		if _, err := s.Resume(t.Context(), store.OwnedBy(ann), thursday, subscription.ReasonToken); err != nil {
			t.Fatal(err)
		}
		if due := looks(t, s, thursday); len(due) != 1 || !cmp.Equal(waiting(t, s, l.ID, 5), []int64{1}) {
			t.Errorf("after it was resumed: %v", due)
		}
	})
}

// TestLooksAreClaimedOnce: a look whose process died is replaced, and its result is void.
func TestLooksAreClaimedOnce(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		first := oneLook(t, s)
		if due := looks(t, s, thursday.Add(59*time.Second)); len(due) != 0 {
			t.Errorf("claimed before the lease ended: %v", due)
		}
		second := looks(t, s, thursday.Add(61*time.Second))
		if len(second) != 1 || second[0].Round != 2 {
			t.Fatalf("claimed %v", second)
		}
		if _, err := s.StartAssignment(t.Context(), first); !errors.Is(err, store.ErrVoid) {
			t.Errorf("the first one starts: %v", err)
		}
		start, err := s.StartAssignment(t.Context(), second[0])
		if err != nil || start.Owner != ann.User || !start.Listed.IsZero() {
			t.Errorf("%+v, %v", start, err)
		}
		if err := s.FinishAssignment(t.Context(), first, store.AssignmentResult{}, nil); !errors.Is(err, store.ErrVoid) {
			t.Errorf("the first one ends: %v", err)
		}
		// A process that was frozen has the same round as the one that took its job over, and that has finished it.
		finishLook(t, s, second[0])
		if err := s.FinishAssignment(t.Context(), second[0], store.AssignmentResult{}, nil); !errors.Is(err, store.ErrVoid) {
			t.Errorf("the second one ends twice: %v", err)
		}
		notify(t, s, ann, false)
		if err := s.ListAssignmentBranches(t.Context(), first.ID, []assignment.Branch{branchOf("t", 70)}, nil, thursday); !errors.Is(err, store.ErrVoid) {
			t.Errorf("after they were switched off: %v", err)
		}
	})
}

// TestAssignmentBranches: those that are no longer listed are forgotten, but for those of a team that was not listed; what was
// seen of the others stays. The one that was looked at least recently is the first.
func TestAssignmentBranches(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		l := oneLook(t, s)
		list(t, s, l.ID, nil, branchOf("t", 70), branchOf("t", 71), branchOf("other", 80))
		finishLook(t, s, l, looked(70, 1, 2))
		renamed := branchOf("t", 70)
		renamed.Name = "renamed"
		list(t, s, l.ID, []api.TeamRef{{Org: "o", Team: "other"}}, renamed, branchOf("t", 72))
		all, err := s.AssignmentBranches(t.Context(), l.ID, 10)
		if err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for _, b := range all {
			ids = append(ids, b.Ref.ID)
		}
		if !cmp.Equal(ids, []int64{72, 80, 70}) {
			t.Fatalf("branches %v", ids)
		}
		if last := all[2]; last.Name != "renamed" || !cmp.Equal(last.Marks, assignment.Marks{"wang": {IDs: []int64{1, 2}}}) || !last.Looked.Equal(thursday) {
			t.Errorf("%+v", last)
		}
		if some, err := s.AssignmentBranches(t.Context(), l.ID, 1); err != nil || len(some) != 1 {
			t.Errorf("%d branches: %v", len(some), err)
		}
	})
}

// TestAssignmentPosts: what a look finds while a message is under way is told by the next one, and nothing twice.
func TestAssignmentPosts(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		l := oneLook(t, s)
		list(t, s, l.ID, nil, branchOf("t", 70), branchOf("t", 71))
		if finishLook(t, s, l, looked(70)) {
			t.Error("a job for nothing")
		}
		next := func() store.AssignmentLook { return looks(t, s, thursday)[0] }
		if !finishLook(t, s, next(), looked(70, 1, 2), looked(71, 3)) {
			t.Error("no job")
		}
		stale, err := s.AssignmentPost(t.Context(), l.ID, 5)
		if err != nil {
			t.Fatal(err)
		}
		resolved := looked(70)
		resolved.Gone = func(id int64) bool { return id == 2 }
		finishLook(t, s, next(), resolved)
		if err := s.BeginAssignmentPost(t.Context(), stale, 5); !errors.Is(err, subscription.ErrChanged) {
			t.Errorf("a message about what has changed: %v", err)
		}
		p, err := s.AssignmentPost(t.Context(), l.ID, 5)
		if err != nil || len(p.Found) != 2 || p.Found[0].Branch != branchOf("t", 70) {
			t.Fatalf("%+v, %v", p, err)
		}
		if err := s.BeginAssignmentPost(t.Context(), p, 5); err != nil {
			t.Fatal(err)
		}
		if !finishLook(t, s, next(), looked(71, 4)) {
			t.Error("no job for what is found meanwhile")
		}
		if mine, others := waiting(t, s, l.ID, 5), waiting(t, s, l.ID, 6); !cmp.Equal(mine, []int64{1, 3}) || !cmp.Equal(others, []int64{4}) {
			t.Errorf("in the message %v, waiting %v", mine, others)
		}
		if err := s.AbandonAssignmentPost(t.Context(), l.ID, 5); err != nil {
			t.Fatal(err)
		}
		if all := waiting(t, s, l.ID, 6); !cmp.Equal(all, []int64{1, 3, 4}) {
			t.Errorf("waiting after the message was given up: %v", all)
		}
		p, err = s.AssignmentPost(t.Context(), l.ID, 6)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.BeginAssignmentPost(t.Context(), p, 6); err != nil {
			t.Fatal(err)
		}
		ended := false
		end := func(context.Context, store.Tx) error {
			ended = true
			return nil
		}
		if err := s.FinishAssignmentPost(t.Context(), p, 6, thursday, end); err != nil || !ended {
			t.Errorf("the job ended: %t, %v", ended, err)
		}
		p, err = s.AssignmentPost(t.Context(), l.ID, 7)
		if err != nil || len(p.Found) > 0 || !p.Last.Equal(thursday) || p.Posting != 0 {
			t.Errorf("after they were told: %+v, %v", p, err)
		}
	})
}

// TestQuietHours outlive a logout.
func TestQuietHours(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		berlin, err := time.LoadLocation("Europe/Berlin")
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []schedule.Quiet{
			{From: schedule.At(20, 0), Until: schedule.At(8, 0), Zone: berlin}, {From: schedule.At(22, 30), Until: schedule.At(0, 0), Zone: time.UTC, Chosen: true}, {},
		} {
			if err := s.SetQuiet(t.Context(), ann, q); err != nil {
				t.Fatal(err)
			}
			if err := s.DeleteLink(t.Context(), ann); err != nil {
				t.Fatal(err)
			}
			got, err := s.Quiet(t.Context(), ann)
			if err != nil || got.Hours() != q.Hours() || got.Chosen != q.Chosen || !q.IsZero() && got.Zone.String() != q.Zone.String() {
				t.Errorf("%+v, want %+v; %v", got, q, err)
			}
		}
	})
}
