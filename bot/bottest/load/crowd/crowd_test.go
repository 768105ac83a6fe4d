package crowd

import (
	"context"
	"math/rand/v2"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/bottest/load/company"
	"testing"
	"testing/synctest"
	"time"
)

// TestTurns: at a rate, things come due at that rate whoever does them; without one, whoever is free does the next.
func TestTurns(t *testing.T) {
	for _, tt := range []struct {
		rate  float64
		takes time.Duration // one thing
		users int
		want  int
	}{
		{rate: 100, takes: time.Millisecond, users: 1, want: 200},
		{rate: 100, takes: 40 * time.Millisecond, users: 8, want: 200},
		{rate: 100, takes: 40 * time.Millisecond, users: 1, want: 50}, // nobody is free: the ones due come late, and some never
		{takes: 40 * time.Millisecond, users: 1, want: 50},
		{takes: 40 * time.Millisecond, users: 3, want: 150},
	} {
		synctest.Test(t, func(t *testing.T) {
			turns := Load{Rate: tt.rate, Duration: 2 * time.Second}.turns(t.Context())
			done := make(chan int)
			for range tt.users {
				go func() {
					n := 0
					for ; turns(); n++ {
						time.Sleep(tt.takes)
					}
					done <- n
				}()
			}
			sum := 0
			for range tt.users {
				sum += <-done
			}
			if sum < tt.want || sum > tt.want+1 {
				t.Errorf("%+v: %d", tt, sum)
			}
		})
	}
}

func TestMix(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 1))
	var got Mix
	for range 100_000 {
		got[Mix{50, 30, 20}.pick(dice)]++
	}
	for k, want := range (Mix{50_000, 30_000, 20_000}) {
		if got[k] < want-1000 || got[k] > want+1000 {
			t.Errorf("kind %d: %d times, want about %d", k, got[k], want)
		}
	}
}

// TestAnswers: an answer may come before somebody waits for it, after a note, and to another one than the last.
func TestAnswers(t *testing.T) {
	a := newAnswers()
	a.arrived(bottest.Message{EnvelopeID: "e2", Text: "second"})
	a.arrived(bottest.Message{EnvelopeID: "e1", Text: "Still working on it…"})
	a.arrived(bottest.Message{Text: "to nobody"})
	go a.arrived(bottest.Message{EnvelopeID: "e1", Text: "first"})
	for envelope, want := range map[string]string{"e1": "first", "e2": "second"} {
		if m, err := a.wait(t.Context(), envelope); err != nil || m.Text != want {
			t.Errorf("%s: %q, %v", envelope, m.Text, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if m, err := a.wait(ctx, "e3"); err == nil {
		t.Errorf("an answer that never came: %q", m.Text)
	}
	if len(a.waiting) > 0 {
		t.Errorf("%d are remembered for ever", len(a.waiting))
	}
}

func TestLatencies(t *testing.T) {
	var samples []Sample
	for i := range 100 {
		samples = append(samples, Sample{Kind: Kind(i % 2), Ack: time.Duration(100-i) * time.Millisecond, Answer: time.Duration(i) * time.Second})
	}
	for name, tt := range map[string]struct{ got, want time.Duration }{
		"median of acknowledgements": {Acks(samples).At(.5), 51 * time.Millisecond},
		"p99 of acknowledgements":    {Acks(samples).At(.99), 100 * time.Millisecond},
		"median of one kind":         {Answers(samples, Unseen).At(.5), 51 * time.Second},
		"the most of all":            {Answers(samples).At(1), 99 * time.Second},
		"of none":                    {Answers(samples, Turn).At(.5), 0},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %s, want %s", name, tt.got, tt.want)
		}
	}
}

// TestRepeated: a search is one that nobody has made, unless all were made and two minutes are over since.
func TestRepeated(t *testing.T) {
	tca, err := apitest.New(apitest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tca.Close() })
	all := company.New(tca, 1)
	for pause, want := range map[time.Duration]bool{time.Minute: true, forgotten: false} {
		synctest.Test(t, func(t *testing.T) {
			c := &Crowd{company: all}
			for range all.Searches() {
				c.search()
			}
			if c.Repeated() {
				t.Error("repeated at once")
			}
			time.Sleep(pause)
			c.search()
			if got := c.Repeated(); got != want {
				t.Errorf("after %s: %t", pause, got)
			}
		})
	}
}
