package fleet

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// clockOf names the file that says how far the clock of a bot is ahead, in nanoseconds.
const clockOf = "TCABOT_FLEET_CLOCK"

// jumpingClock is a clock that can be put forward and back from outside.
func jumpingClock(file string) func() time.Time {
	return func() time.Time {
		raw, _ := os.ReadFile(file)
		ahead, _ := strconv.ParseInt(string(raw), 10, 64)
		return time.Now().Add(time.Duration(ahead))
	}
}

// vessel is a bot that can be killed, restarted and frozen, with a clock of its own.
type vessel struct {
	name, clock string
	port        *port
	cmd         *exec.Cmd
	ended       chan struct{} // closed when the process has
	killed      []time.Time
}

func newVessel(t *testing.T, p *port, name string) *vessel {
	t.Helper()
	v := &vessel{name: name, clock: filepath.Join(t.TempDir(), "clock"), port: p}
	v.jump(t, 0)
	v.launch(t)
	return v
}

func (v *vessel) launch(t *testing.T) {
	t.Helper()
	v.cmd = v.port.ship(t, func(cmd *exec.Cmd) {
		cmd.Env = append(cmd.Env, "SLACK_API_URL="+v.port.slack.APIURLOf(v.name), clockOf+"="+v.clock)
	})
	cmd, ended := v.cmd, make(chan struct{})
	v.ended = ended
	go func() {
		defer close(ended)
		_ = cmd.Wait()
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
}

// ends waits until the process has ended.
func (v *vessel) ends(t *testing.T, by syscall.Signal) {
	t.Helper()
	_ = v.cmd.Process.Signal(by)
	select {
	case <-v.ended:
	case <-time.After(time.Minute):
		t.Errorf("%s does not end", v.name)
	}
}

// supervise starts a bot again that ended by itself, as those do that find no database when they start.
func (v *vessel) supervise(t *testing.T) {
	t.Helper()
	select {
	case <-v.ended:
		v.launch(t)
	default:
	}
}

// jump puts the clock so far ahead.
func (v *vessel) jump(t *testing.T, ahead time.Duration) {
	t.Helper()
	if err := os.WriteFile(v.clock+".new", []byte(strconv.FormatInt(int64(ahead), 10)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(v.clock+".new", v.clock); err != nil {
		t.Fatal(err)
	}
}

// deck has everything happen once that happens to processes, their clocks and the database, in random order. What was killed
// comes first: it takes most of a minute until its jobs are taken over.
func (c *chaos) deck(ctx context.Context) {
	t := c.t
	t.Helper()
	one := func() *vessel { return c.fleet[c.random.IntN(len(c.fleet))] }
	jumps := func(least, most time.Duration) func() func() {
		return func() func() {
			one().jump(t, between(c.random, least, most))
			return func() {}
		}
	}
	all := append(ofDatabase(t, c.frozen.URL),
		trouble{"the database freezes", c.frozen.Freeze},
		trouble{"a bot is restarted", func() func() {
			v := one()
			v.ends(t, syscall.SIGTERM)
			if code := v.cmd.ProcessState.ExitCode(); code != 0 {
				t.Errorf("%s was stopped: code %d", v.name, code)
			}
			return func() { v.launch(t) }
		}},
		trouble{"a bot is frozen", func() func() {
			v := one()
			_ = v.cmd.Process.Signal(syscall.SIGSTOP)
			return func() { _ = v.cmd.Process.Signal(syscall.SIGCONT) }
		}},
		trouble{"a bot is frozen for long", func() func() {
			v := one()
			_ = v.cmd.Process.Signal(syscall.SIGSTOP)
			pass(ctx, between(c.random, 2*time.Second, 4*time.Second))
			return func() { _ = v.cmd.Process.Signal(syscall.SIGCONT) }
		}},
		trouble{"a clock is put forward", jumps(time.Second, 10*time.Minute)},
		trouble{"a clock is put back", jumps(-10*time.Minute, -time.Second)},
	)
	c.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	killed := trouble{"a bot is killed", func() func() {
		v := one()
		v.killed = append(v.killed, time.Now())
		v.ends(t, syscall.SIGKILL)
		return func() { v.launch(t) }
	}}
	for _, one := range append([]trouble{killed}, all...) {
		c.happens(ctx, one, c.random)
		for _, v := range c.fleet {
			v.supervise(t)
		}
	}
}

// happens has one fault for a moment, and then a moment without it.
func (c *chaos) happens(ctx context.Context, one trouble, random *rand.Rand) {
	moment := func() { pass(ctx, between(random, 200*time.Millisecond, 1200*time.Millisecond)) }
	end := one.begin()
	moment()
	end()
	moment()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.faults[one.name]++
}
