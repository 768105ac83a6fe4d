// Package process runs a subject of a measurement as a process of its own, and reads what it uses of the machine. It
// reads /proc, so that it needs Linux.
package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// Process is a running subject. Its methods are safe for concurrent use.
type Process struct {
	command *exec.Cmd
	log     *os.File
	started time.Time
	stop    func() error
	ended   <-chan struct{}
}

// patience is how long a process may take to end when it is asked to.
const patience = 30 * time.Second

// Start starts a process in a folder of its own, where it also writes its log. It has no environment but the given one.
func Start(folder string, environment []string, program string, args ...string) (*Process, error) {
	log, err := os.OpenFile(filepath.Join(folder, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open a log: %w", err)
	}
	command := exec.CommandContext(context.Background(), program, args...)
	command.Dir, command.Env, command.Stdout, command.Stderr = folder, environment, log, log
	started := time.Now()
	if err := command.Start(); err != nil {
		_ = log.Close()
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	ended := make(chan struct{})
	p := &Process{command: command, log: log, started: started, ended: ended}
	var failure error
	go func() {
		defer close(ended)
		failure = command.Wait()
		_ = log.Close()
	}()
	p.stop = sync.OnceValue(func() error {
		_ = command.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
			return failure
		case <-time.After(patience):
			_ = command.Process.Kill()
			<-ended
			return errors.New("the process did not end when it was asked to")
		}
	})
	return p, nil
}

// Started is when the process was started.
func (p *Process) Started() time.Time { return p.started }

// Ended is closed when the process has ended.
func (p *Process) Ended() <-chan struct{} { return p.ended }

// Stop asks the process to end and waits until it has. The error holds the last lines of its log.
func (p *Process) Stop() error {
	if err := p.stop(); err != nil {
		return fmt.Errorf("%s: %w\n%s", filepath.Base(p.command.Path), err, p.tail())
	}
	return nil
}

// tail is the end of the log.
func (p *Process) tail() string {
	const most = 2000
	raw, _ := os.ReadFile(p.log.Name())
	return string(raw[max(0, len(raw)-most):])
}
