package store_test

import (
	"errors"
	"fmt"
	"tcabot/api"
	"tcabot/bot/store"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var (
	gateBranch  = gate.Scope{Target: target.Target{Org: "o", Team: "t", Repo: 3, Project: 300}}
	gateRepo    = gate.Scope{Target: target.Target{Org: "o", Team: "t", Repo: 3}}
	gateTeam    = gate.Scope{Target: target.Target{Org: "o", Team: "t"}}
	gateChannel = gate.Scope{Channel: "C1"}
)

func someGate(s gate.Scope, limits ...gate.Limit) gate.Setting {
	return gate.Setting{
		Workspace: ann.Workspace, Scope: s, Name: "支付", By: ann.User, At: time.Unix(1e9, 0),
		Terms: gate.Terms{Limits: limits, Against: gate.Against{What: gate.AgainstPin, Pin: "v1.4"}},
	}
}

func setGate(tb testing.TB, s *store.Store, g gate.Setting) gate.Setting {
	tb.Helper()
	got, err := s.SetGate(tb.Context(), g)
	if err != nil {
		tb.Fatal(err)
	}
	return got
}

// TestGates: a gate is read as it was set, with what held before; who saw another version is told.
func TestGates(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		if none, err := s.Gate(ctx, ann.Workspace, gateBranch); err != nil || none.Version != 0 || len(none.Limits) > 0 || none.Scope != gateBranch {
			t.Errorf("none set: %+v, %v", none, err)
		}
		first := setGate(t, s, someGate(gateBranch, gate.Limit{What: gate.New}, gate.Limit{What: gate.Duplication, Most: 4.5, Increase: true}))
		if got, err := s.Gate(ctx, ann.Workspace, gateBranch); err != nil || cmp.Diff(first, got) != "" || first.Version != 1 {
			t.Errorf("%v\n%s", err, cmp.Diff(first, got))
		}
		if _, err := s.SetGate(ctx, someGate(gateBranch, gate.Limit{What: gate.Fatal})); !errors.Is(err, gate.ErrChanged) {
			t.Errorf("by somebody who saw none: %v", err)
		}
		second := first
		second.Terms, second.By, second.At = gate.Terms{Limits: gate.Gate{{What: gate.Open, Most: 9}}}, bob.User, time.Unix(2e9, 0)
		second = setGate(t, s, second)
		got, err := s.Gate(ctx, ann.Workspace, gateBranch)
		want := gate.Former{Terms: first.Terms, By: ann.User, At: time.Unix(1e9, 0)}
		if err != nil || cmp.Diff(second, got) != "" || cmp.Diff(want, got.Former) != "" {
			t.Errorf("%v\n%s\n%s", err, cmp.Diff(second, got), cmp.Diff(want, got.Former))
		}
		if _, err := s.SetGate(ctx, first); !errors.Is(err, gate.ErrChanged) {
			t.Errorf("by somebody who saw the first: %v", err)
		}
		removed := second
		removed.Terms = gate.Terms{}
		removed = setGate(t, s, removed)
		if all, err := s.Gates(ctx, ann.Workspace, "C1", gateBranch.Target); err != nil || len(all) > 0 {
			t.Errorf("removed, and still there: %v, %v", all, err)
		}
		if got, err := s.Gate(ctx, ann.Workspace, gateBranch); err != nil || got.Version != 3 || cmp.Diff(second.Terms, got.Former.Terms) != "" {
			t.Errorf("what was removed: %+v, %v", got, err)
		}
		if again := setGate(t, s, removed); again.Version != 4 {
			t.Errorf("set again with version %d", again.Version)
		}
		if none, err := s.Gate(ctx, eve.Workspace, gateBranch); err != nil || none.Version != 0 {
			t.Errorf("another workspace's: %+v, %v", none, err)
		}
	})
}

