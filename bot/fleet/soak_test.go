package fleet

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"tcabot/bot/bottest"
	"tcabot/bot/store/storetest"
	"tcabot/commands/digest"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"testing"
	"time"
)

// soaking is how long the soak takes; without it, it is a fixed number of commands.
const soaking = "TCABOT_SOAK"

// soak is one bot under a mixed load with faults, whose figures are read between rounds of the load.
type soak struct {
	*crowd
	people []*person
	url    string
	gauge  *gauge
	random *rand.Rand

	commands int           // of a round
	length   time.Duration // of the whole; 0: a few rounds
	pause    time.Duration // between two commands; 0: everybody waits for their answer only

	acknowledged, answered, troubled, refused, done atomic.Int64 // refused: not acknowledged
}

const (
	warm   = 2                // rounds before the first that counts
	fifths = 5                // of what counts
	rate   = 20               // commands a second of a long soak
	round  = 30 * time.Second // of a long soak
)

// TestSoak has people use one bot in every way while Slack, TCA and the database fail at random. Nobody is left without an
// answer, and goroutines, memory and file handles do not grow. TCABOT_SOAK=30m makes it that long.
func TestSoak(t *testing.T) {
	t.Parallel()
	s := &soak{commands: 60, random: rand.New(rand.NewPCG(1, 2))}
	if text := os.Getenv(soaking); text != "" {
		var err error
		if s.length, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
		s.commands, s.pause = rate*int(round.Seconds()), time.Second/rate
	}
	s.url = storetest.PostgresWithTables(t)
	s.crowd, s.people = gathered(t, s.url, 12, 24, 1, func(o *bottest.Options) { o.Unjudged = true })
	s.subscribe(t)
	s.env = append(s.env, "CACHE_TTL=20s", "CACHE_MAX_BYTES=2000000") // full after the first rounds
	bot := s.ship(t, func(cmd *exec.Cmd) { s.gauge = gauged(t, cmd) })
	s.connected(t, 1)
	var table strings.Builder
	var samples []sample
	began := time.Now()
	for i := 0; s.length == 0 && i < warm+fifths || time.Since(began) < s.length; i++ {
		s.round(t)
		one := sample{s.settled(t), int(s.done.Load())}
		if s.length > 0 {
			t.Logf("after %4.0f s, %6d commands: %s", time.Since(began).Seconds(), one.commands, one.figures)
		}
		if i >= warm && time.Since(began) > s.length/6 { // what is remembered for minutes is full then
			samples = append(samples, one)
		}
	}
	if len(samples) < fifths {
		t.Fatalf("%d rounds are too few", len(samples))
	}
	s.wait(t, "no watch is left", patience, func() bool { left, err := s.db.CountWatches(t.Context()); return err == nil && left == 0 })
	for i := range fifths {
		fmt.Fprintf(&table, "%5d/%d %s\n", i+1, fifths, part(samples, i).figures)
	}
	t.Logf("%.0f s: %d asked, %d not acknowledged, %d answered, %d of them with what went wrong, %d without an answer; %d digests, %d scans watched, %d posts of what is followed\n  fifth goroutines  handles   heap MiB   resident MiB\n%s",
		time.Since(began).Seconds(), s.done.Load(), s.refused.Load(), s.answered.Load(), s.troubled.Load(), s.acknowledged.Load()-s.answered.Load(), s.count("tcabot_digest")[""], s.count("tcabot_watch")[""], s.count("tcabot_follow")[""], table.String())
	if watches, ends := s.count("tcabot_watch")[""], s.count("tcabot_watch_result")[""]; watches != ends {
		t.Errorf("%d watches and %d ends of them", watches, ends)
	}
	compare(t, part(samples, 0), part(samples, fifths-1))
	if t.Failed() || s.length > 0 {
		s.gauge.read(t, "profiles")
	}
	sinkGently(t, bot)
}

// sample is what a bot held after so many commands.
type sample struct {
	figures

	commands int
}

