package process

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of times in /proc/PID/stat. Linux has 100 of them in a second on every architecture that Go knows.
const tick = 10 * time.Millisecond

// CPU is the processor time that the process has used.
func (p *Process) CPU() (time.Duration, error) {
	raw, err := os.ReadFile(p.file("stat"))
	if err != nil {
		return 0, fmt.Errorf("read CPU time: %w", err)
	}
	return cpuTime(string(raw))
}

// cpuTime is the sum of utime and stime in the text of /proc/PID/stat, see proc_pid_stat(5).
func cpuTime(stat string) (time.Duration, error) {
	// The second field is the name of the program in parentheses, which may hold spaces and parentheses.
	fields := strings.Fields(stat[strings.LastIndexByte(stat, ')')+1:])
	const user, system = 14 - 3, 15 - 3
	if len(fields) <= system {
		return 0, errors.New("read CPU time: too few fields")
	}
	var sum time.Duration
	for _, field := range []string{fields[user], fields[system]} {
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("read CPU time: %w", err)
		}
		sum += time.Duration(n) * tick
	}
	return sum, nil
}

// Memory is what a process has of the machine's memory, in bytes.
type Memory struct {
	Resident int64 // now
	Peak     int64 // the most since the process began or ResetPeak
}

// Memory reads it.
func (p *Process) Memory() (Memory, error) {
	raw, err := os.ReadFile(p.file("status"))
	if err != nil {
		return Memory{}, fmt.Errorf("read memory: %w", err)
	}
	return memory(raw)
}

// memory reads VmRSS and VmHWM in the text of /proc/PID/status.
func memory(status []byte) (Memory, error) {
	var m Memory
	for line := range bytes.Lines(status) {
		name, rest, _ := strings.Cut(string(line), ":")
		var size *int64
		switch name {
		case "VmRSS":
			size = &m.Resident
		case "VmHWM":
			size = &m.Peak
		default:
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
		if err != nil {
			return m, fmt.Errorf("read memory: %w", err)
		}
		*size = n << 10
	}
	if m.Resident == 0 || m.Peak == 0 {
		return m, errors.New("read memory: no VmRSS or VmHWM")
	}
	return m, nil
}

// ResetPeak makes the peak of memory start anew. Not every system permits it.
func (p *Process) ResetPeak() error {
	if err := os.WriteFile(p.file("clear_refs"), []byte("5"), 0); err != nil {
		return fmt.Errorf("reset the peak of memory: %w", err)
	}
	return nil
}

func (p *Process) file(name string) string {
	return "/proc/" + strconv.Itoa(p.command.Process.Pid) + "/" + name
}