// TestGatesAbout: what may hold for a target is what is set for it, above it and in it, and for the channel.
func TestGatesAbout(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		elsewhere := gate.Scope{Target: target.Target{Org: "o", Team: "t", Repo: 4, Project: 400}}
		other := gate.Scope{Target: target.Target{Org: "o", Team: "other"}}
		for _, sc := range []gate.Scope{gateBranch, gateRepo, gateTeam, gateChannel, elsewhere, other, {Channel: "C2"}} {
			setGate(t, s, someGate(sc, gate.Limit{What: gate.New}))
		}
		foreign := someGate(gateBranch, gate.Limit{What: gate.New})
		foreign.Workspace = eve.Workspace
		setGate(t, s, foreign)
		for _, tt := range []struct {
			name    string
			channel string
			about   gate.Scope
			want    []gate.Scope
		}{
			{"a branch", "C1", gateBranch, []gate.Scope{gateBranch, gateRepo, gateTeam, gateChannel}},
			{"a branch, in no channel", "", gateBranch, []gate.Scope{gateBranch, gateRepo, gateTeam}},
			{"a repository", "", gateRepo, []gate.Scope{gateBranch, gateRepo, gateTeam}},
			{"a team", "C3", gateTeam, []gate.Scope{gateBranch, gateRepo, gateTeam, elsewhere}},
		} {
			all, err := s.Gates(t.Context(), ann.Workspace, tt.channel, tt.about.Target)
			got := map[gate.Scope]bool{}
			for _, g := range all {
				got[g.Scope] = true
				if g.Workspace != ann.Workspace {
					t.Errorf("%s: of another workspace", tt.name)
				}
			}
			want := map[gate.Scope]bool{}
			for _, sc := range tt.want {
				want[sc] = true
			}
			if err != nil || len(all) != len(want) || cmp.Diff(want, got) != "" {
				t.Errorf("%s: %v\n%s", tt.name, err, cmp.Diff(want, got))
			}
		}
	})
}

// TestGatesAtOnce: of several people who saw the same gate, one changes it.
func TestGatesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		seen := gate.Setting{Workspace: ann.Workspace, Scope: gateBranch}
		for round := range 2 {
			won := make(chan int, crowd)
			together(t, crowd, func(i int) error {
				mine := seen
				mine.Limits, mine.By = gate.Gate{{What: gate.Open, Most: float64(i)}}, fmt.Sprint(i)
				_, err := s.SetGate(t.Context(), mine)
				if err == nil {
					won <- i
				} else if errors.Is(err, gate.ErrChanged) {
					err = nil
				}
				return err
			})
			if len(won) != 1 {
				t.Fatalf("round %d: %d won", round, len(won))
			}
			var err error
			if seen, err = s.Gate(t.Context(), ann.Workspace, gateBranch); err != nil || seen.By != fmt.Sprint(<-won) || seen.Version != round+1 {
				t.Errorf("round %d: %+v, %v", round, seen, err)
			}
		}
	})
}

func TestManyGates(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		last := gate.Setting{}
		for i := range 500 {
			last = setGate(t, s, someGate(gate.Scope{Target: target.Target{Org: "o", Team: "t", Repo: int64(i + 1)}}, gate.Limit{What: gate.New}))
		}
		if _, err := s.SetGate(t.Context(), someGate(gateTeam, gate.Limit{What: gate.New})); !errors.Is(err, gate.ErrManyGates) {
			t.Errorf("one too many: %v", err)
		}
		setGate(t, s, last) // what exists can be changed
		setGate(t, s, someGate(gateChannel, gate.Limit{What: gate.New}))
		setGate(t, s, someGate(gate.Scope{Target: target.Target{Org: "o", Team: "u"}}, gate.Limit{What: gate.New}))
	})
}

func somePin(project int64, name string, scan int64) gate.Pin {
	return gate.Pin{
		Workspace: ann.Workspace, Ref: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: 3}, ID: project}, Name: name,
		Scan: scan, Revision: "abc", Scanned: time.Unix(1e9, 0), State: mark(project, scan), By: ann.User, At: time.Unix(1e9+scan, 0),
	}
}

func TestPins(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		pin := func(p gate.Pin) gate.Pin {
			got, err := s.SetPin(ctx, p)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		one, two := pin(somePin(300, "release", 1)), pin(somePin(300, "发布", 2))
		other := pin(somePin(301, "release", 3))
		for _, tt := range []struct {
			about gate.Scope
			want  gate.Pins
		}{{gateBranch, gate.Pins{two, one}}, {gateRepo, gate.Pins{other, two, one}}, {gateTeam, gate.Pins{other, two, one}}} {
			if got, err := s.Pins(ctx, ann.Workspace, tt.about.Target); err != nil || cmp.Diff(tt.want, got) != "" {
				t.Errorf("%s: %v\n%s", tt.about.Kind(), err, cmp.Diff(tt.want, got))
			}
		}
		if got, err := s.Pins(ctx, eve.Workspace, gateBranch.Target); err != nil || len(got) > 0 {
			t.Errorf("another workspace's: %v, %v", got, err)
		}
		if _, err := s.SetPin(ctx, somePin(300, "release", 9)); !errors.Is(err, gate.ErrChanged) {
			t.Errorf("by somebody who saw none: %v", err)
		}
		moved := one
		moved.Scan, moved.State = 9, mark(300, 9)
		moved = pin(moved)
		if _, err := s.SetPin(ctx, one); !errors.Is(err, gate.ErrChanged) || moved.Version != 2 {
			t.Errorf("by somebody who saw the first: %v", err)
		}
		if err := s.RemovePin(ctx, one); !errors.Is(err, gate.ErrChanged) {
			t.Errorf("removed by somebody who saw the first: %v", err)
		}
		if err := s.RemovePin(ctx, moved); err != nil {
			t.Error(err)
		}
		if got, err := s.Pins(ctx, ann.Workspace, gateBranch.Target); err != nil || cmp.Diff(gate.Pins{two}, got) != "" {
			t.Errorf("after that: %v, %v", got, err)
		}
		for i := range 19 {
			pin(somePin(300, fmt.Sprint("v", i), 1))
		}
		if _, err := s.SetPin(ctx, somePin(300, "more", 1)); !errors.Is(err, gate.ErrManyPins) {
			t.Errorf("one too many: %v", err)
		}
	})
}

