package deliver_test

import (
	"fmt"
	"sync"
	"tcabot/bot/deliver"
	"testing"
	"testing/synctest"
	"time"
)

// TestPace posts 1,000 digests to 200 channels at once, over a network that takes its time.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{jitter: 150 * time.Millisecond, latency: 50 * time.Millisecond}
		s, _ := over(w, deliver.Config{})
		start := time.Now()
		var all sync.WaitGroup
		for i := range 1000 {
			all.Go(func() {
				m := message(fmt.Sprintf("C%d", i%200))
				m.Priority = deliver.Digest
				if _, err := s.Post(t.Context(), m); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		took := time.Since(start)
		closest, most := rates(w.calls())
		t.Logf("1,000 posts to 200 channels: %v (at 300 a minute: 3m20s), in one channel at least %v apart, at most %d within a minute",
			took.Round(time.Second), closest, most)
		if closest < time.Second || most > 300 {
			t.Error("faster than Slack allows")
		}
		if most < 290 || took > 220*time.Second {
			t.Error("much slower than Slack allows")
		}
	})
}

// rates is how close two posts in one channel came to each other, and how many there were within a minute.
func rates(all []sent) (closest time.Duration, most int) {
	closest = time.Hour
	last := map[string]time.Time{}
	first := 0
	for i, s := range all {
		channel := s.form.Get("channel")
		if before, ok := last[channel]; ok {
			closest = min(closest, s.at.Sub(before))
		}
		last[channel] = s.at
		for s.at.Sub(all[first].at) >= time.Minute {
			first++
		}
		most = max(most, i-first+1)
	}
	return closest, most
}

// TestOneChannel fills one channel: its messages keep their order, at exactly one a second, and no other channel waits
// for them.
func TestOneChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		s, _ := over(w, deliver.Config{})
		start := time.Now()
		var all sync.WaitGroup
		for i := range 10 {
			all.Go(func() {
				m := message("C1")
				m.Thread = fmt.Sprint(i)
				if _, err := s.Post(t.Context(), m); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait() // it stands in line
		}
		if _, err := s.Post(t.Context(), message("C2")); err != nil || time.Since(start) != 0 {
			t.Errorf("another channel waited for %v: %v", time.Since(start), err)
		}
		all.Wait()
		n := 0
		for _, c := range w.calls() {
			if c.form.Get("channel") != "C1" {
				continue
			}
			if c.form.Get("thread_ts") != fmt.Sprint(n) || c.at.Sub(start) != time.Duration(n)*time.Second {
				t.Errorf("number %d was sent after %v as number %s", n, c.at.Sub(start), c.form.Get("thread_ts"))
			}
			n++
		}
	})
}

// TestMethods: every method has a pace of its own.
func TestMethods(t *testing.T) {
	for _, tt := range []struct {
		method          string
		perMinute, many int
		do              func(*testing.T, *deliver.Sender, int) error
	}{
		{"chat.update", 50, 200, func(t *testing.T, s *deliver.Sender, _ int) error {
			return s.Update(t.Context(), deliver.Ref{Channel: "C1", TS: "1.0"}, message("").Message)
		}},
		{"chat.postEphemeral", 100, 400, func(t *testing.T, s *deliver.Sender, _ int) error {
			return s.Ephemeral(t.Context(), "C1", "U1", "", message("").Message)
		}},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{jitter: 300 * time.Millisecond}
			s, _ := over(w, deliver.Config{})
			start := time.Now()
			var all sync.WaitGroup
			for i := range tt.many {
				all.Go(func() {
					if err := tt.do(t, s, i); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			_, most := rates(w.calls())
			t.Logf("%s: %d in %v, at most %d within a minute", tt.method, tt.many, time.Since(start).Round(time.Second), most)
			if most > tt.perMinute || most < tt.perMinute-2 {
				t.Errorf("%s: %d within a minute, want nearly %d", tt.method, most, tt.perMinute)
			}
		})
	}
}

// TestAnswersFirst: who asks while five hundred digests wait is answered next.
func TestAnswersFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{}
		s, _ := over(w, deliver.Config{})
		var all sync.WaitGroup
		for i := range 500 {
			all.Go(func() {
				m := message(fmt.Sprintf("C%d", i))
				m.Priority = deliver.Digest
				if _, err := s.Post(t.Context(), m); err != nil {
					t.Error(err)
				}
			})
		}
		time.Sleep(10 * time.Second)
		if n := s.Stats().Waiting[deliver.Digest]; n < 400 {
			t.Errorf("only %d digests wait", n)
		}
		asked := time.Now()
		if _, err := s.Post(t.Context(), message("U1")); err != nil {
			t.Error(err)
		}
		if took := time.Since(asked); took > time.Second {
			t.Errorf("the answer waited for %v", took)
		}
		all.Wait()
	})
}

// TestPersonAndChannel: a post to a person and one to the channel it is in are in the same channel.
func TestPersonAndChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answer: func(int, sent) *reply {
			return status(200, `{"ok":true,"channel":"D1","ts":"1.0"}`)
		}}
		s, _ := over(w, deliver.Config{})
		at, err := s.Post(t.Context(), message("U1"))
		if err != nil || at != (deliver.Ref{Channel: "D1", TS: "1.0"}) {
			t.Fatalf("got %v, %v", at, err)
		}
		if _, err := s.Post(t.Context(), message(at.Channel)); err != nil {
			t.Fatal(err)
		}
		if all := w.calls(); all[1].at.Sub(all[0].at) < time.Second {
			t.Errorf("only %v apart", all[1].at.Sub(all[0].at))
		}
	})
}

// TestMemory: channels that nothing is sent to are forgotten.
func TestMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, _ := over(&wire{}, deliver.Config{})
		most := 0
		for i := range 2000 {
			if _, err := s.Post(t.Context(), message(fmt.Sprintf("C%d", i))); err != nil {
				t.Fatal(err)
			}
			most = max(most, s.Stats().Channels)
		}
		t.Logf("2,000 channels, at most %d remembered", most)
		if most > 200 {
			t.Errorf("%d channels are remembered", most)
		}
	})
}
