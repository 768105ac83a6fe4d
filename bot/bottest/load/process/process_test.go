package process

import (
	"os"
	"testing"
	"time"
)

func TestCPUTime(t *testing.T) {
	for stat, want := range map[string]time.Duration{
		"12 (tcabot) S 1 12 12 0 -1 4194304 2 0 0 0 150 25 0 0 20 0 8 0 1": 1750 * time.Millisecond,
		"12 (a ) b) S 1 12 12 0 -1 4194304 2 0 0 0 3 4 0 0 20 0 8 0 1":     70 * time.Millisecond,
	} {
		if got, err := cpuTime(stat); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", stat, got, err, want)
		}
	}
	for _, stat := range []string{"", "12 (tcabot) S 1", "12 (tcabot) S 1 12 12 0 -1 4194304 2 0 0 0 x 25 0"} {
		if got, err := cpuTime(stat); err == nil {
			t.Errorf("%q: %s", stat, got)
		}
	}
}

func TestMemory(t *testing.T) {
	got, err := memory([]byte("Name:\ttcabot\nVmHWM:\t   45056 kB\nVmRSS:\t   40960 kB\nThreads:\t9\n"))
	if want := (Memory{Resident: 40 << 20, Peak: 44 << 20}); err != nil || got != want {
		t.Errorf("%+v, %v, want %+v", got, err, want)
	}
	for _, status := range []string{"", "VmHWM:\t   45056 kB\n", "VmRSS: many\nVmHWM: 3 kB\n"} {
		if got, err := memory([]byte(status)); err == nil {
			t.Errorf("%q: %+v", status, got)
		}
	}
}

// TestProcess runs a shell that computes until it is asked to end.
func TestProcess(t *testing.T) {
	if _, err := os.Stat("/proc/self/clear_refs"); err != nil {
		t.Skip("no /proc")
	}
	p, err := Start(t.TempDir(), nil, "/bin/sh", "-c", `trap 'echo goodbye; exit 3' TERM; while :; do :; done`)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	for {
		used, err := p.CPU()
		if err != nil {
			t.Fatal(err)
		}
		if used >= 2*tick {
			break
		}
		if time.Since(begin) > 20*time.Second {
			t.Fatal("it uses no time")
		}
	}
	if m, err := p.Memory(); err != nil || m.Resident < 100<<10 || m.Peak < m.Resident/2 {
		t.Errorf("%+v, %v", m, err)
	}
	if err := p.Stop(); err == nil || p.tail() != "goodbye\n" {
		t.Errorf("ended with %v after %q", err, p.tail())
	}
	<-p.Ended()
}
