package action_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/action/actiontest"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"testing"
	"testing/synctest"
	"time"
)

// errorOf is the error of the client when TCA answers with a status, or not at all.
func errorOf(tb testing.TB, status int, body string) error {
	tb.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if status == 0 {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}))
	defer srv.Close()
	c, err := api.New(api.Config{URL: srv.URL})
	if err != nil {
		tb.Fatal(err)
	}
	err = c.CancelJob(tb.Context(), api.JobRef{Project: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: 1}, ID: 1}, ID: 1}, "x")
	if err == nil {
		tb.Fatal("no error")
	}
	return err
}

// things are objects of TCA with one property, and what goes wrong with them.
type things struct {
	mu     sync.Mutex
	values map[int64]string
	fail   map[int64]error // of Do
	acts   bool            // although it fails
	down   error           // of every Look after the first Do that failed
	asked  []int64
	failed bool
	takes  time.Duration // a Do that does not fail
}

func (th *things) step(id int64, after string) action.Step {
	return action.Step{
		Change: action.Change{Object: id, Name: fmt.Sprint("#", id), Field: action.Author, After: after},
		Look: func(context.Context) (action.State, error) {
			th.mu.Lock()
			defer th.mu.Unlock()
			if th.failed && th.down != nil {
				return action.State{}, th.down
			}
			return action.State{Value: th.values[id]}, nil
		},
		Do: func(context.Context) (action.State, error) {
			if th.fail[id] == nil {
				time.Sleep(th.takes)
			}
			th.mu.Lock()
			defer th.mu.Unlock()
			th.asked = append(th.asked, id)
			if err := th.fail[id]; err != nil {
				th.failed = true
				if th.acts {
					th.values[id] = after
				}
				return action.State{}, err
			}
			th.values[id] = after
			return action.State{Value: after}, nil
		},
	}
}

func (th *things) steps(after string, ids ...int64) (all []action.Step) {
	for _, id := range ids {
		all = append(all, th.step(id, after))
	}
	return all
}

func newThings(n int64) *things {
	th := &things{values: map[int64]string{}, fail: map[int64]error{}}
	for id := range n {
		th.values[id+1] = "ann"
	}
	return th
}

func outcomes(a action.Action) string {
	all := make([]string, len(a.Changes))
	for i, c := range a.Changes {
		all[i] = c.Outcome.String()
	}
	return strings.Join(all, " ")
}

var asker = &command.Request{Who: command.Who{Workspace: "T", User: "U"}, Channel: "C", Surface: "button"}

// TestRun carries actions out while TCA accepts, rejects, or fails in the ways it does.
func TestRun(t *testing.T) {
	lost, refused, forbidden := errorOf(t, 0, ""), errorOf(t, 400, `{"status_code":400,"code":100,"msg":"参数异常"}`), errorOf(t, 403, `{}`)
	for _, tt := range []struct {
		name string
		set  func(*things)
		want string
	}{
		{"all done", func(*things) {}, "done done done"},
		{"one is so already", func(th *things) { th.values[2] = "bob" }, "done same done"},
		{"one is rejected", func(th *things) { th.fail[2] = refused }, "done refused done"},
		{"one is forbidden", func(th *things) { th.fail[1] = forbidden }, "refused done done"},
		{"an answer is lost, and TCA acted", func(th *things) { th.fail[2], th.acts = lost, true }, "done done done"},
		{"an answer is lost, and TCA did not act", func(th *things) { th.fail[2] = lost }, "done failed done"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			th := newThings(3)
			tt.set(th)
			d := action.Runner{Store: &actiontest.Store{}, Now: time.Now}
			res, err := d.Run(t.Context(), asker, action.Action{Key: "k"}, th.steps("bob", 1, 2, 3))
			if err != nil || outcomes(res.Action) != tt.want || res.Again || res.Ended.IsZero() {
				t.Errorf("%s, want %s; %+v, %v", outcomes(res.Action), tt.want, res, err)
			}
			asked := len(th.asked)
			again, err := d.Run(t.Context(), asker, action.Action{Key: "k"}, th.steps("bob", 1, 2, 3))
			if err != nil || outcomes(again.Action) != tt.want || !again.Again || len(th.asked) != asked {
				t.Errorf("again: %s, asked %v, %v", outcomes(again.Action), th.asked, err)
			}
		})
	}
}

