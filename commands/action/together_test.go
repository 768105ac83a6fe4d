package action_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"tcabot/commands/action"
	"tcabot/commands/action/actiontest"
	"testing"
	"time"
)

// settings are several properties of one object, which is saved as a whole.
type settings struct {
	mu      sync.Mutex
	values  map[string]string
	meddle  func(map[string]string) // what somebody else does when it is read the second time
	fail    error                   // of Send
	acts    bool                    // although it fails
	reads   int
	sends   int
	changes []action.Change
}

func (x *settings) read(context.Context) (map[string]string, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.reads++; x.reads == 2 && x.meddle != nil {
		x.meddle(x.values)
	}
	return maps.Clone(x.values), nil
}

func (x *settings) send(ctx context.Context) (map[string]string, error) {
	now, err := x.read(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range x.changes {
		if now[string(c.Field)] == c.Before {
			now[string(c.Field)] = c.After
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.sends++
	if x.fail == nil || x.acts {
		x.values = now
	}
	return maps.Clone(now), x.fail
}

func (x *settings) steps() []action.Step {
	return action.Together[map[string]string]{
		Read: x.read, Send: x.send,
		State: func(now map[string]string, c action.Change) action.State {
			return action.State{Value: now[string(c.Field)]}
		},
	}.Steps(x.changes)
}

// TestTogether saves changes of one object: TCA is asked once for all of them, and what it says of each is told.
func TestTogether(t *testing.T) {
	lost, refused := errorOf(t, 0, ""), errorOf(t, 400, `{"status_code":400,"code":1000,"msg":"name 该名称已被使用"}`)
	for _, tt := range []struct {
		name  string
		set   func(*settings)
		want  string
		sends int
		now   string
	}{
		{"all done", func(*settings) {}, "done done", 1, "name=b tag=y"},
		{"rejected", func(x *settings) { x.fail = refused }, "refused refused", 1, "name=a tag=x"},
		{"the answer is lost, and TCA acted", func(x *settings) { x.fail, x.acts = lost, true }, "done done", 1, "name=b tag=y"},
		{"the answer is lost, and TCA did not act", func(x *settings) { x.fail = lost }, "failed failed", 1, "name=a tag=x"},
		{"one was changed before", func(x *settings) { x.values["tag"] = "z" }, "done conflict", 1, "name=b tag=z"},
		{"one is changed meanwhile", func(x *settings) { x.meddle = func(v map[string]string) { v["tag"] = "z" } }, "done conflict", 1, "name=b tag=z"},
		{"all were changed before", func(x *settings) { x.values["name"], x.values["tag"] = "c", "z" }, "conflict conflict", 0, "name=c tag=z"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := &settings{values: map[string]string{"name": "a", "tag": "x"}, changes: []action.Change{
				{Object: 1, Name: "s", Field: "name", Before: "a", After: "b"}, {Object: 1, Name: "s", Field: "tag", Before: "x", After: "y"},
			}}
			tt.set(x)
			d := action.Runner{Store: &actiontest.Store{}, Now: time.Now}
			res, err := d.Run(t.Context(), asker, action.Action{Key: "k"}, x.steps())
			if err != nil || outcomes(res.Action) != tt.want || x.sends != tt.sends {
				t.Errorf("%s after %d requests, want %s after %d; %v", outcomes(res.Action), x.sends, tt.want, tt.sends, err)
			}
			var now []string
			for _, k := range slices.Sorted(maps.Keys(x.values)) {
				now = append(now, k+"="+x.values[k])
			}
			if got := strings.Join(now, " "); got != tt.now {
				t.Errorf("TCA has %s, want %s", got, tt.now)
			}
		})
	}
}
