// Package pool runs tasks in a bounded number of goroutines with an owner that waits for them. A task may outlive the
// request that started it: its context is the pool's, not the request's.
package pool

import (
	"context"
	"fmt"
	"sync"
	"tcabot/api/crash"
)

type poolError string

func (e poolError) Error() string { return string(e) }

const (
	// ErrFull says that all workers are busy and the queue is full.
	ErrFull = poolError("pool is full")
	// ErrClosed says that the pool accepts no more tasks.
	ErrClosed = poolError("pool is closed")
)

// Task is work for a pool. Its context ends with the pool's.
type Task func(context.Context)

// Pool runs tasks, first come, first served. Its methods are safe for concurrent use.
type Pool struct {
	workers int
	places  chan struct{} // one for each task that runs or waits
	queue   chan Task     // as long as places, so that sending never blocks

	mu      sync.Mutex
	closed  bool
	pending int
	idle    chan struct{} // closed when the pool is closed and nothing is pending
}

// New makes a pool with a maximum number of running tasks and of waiting ones. Tasks may be added before Run begins.
func New(workers, waiting int) *Pool {
	return &Pool{
		workers: workers, places: make(chan struct{}, workers+waiting), queue: make(chan Task, workers+waiting),
		idle: make(chan struct{}),
	}
}

// Run runs tasks until the pool is closed and its last task is done. The context of the tasks is ctx; Run waits for them
// also when it ends. panicked is given the panic of a task, which ends nothing but that task.
func (p *Pool) Run(ctx context.Context, panicked func(context.Context, error)) {
	var workers sync.WaitGroup
	for range p.workers {
		workers.Go(func() {
			for task := range p.queue {
				p.do(ctx, task, panicked)
			}
		})
	}
	workers.Wait()
}

func (p *Pool) do(ctx context.Context, task Task, panicked func(context.Context, error)) {
	defer p.done()
	defer func() {
		if v := recover(); v != nil {
			panicked(ctx, crash.Of(v))
		}
	}()
	task(ctx)
}

func (p *Pool) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	<-p.places
	p.pending--
	if p.closed && p.pending == 0 {
		close(p.idle)
	}
}

// Go adds a task and returns immediately. With ErrFull or ErrClosed the task will not run.
func (p *Pool) Go(task Task) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return ErrClosed
	}
	select {
	case p.places <- struct{}{}:
		p.pending++
		p.queue <- task
		return nil
	default:
		return ErrFull
	}
}

// Pending is how many tasks run or wait.
func (p *Pool) Pending() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pending
}

// Close stops accepting tasks. Accepted ones are done.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.closed = true
	close(p.queue)
	if p.pending == 0 {
		close(p.idle)
	}
}

// Wait waits until a closed pool has done its last task. When ctx ends first, the error says how many are left.
func (p *Pool) Wait(ctx context.Context) error {
	select {
	case <-p.idle:
		return nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed && p.pending == 0 {
		return nil
	}
	return fmt.Errorf("%d tasks are not done: %w", p.pending, context.Cause(ctx))
}