// TestRunConflict: what somebody changed since the person saw it is left alone, and both values are known.
func TestRunConflict(t *testing.T) {
	th := newThings(2)
	steps := th.steps("bob", 1, 2)
	for i := range steps {
		steps[i].Seen = func(now string) bool { return now == "ann" }
	}
	th.values[1] = "eve"
	res, err := action.Runner{Store: &actiontest.Store{}, Now: time.Now}.Run(t.Context(), asker, action.Action{Key: "k"}, steps)
	if c := res.Changes; err != nil || outcomes(res.Action) != "conflict done" || c[0].Now != "eve" || c[0].After != "bob" || th.values[1] != "eve" {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestRunDies: TCA stops answering in the middle. What was done, what was not tried and what nobody knows is told apart; when
// TCA answers again, the same request finds out the rest and changes nothing.
func TestRunDies(t *testing.T) {
	th := newThings(50)
	ids := make([]int64, 50)
	for i := range ids {
		ids[i] = int64(i + 1)
	}
	th.fail[20], th.acts, th.down, th.takes = errorOf(t, 0, ""), true, errorOf(t, 502, ""), time.Second
	synctest.Test(t, func(t *testing.T) { runDies(t, th, ids) }) // others take their time, so that few are done before it is known
}

func runDies(t *testing.T, th *things, ids []int64) {
	t.Helper()
	store := &actiontest.Store{}
	d := action.Runner{Store: store, Now: time.Now}
	res, err := d.Run(t.Context(), asker, action.Action{Key: "k"}, th.steps("bob", ids...))
	if err != nil || res.Changes[19].Outcome != action.Unknown || !res.Ended.IsZero() {
		t.Fatalf("%s, %v", outcomes(res.Action), err)
	}
	for i, c := range res.Changes {
		asked := slices.Contains(th.asked, c.Object)
		if i != 19 && asked != (c.Outcome == action.Done) || !asked && c.Outcome != action.Untried {
			t.Errorf("%d: asked %t, %s", c.Object, asked, c.Outcome)
		}
	}
	if n := res.Count(action.Untried); n < 20 {
		t.Errorf("%d were not tried", n)
	}
	asked := len(th.asked)
	th.down = nil
	again, err := d.Run(t.Context(), asker, action.Action{Key: "k"}, th.steps("bob", ids...))
	if err != nil || again.Changes[19].Outcome != action.Done || len(th.asked) != asked || again.Ended.IsZero() {
		t.Errorf("afterwards: %s, %v", outcomes(again.Action), err)
	}
}

// TestRunInterrupted: the process ends after the action was recorded. Soon after, it counts as running; later TCA is asked what
// became of it, and of what was not done, nothing is done.
func TestRunInterrupted(t *testing.T) {
	store, th, now := &actiontest.Store{}, newThings(2), time.Unix(1e9, 0)
	d := action.Runner{Store: store, Now: func() time.Time { return now }}
	steps := th.steps("bob", 1, 2)
	changes := []action.Change{steps[0].Change, steps[1].Change}
	changes[0].Before, changes[1].Before = "ann", "ann"
	if _, _, err := store.BeginAction(t.Context(), action.Action{Workspace: "T", User: "U", Key: "k", Began: now, Changes: changes}); err != nil {
		t.Fatal(err)
	}
	th.values[1] = "bob"
	if res, err := d.Run(t.Context(), asker, action.Action{Key: "k"}, steps); err != nil || !res.Running {
		t.Errorf("at once: %+v, %v", res, err)
	}
	now = now.Add(time.Minute)
	if res, err := d.Run(t.Context(), asker, action.Action{Key: "k"}, th.steps("bob", 1, 2)); err != nil || outcomes(res.Action) != "done failed" || len(th.asked) > 0 {
		t.Errorf("later: %s, asked %v, %v", outcomes(res.Action), th.asked, err)
	}
}

// TestRunningInPart: one of two changes is not needed, and the other one is under way. A second press says so: it neither asks
// TCA what became of it nor completes the record.
func TestRunningInPart(t *testing.T) {
	th, store := newThings(2), &actiontest.Store{}
	d := action.Runner{Store: store, Now: time.Now}
	th.values[1] = "bob"
	steps := th.steps("bob", 1, 2)
	do := steps[1].Do
	steps[1].Do = func(ctx context.Context) (action.State, error) {
		second, err := d.Run(ctx, asker, action.Action{Key: "k"}, th.steps("bob", 1, 2))
		if err != nil || !second.Running || !second.Ended.IsZero() {
			t.Errorf("meanwhile: %s, running %t, ended %v, %v", outcomes(second.Action), second.Running, second.Ended, err)
		}
		if saved, err := store.ActionByKey(ctx, asker.Who, "k"); err != nil || !saved.Ended.IsZero() {
			t.Errorf("the record of a running action: %+v, %v", saved, err)
		}
		return do(ctx)
	}
	if res, err := d.Run(t.Context(), asker, action.Action{Key: "k"}, steps); err != nil || outcomes(res.Action) != "same done" {
		t.Errorf("%s, %v", outcomes(res.Action), err)
	}
}

// TestKeyOfAnotherRequest: a key that was used for one change does not stand for another one: neither is that made, nor is the
// first one shown as if it were what was asked for.
func TestKeyOfAnotherRequest(t *testing.T) {
	first := action.Action{Key: "k", Kind: "issue_resolve", Value: "wontfix branch"}
	for name, tt := range map[string]struct {
		of    action.Action
		after string
		ids   []int64
	}{
		"another scope":  {action.Action{Key: "k", Kind: "issue_resolve", Value: "wontfix repo"}, "bob", []int64{1}},
		"another kind":   {action.Action{Key: "k", Kind: "issue_reopen", Value: "wontfix branch"}, "bob", []int64{1}},
		"another branch": {action.Action{Key: "k", Kind: "issue_resolve", Value: "wontfix branch", Target: target.Target{Project: 7}}, "bob", []int64{1}},
		"an undo":        {action.Action{Key: "k", Kind: "issue_resolve", Value: "wontfix branch", Undoes: 1}, "bob", []int64{1}},
		"another object": {first, "bob", []int64{2}},
		"more objects":   {first, "bob", []int64{1, 2}},
		"another value":  {first, "eve", []int64{1}},
	} {
		t.Run(name, func(t *testing.T) {
			th, d := newThings(2), action.Runner{Store: &actiontest.Store{}, Now: time.Now}
			if _, err := d.Run(t.Context(), asker, first, th.steps("bob", 1)); err != nil {
				t.Fatal(err)
			}
			if res, err := d.Run(t.Context(), asker, tt.of, th.steps(tt.after, tt.ids...)); !errors.Is(err, action.ErrKeyUsed) || len(th.asked) != 1 {
				t.Errorf("%s, asked %v, %v", outcomes(res.Action), th.asked, err)
			}
		})
	}
}

// TestRunInTime: TCA is slow. The command stops asking early enough to tell what was done.
func TestRunInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		th := newThings(40)
		var steps []action.Step
		for id := range int64(40) {
			s := th.step(id+1, "bob")
			do := s.Do
			s.Do = func(ctx context.Context) (action.State, error) {
				select {
				case <-time.After(3 * time.Second):
					return do(ctx)
				case <-ctx.Done():
					return action.State{}, context.Cause(ctx)
				}
			}
			steps = append(steps, s)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
		defer cancel()
		began := time.Now()
		res, err := action.Runner{Store: &actiontest.Store{}, Now: time.Now}.Run(ctx, asker, action.Action{Key: "k"}, steps)
		if took := time.Since(began); err != nil || took > 12*time.Second {
			t.Errorf("took %v, %v", took, err)
		}
		if done, left := res.Count(action.Done), res.Count(action.Failed)+res.Count(action.Untried); done < 10 || done+left != 40 {
			t.Errorf("%s", outcomes(res.Action))
		}
	})
}

// TestRunUnrecorded: the record cannot be completed. What was done is told all the same.
func TestRunUnrecorded(t *testing.T) {
	th := newThings(1)
	res, err := action.Runner{Store: &actiontest.Store{Fail: errors.New("disk full")}, Now: time.Now}.Run(t.Context(), asker, action.Action{Key: "k"}, th.steps("bob", 1))
	if err != nil || !res.Lost || outcomes(res.Action) != "done" {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestNothingBefore: while TCA does not say how things are, nothing is changed or recorded.
func TestNothingBefore(t *testing.T) {
	th := newThings(1)
	th.down, th.failed = errorOf(t, 502, ""), true
	store := &actiontest.Store{}
	if _, err := (action.Runner{Store: store, Now: time.Now}).Run(t.Context(), asker, action.Action{Key: "k"}, th.steps("bob", 1)); !errors.Is(err, api.ErrUnavailable) {
		t.Errorf("got %v", err)
	}
	if _, total, _ := store.Actions(t.Context(), action.Filter{Workspace: "T"}, api.Window{Limit: 9}); total != 0 || len(th.asked) > 0 {
		t.Errorf("%d recorded, asked %v", total, th.asked)
	}
}
