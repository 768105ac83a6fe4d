package fleet

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"testing"
)

// figuresOf makes a bot answer each line of its input with its figures.
const figuresOf = "TCABOT_FLEET_FIGURES"

// figures are what a process holds, after its garbage was collected.
type figures struct {
	Goroutines, Handles int
	Heap, Resident      int64 // bytes
}

// least has the least of each.
func (f figures) least(g figures) figures {
	return figures{min(f.Goroutines, g.Goroutines), min(f.Handles, g.Handles), min(f.Heap, g.Heap), min(f.Resident, g.Resident)}
}

func (f figures) String() string {
	return fmt.Sprintf("%10d %8d %10.1f %14.1f", f.Goroutines, f.Handles, mebibytes(f.Heap), mebibytes(f.Resident))
}

func mebibytes(bytes int64) float64 { return float64(bytes) / (1 << 20) }

// reportFigures writes the figures of this process for each line that it reads; for the line "profiles" it also writes to
// standard error where the goroutines are and what the heap has.
func reportFigures(in io.Reader, out io.Writer) {
	answers := json.NewEncoder(out)
	for lines := bufio.NewScanner(in); lines.Scan(); {
		if lines.Text() == "profiles" {
			_ = errors.Join(pprof.Lookup("goroutine").WriteTo(os.Stderr, 1), pprof.Lookup("heap").WriteTo(os.Stderr, 1))
		}
		if answers.Encode(measured()) != nil {
			return
		}
	}
}

// measured are the figures of this process.
func measured() figures {
	debug.FreeOSMemory() // collects the garbage, too
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	f := figures{Goroutines: runtime.NumGoroutine(), Heap: int64(memory.HeapAlloc)}
	if open, err := os.ReadDir("/proc/self/fd"); err == nil {
		f.Handles = len(open) - 1 // that of the folder itself
	}
	var pages, resident int64
	if raw, err := os.ReadFile("/proc/self/statm"); err == nil {
		_, _ = fmt.Sscan(string(raw), &pages, &resident)
	}
	f.Resident = resident * int64(os.Getpagesize())
	return f
}

// gauge asks a bot for its figures.
type gauge struct {
	in  io.Writer
	out *json.Decoder
}

// gauged prepares a bot that is not started yet. The test is skipped where the figures cannot be read.
func gauged(t *testing.T, cmd *exec.Cmd) *gauge {
	t.Helper()
	if _, err := os.Stat("/proc/self/statm"); err != nil {
		t.Skip("no /proc")
	}
	cmd.Env = append(cmd.Env, figuresOf+"=1")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	return &gauge{in, json.NewDecoder(out)}
}

func (g *gauge) read(t *testing.T, line string) figures {
	t.Helper()
	var f figures
	if _, err := fmt.Fprintln(g.in, line); err != nil {
		t.Fatal(err)
	}
	if err := g.out.Decode(&f); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFigures(t *testing.T) {
	t.Parallel()
	cmd := exec.Command("/bin/true")
	gauged(t, cmd)
	before := measured()
	file, err := os.Open(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	held := make([]byte, 64<<20)
	for i := range held {
		held[i] = 1
	}
	after := measured()
	runtime.KeepAlive(held)
	_ = file.Close()
	if before.Goroutines == 0 || before.Handles == 0 || after.Heap-before.Heap < 32<<20 || after.Resident-before.Resident < 32<<20 {
		t.Errorf("before %s, after %s", before, after)
	}
}