// TestLastPosted: the newest digest of a channel that covered a branch says how it was.
func TestLastPosted(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		post := func(channel string, minutes int, marks ...change.Mark) {
			d := add(t, s, someDigest(channel))
			at := d.Due.Add(time.Duration(minutes) * time.Minute)
			if err := errors.Join(s.BeginPost(ctx, store.DigestDelivery{Digest: d}, at, marks), s.FinishDelivery(ctx, d.ID, at, at, nil)); err != nil {
				t.Fatal(err)
			}
		}
		post("C1", 1, mark(300, 5))
		post("C1", 3, mark(300, 7), mark(301, 8))
		post("C1", 2, mark(300, 6))
		post("C2", 9, mark(300, 9))
		d := add(t, s, someDigest("C1"))
		if err := s.BeginPost(ctx, store.DigestDelivery{Digest: d}, d.Due.Add(time.Hour), []change.Mark{mark(300, 99)}); err != nil {
			t.Fatal(err)
		}
		at := someDigest("C1").Due.Add(3 * time.Minute)
		if m, posted, err := s.LastPosted(ctx, ann.Workspace, "C1", 300); err != nil || m != mark(300, 7) || !posted.Equal(at) {
			t.Errorf("got %+v at %v, %v", m, posted, err)
		}
		for _, w := range []command.Who{ann, eve} {
			if m, posted, err := s.LastPosted(ctx, w.Workspace, "C3", 300); err != nil || m.Scan != 0 || !posted.IsZero() {
				t.Errorf("nowhere: %+v at %v, %v", m, posted, err)
			}
		}
		if m, _, err := s.LastPosted(ctx, eve.Workspace, "C1", 300); err != nil || m.Scan != 0 {
			t.Errorf("another workspace's: %+v, %v", m, err)
		}
	})
}

// TestChannelGateMoves: a gate follows its channel, unless the new one has its own.
func TestChannelGateMoves(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		setGate(t, s, someGate(gateChannel, gate.Limit{What: gate.New}))
		for range 2 {
			if err := s.MoveChannel(ctx, ann.Workspace, "C1", "C9"); err != nil {
				t.Fatal(err)
			}
		}
		moved, err := s.Gate(ctx, ann.Workspace, gate.Scope{Channel: "C9"})
		if err != nil || len(moved.Limits) != 1 {
			t.Errorf("moved: %+v, %v", moved, err)
		}
		setGate(t, s, someGate(gateChannel, gate.Limit{What: gate.Fatal}))
		if err := s.MoveChannel(ctx, ann.Workspace, "C1", "C9"); err != nil {
			t.Fatal(err)
		}
		if kept, err := s.Gate(ctx, ann.Workspace, gate.Scope{Channel: "C9"}); err != nil || cmp.Diff(moved, kept) != "" {
			t.Errorf("its own was replaced: %v\n%s", err, cmp.Diff(moved, kept))
		}
		if left, err := s.Gate(ctx, ann.Workspace, gateChannel); err != nil || left.Version != 0 {
			t.Errorf("left behind: %+v, %v", left, err)
		}
		if err := s.DeleteWorkspace(ctx, ann.Workspace); err != nil {
			t.Fatal(err)
		}
		if left, err := s.Gate(ctx, ann.Workspace, gate.Scope{Channel: "C9"}); err != nil || left.Version != 0 {
			t.Errorf("left in a workspace that was deleted: %+v, %v", left, err)
		}
	})
}
