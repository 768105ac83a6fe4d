package store_test

import (
	"errors"
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/bot/store"
	"tcabot/commands/action"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"
)

func someAction(key string) action.Action {
	return action.Action{
		Workspace: ann.Workspace, User: ann.User, Channel: "C1", Surface: "button", Kind: "issue_resolve",
		Target: target.Target{Org: "o", Team: "t", Repo: 3, Project: 300}, Name: "支付@master", Value: "wontfix", Key: key, Began: time.Unix(1e9, 0),
		Changes: []action.Change{{Object: 7, Name: "#7 <b>", Field: action.IssueState, Before: "active", After: "resolved/wontfix"}, {Object: 8, Name: "#8"}},
	}
}

func beginAction(tb testing.TB, s *store.Store, a action.Action) action.Action {
	tb.Helper()
	saved, first, err := s.BeginAction(tb.Context(), a)
	if err != nil || !first {
		tb.Fatalf("first %t, %v", first, err)
	}
	return saved
}

// TestActions: an action is read as it was written, before and after it ended, and others do not find it.
func TestActions(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		if _, err := s.ActionByKey(ctx, ann, "k"); !errors.Is(err, action.ErrNone) {
			t.Errorf("before there is one: %v", err)
		}
		a := beginAction(t, s, someAction("k"))
		if got, err := s.Action(ctx, ann.Workspace, a.ID); err != nil || cmp.Diff(a, got) != "" {
			t.Errorf("%v\n%s", err, cmp.Diff(a, got))
		}
		a.Changes[0].Outcome, a.Changes[1].Outcome, a.Changes[1].Reason, a.Ended = action.Done, action.Refused, "不存在", time.Unix(1e9+2, 0)
		if err := s.EndAction(ctx, a); err != nil {
			t.Fatal(err)
		}
		if got, err := s.ActionByKey(ctx, ann, "k"); err != nil || cmp.Diff(a, got) != "" {
			t.Errorf("%v\n%s", err, cmp.Diff(a, got))
		}
		if _, err := s.Action(ctx, "T-other", a.ID); !errors.Is(err, action.ErrNone) {
			t.Errorf("in another workspace: %v", err)
		}
		if _, err := s.ActionByKey(ctx, bob, "k"); !errors.Is(err, action.ErrNone) {
			t.Errorf("of another person: %v", err)
		}
	})
}

// TestActionOnce: of many processes with one key, one begins the action; the others get that one.
func TestActionOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		const n = 8
		var ids [n]int64
		var firsts [n]bool
		var group errgroup.Group
		for i := range n {
			group.Go(func() error {
				got, first, err := s.BeginAction(t.Context(), someAction("k"))
				ids[i], firsts[i] = got.ID, first
				return err
			})
		}
		if err := group.Wait(); err != nil {
			t.Fatal(err)
		}
		first := 0
		for i := range n {
			if firsts[i] {
				first++
			}
			if ids[i] != ids[0] || ids[i] == 0 {
				t.Errorf("actions %v", ids)
			}
		}
		if first != 1 {
			t.Errorf("%d of %d were the first", first, n)
		}
		other := someAction("k")
		other.User = bob.User
		beginAction(t, s, other) // a key belongs to a person
	})
}

// TestUndone: an action is undone when all of it was set back, not before.
func TestUndone(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		of := beginAction(t, s, someAction("k"))
		for i, tt := range []struct {
			outcomes [2]action.Outcome
			ended    bool
			want     bool
		}{
			{[2]action.Outcome{action.Done, action.Unknown}, false, false},
			{[2]action.Outcome{action.Done, action.Conflict}, true, false},
			{[2]action.Outcome{action.Done, action.Same}, true, true},
		} {
			back := someAction(fmt.Sprint("undo", i))
			back.Undoes = of.ID
			back = beginAction(t, s, back)
			back.Changes[0].Outcome, back.Changes[1].Outcome = tt.outcomes[0], tt.outcomes[1]
			if tt.ended {
				back.Ended = time.Unix(1e9+9, 0)
			}
			if err := s.EndAction(t.Context(), back); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Action(t.Context(), ann.Workspace, of.ID); err != nil || (got.UndoneBy == back.ID) != tt.want {
				t.Errorf("%v: undone by %d, %v", tt.outcomes, got.UndoneBy, err)
			}
		}
	})
}

// TestListActions: the newest first, by person and time, in pages; old ones are forgotten.
func TestListActions(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		for i := range 5 {
			a := someAction(fmt.Sprint(i))
			a.Began = time.Unix(int64(1e9+i*100), 0)
			if i == 3 {
				a.User = bob.User
			}
			beginAction(t, s, a)
		}
		list := func(f action.Filter, w api.Window) string {
			t.Helper()
			f.Workspace = ann.Workspace
			all, total, err := s.Actions(t.Context(), f, w)
			if err != nil {
				t.Fatal(err)
			}
			var keys strings.Builder
			fmt.Fprint(&keys, total, ":")
			for _, a := range all {
				keys.WriteString(a.Key)
			}
			return keys.String()
		}
		all := api.Window{Limit: 10}
		for _, tt := range []struct {
			f    action.Filter
			w    api.Window
			want string
		}{
			{action.Filter{}, all, "5:43210"},
			{action.Filter{User: ann.User}, all, "4:4210"},
			{action.Filter{}, api.Window{Offset: 2, Limit: 2}, "5:21"},
			{action.Filter{}, api.Window{Offset: 9, Limit: 2}, "5:"},
			{action.Filter{Since: time.Unix(1e9+200, 0), Until: time.Unix(1e9+400, 0)}, all, "2:32"},
			{action.Filter{UpTo: 3}, all, "3:210"},
			{action.Filter{User: "U0NOBODY"}, all, "0:"},
		} {
			if got := list(tt.f, tt.w); got != tt.want {
				t.Errorf("%+v %+v: %s, want %s", tt.f, tt.w, got, tt.want)
			}
		}
		if err := s.ForgetActions(t.Context(), time.Unix(1e9+300, 0)); err != nil {
			t.Fatal(err)
		}
		if got := list(action.Filter{}, all); got != "2:43" {
			t.Errorf("after forgetting: %s", got)
		}
	})
}
