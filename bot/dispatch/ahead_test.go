package dispatch_test

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"tcabot/api/cached"
	"tcabot/api/origin"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"testing"
	"testing/synctest"
	"time"
)

// switched is accounts of which the one may be logged out.
type switched struct {
	accounts
	out *atomic.Bool
}

func (s switched) Profile(ctx context.Context, who command.Who, channel string) (command.Profile, error) {
	if s.out.Load() {
		return command.Profile{Missing: command.ErrNotLinked}, nil
	}
	return s.accounts.Profile(ctx, who, channel)
}

// TestAhead: only what is remembered afterwards is prepared, and nothing that is seen comes of it before the question is
// asked. What goes wrong with it harms nobody.
func TestAhead(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		logout     bool          // while it waits
		waits      time.Duration // before it is begun
		runs       int
		known      bool
	}{
		{"a list", "list x", false, 0, 1, true},
		{"a list that waited", "list x", false, 59 * time.Second, 1, true},
		{"a list that waited too long, and was asked for again", "list x", false, time.Minute, 0, true},
		{"after the logout", "list x", true, 0, 0, false},
		{"a change", "change x", false, 0, 0, false},
		{"what is not remembered for anybody", "open x", false, 0, 0, false},
		{"a mistake", "list x y z", false, 0, 0, false},
		{"a panic", "panics x", false, 0, 1, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := &asking{memory: cached.New(cached.Config{TTL: time.Minute})}
			seen := 0
			look := func(ctx context.Context) { origin.Effect(ctx, func() { seen++ }) }
			book, err := command.NewBook(command.Group{Commands: []command.Command{
				a.command("list", command.Linked, false, look), a.command("change", command.Linked, true, look),
				a.command("open", command.Anyone, false, look), a.command("panics", command.Linked, false, func(context.Context) { panic("at work") }),
			}})
			if err != nil {
				t.Fatal(err)
			}
			var out atomic.Bool
			synctest.Test(t, func(t *testing.T) {
				d := dispatch.New(book, switched{out: &out}, a.memory, dispatch.NewExplainer(slog.New(slog.DiscardHandler)), dispatch.Config{
					Workspace: "T1", Command: "/tca", Deadline: time.Minute, Workers: 1, Ahead: true,
				})
				d.Ahead(question(tt.line))
				out.Store(tt.logout)
				time.Sleep(tt.waits)
				var running sync.WaitGroup
				running.Go(func() { d.Run(t.Context()) })
				synctest.Wait()
				if a.runs != tt.runs || seen != 0 {
					t.Errorf("run %d times, want %d; %d effects were seen", a.runs, tt.runs, seen)
				}
				d.Ahead(question(tt.line))
				synctest.Wait()
				if seen != 0 {
					t.Errorf("%d effects were seen of what was prepared already", seen)
				}
				d.Close()
				running.Wait()
				if _, known := d.Recall(question(tt.line)); known != tt.known {
					t.Errorf("remembered: %t", known)
				}
				if tt.known && seen != 1 {
					t.Errorf("%d effects were seen of what was asked", seen)
				}
			})
		})
	}
}
