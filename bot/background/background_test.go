package background

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"tcabot/commands/command"
	"testing"
	"testing/synctest"
	"time"
)

// links are everybody's logins, by user.
type links struct {
	mu     sync.Mutex
	logins map[string]int64
}

func (l *links) Link(_ context.Context, who command.Who) (command.Link, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if login, ok := l.logins[who.User]; ok {
		return command.Link{Who: who, Generation: login}, nil
	}
	return command.Link{}, command.ErrNotLinked
}

func (l *links) set(user string, login int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.logins[user] = login
}

// asked is a request of a person with a login.
func asked(user string, login int64) *command.Request {
	return &command.Request{Who: command.Who{Workspace: "T1", User: user}, Login: login}
}

// running is a Runner in a bubble of synctest, which is closed at its end.
func running(t *testing.T, users int) (*Runner, *links) {
	t.Helper()
	l := &links{logins: map[string]int64{}}
	for i := range users {
		l.logins[fmt.Sprint("U", i)] = 1
	}
	r := New(l, Config{Limit: time.Minute, Keep: time.Hour})
	var all sync.WaitGroup
	all.Go(func() { r.Run(t.Context()) })
	t.Cleanup(func() {
		r.Close()
		all.Wait()
	})
	return r, l
}

// TestEnds: work ends with its time, its login, what it is for, and the Runner; and nothing is begun for a login that is over.
func TestEnds(t *testing.T) {
	for name, tt := range map[string]struct {
		end   func(*Runner, *links)
		ends  bool
		known bool // afterwards
	}{
		"its time":                 {func(*Runner, *links) { time.Sleep(time.Minute) }, true, true},
		"less than its time":       {func(*Runner, *links) { time.Sleep(time.Minute - time.Second) }, false, true},
		"the person's logins":      {func(r *Runner, _ *links) { r.DropOwners("T1|U0|") }, true, false},
		"the workspace's":          {func(r *Runner, _ *links) { r.DropOwners("T1|") }, true, false},
		"another person's":         {func(r *Runner, _ *links) { r.DropOwners("T1|U01|") }, false, true},
		"of no more use":           {func(r *Runner, _ *links) { r.Drop(asked("U0", 1), "count") }, true, false},
		"something else of no use": {func(r *Runner, _ *links) { r.Drop(asked("U0", 1), "counter") }, false, true},
		"a former login's":         {func(r *Runner, _ *links) { r.Drop(asked("U0", 0), "count") }, false, true},
		"the Runner":               {func(r *Runner, _ *links) { r.Close() }, true, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r, l := running(t, 1)
				ended := false
				if !r.Start(asked("U0", 1), "count", func(ctx context.Context) { <-ctx.Done(); ended = true }) {
					t.Fatal("not started")
				}
				synctest.Wait()
				tt.end(r, l)
				synctest.Wait()
				if ended != tt.ends || r.News(asked("U0", 1), "count") != tt.known {
					t.Errorf("ended %t, known %t", ended, !tt.known)
				}
			})
		})
	}
}

// TestLoginsThatAreOver: what was asked for with a login that ended meanwhile is not begun.
func TestLoginsThatAreOver(t *testing.T) {
	for name, tt := range map[string]struct {
		user  string
		login int64
		runs  bool
	}{"present": {"U0", 1, true}, "former": {"U0", 0, false}, "none": {"U9", 1, false}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r, _ := running(t, 1)
				ran := false
				r.Start(asked(tt.user, tt.login), "count", func(context.Context) { ran = true })
				synctest.Wait()
				if ran != tt.runs {
					t.Errorf("ran: %t", ran)
				}
			})
		})
	}
	t.Run("ended while it waited", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			r, l := running(t, workers+1)
			for i := range workers {
				r.Start(asked(fmt.Sprint("U", i), 1), "count", func(ctx context.Context) { <-ctx.Done() })
			}
			ran := false
			last := asked(fmt.Sprint("U", workers), 1)
			r.Start(last, "count", func(context.Context) { ran = true })
			l.set(last.Who.User, 2)
			r.DropOwners("T1|U0|")
			synctest.Wait()
			if ran {
				t.Error("work of a former login is done")
			}
		})
	})
}

// TestOnce: work that is being done is not begun again; what ended is, and is known for as long as answers are kept.
func TestOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := running(t, 2)
		one := asked("U0", 1)
		var times atomic.Int32
		work := func(ctx context.Context) { times.Add(1); <-ctx.Done() }
		for _, name := range []string{"count", "count", "another", "count"} {
			if !r.Start(one, name, work) {
				t.Errorf("%s is not done", name)
			}
		}
		synctest.Wait()
		if times.Load() != 2 || r.News(one, "none") || r.News(asked("U1", 1), "count") {
			t.Errorf("begun %d times", times.Load())
		}
		time.Sleep(time.Minute) // the limit
		synctest.Wait()
		if !r.News(one, "count") {
			t.Error("what was done is forgotten at once")
		}
		if r.Start(one, "count", work); !r.News(one, "count") {
			t.Error("what is done again is not known")
		}
		synctest.Wait()
		if times.Load() != 3 {
			t.Errorf("begun %d times", times.Load())
		}
		time.Sleep(time.Hour + 2*time.Minute)
		if r.News(one, "count") || r.News(one, "another") {
			t.Error("what was done long ago is news")
		}
	})
}

// TestBounds: no more than so many works are done at once, and no more than so many wait.
func TestBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, _ := running(t, 100)
		var mu sync.Mutex
		now, most, started := 0, 0, 0
		for i := range 100 {
			if r.Start(asked(fmt.Sprint("U", i), 1), "count", func(ctx context.Context) {
				mu.Lock()
				now++
				most = max(most, now)
				mu.Unlock()
				<-ctx.Done()
				mu.Lock()
				now--
				mu.Unlock()
			}) {
				started++
			}
		}
		synctest.Wait()
		if most != workers || started != workers+waiting {
			t.Errorf("%d at once, %d accepted", most, started)
		}
		r.Close()
		synctest.Wait()
		if now != 0 || most != workers || r.Start(asked("U0", 1), "late", func(context.Context) { t.Error(errors.New("done after the end")) }) {
			t.Errorf("%d go on, %d at once", now, most)
		}
	})
}