// part has the least figures of a fifth of the samples, after the commands of its last one: what a process really holds is
// there all the time.
func part(samples []sample, i int) sample {
	all := samples[i*len(samples)/fifths : (i+1)*len(samples)/fifths]
	least := all[0]
	for _, s := range all {
		least = sample{least.least(s.figures), s.commands}
	}
	return least
}

// idle is how many more connections may happen to be kept for the next request than at the first sample: to TCA, to Slack
// and to the database, each with two goroutines.
const idle = 20

// compare fails on growth from the first fifth to the last one. A long soak finds what is kept for every hundredth command, a
// short one what is kept for every sixth.
func compare(t *testing.T, first, last sample) {
	t.Helper()
	between := last.commands - first.commands
	if n, most := last.Goroutines-first.Goroutines, 2*idle+between/200; n > most {
		t.Errorf("%d more goroutines after %d commands, at most %d", n, between, most)
	}
	if n, most := last.Handles-first.Handles, idle+between/200; n > most {
		t.Errorf("%d more file handles after %d commands, at most %d", n, between, most)
	}
	if n := last.Heap - first.Heap; n > 4<<20+int64(between)*200 {
		t.Errorf("%.1f MiB more on the heap after %d commands", mebibytes(n), between)
	}
	// The race detector keeps some bytes for each defer of a goroutine until that ends, and workers do not end:
	// https://go.dev/doc/articles/race_detector#Runtime_Overheads
	if n := last.Resident - first.Resident; !raceDetector && n > 32<<20+first.Resident/10 {
		t.Errorf("%.1f MiB more of memory after %d commands", mebibytes(n), between)
	}
}

// settled has the least figures within a second without load.
func (s *soak) settled(t *testing.T) figures {
	t.Helper()
	least := s.gauge.read(t, "")
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for range 5 {
		<-tick.C
		least = least.least(s.gauge.read(t, ""))
	}
	return least
}

// subscribe gives everybody a digest of a branch and a follow of a repository.
func (s *soak) subscribe(t *testing.T) {
	t.Helper()
	for i, p := range s.people {
		to := s.targets[i%len(s.targets)]
		d, err := s.db.AddDigest(t.Context(), digest.Digest{
			Subscription: subscription.Subscription{Workspace: workspace, Channel: p.channel, Owner: p.id, Target: to, Name: fmt.Sprint("digest ", i), State: subscription.Active},
			When:         schedule.Schedule{At: schedule.At(0, 0), Days: schedule.EveryDay, Zone: time.UTC}, Due: time.Now().Add(12 * time.Hour),
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		s.digests[p.id] = d.ID
		to.Project = 0
		s.follow(t, p.channel, p.id, to, time.Now())
	}
}

// round is a number of commands with faults, until each of them is answered.
func (s *soak) round(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	turns := make(chan struct{})
	stormy, calm := context.WithCancel(ctx)
	var all, weather sync.WaitGroup
	weather.Go(func() { s.storm(stormy, t) })
	for _, p := range s.people {
		all.Go(func() {
			for range turns {
				s.one(ctx, t, p)
			}
		})
	}
	tick := time.NewTicker(max(s.pause, time.Microsecond))
	defer tick.Stop()
	for range s.commands {
		<-tick.C
		turns <- struct{}{}
	}
	close(turns)
	calm()
	weather.Wait()
	all.Wait()
}

// one is one command with its answer.
func (s *soak) one(ctx context.Context, t *testing.T, p *person) {
	t.Helper()
	q, err := s.act(ctx, p)
	for errors.Is(err, bottest.ErrNoSocket) { // nothing was sent
		if s.online(ctx) != nil {
			return
		}
		q, err = s.act(ctx, p)
	}
	s.done.Add(1)
	if err != nil || !q.delivery.Acked {
		s.refused.Add(1)
		return
	}
	s.acknowledged.Add(1)
	patient, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	answer, ok := s.first(patient, q)
	if !ok {
		t.Errorf("no answer to %q of %s (%s)", q.line, p.id, q.delivery.EnvelopeID)
		return
	}
	s.answered.Add(1)
	if answer.trouble {
		s.troubled.Add(1)
	} else {
		p.looks(s.slack, q)
	}
	s.forget(q)
}
