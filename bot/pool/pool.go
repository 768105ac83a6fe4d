// Package pool runs tasks in a bounded number of goroutines that somebody owns and waits for. A task may outlive the
// request that it was made for: its context is the pool's, not the request's.
package pool

import (
	"context"
	"fmt"
	"sync"
)

type poolError string

func (e poolError) Error() string { return string(e) }

const (
	// ErrFull says that all workers are busy and that no more tasks may wait for one.
	ErrFull = poolError("pool is full")
	// ErrClosed says that the pool takes no more tasks.
	ErrClosed = poolError("pool is closed")
)

// Task is work that is done in a pool. Its context ends when the pool's does.
type Task func(context.Context)

// Pool runs tasks, first come, first served. Its methods are safe for concurrent use.
type Pool struct {
	workers int
	places  chan struct{} // one for each task that runs or waits
	queue   chan Task     // as long as there are places, so that whoever has a place never waits here

	mu      sync.Mutex
	closed  bool
	pending int
	idle    chan struct{} // closed when the pool is closed and nothing is pending
}

// New makes a pool in which at most so many tasks run at the same time and at most so many more wait. Tasks may be
// given to it before Run begins.
func New(workers, waiting int) *Pool {
	return &Pool{
		workers: workers, places: make(chan struct{}, workers+waiting), queue: make(chan Task, workers+waiting),
		idle: make(chan struct{}),
	}
}

// Run works until the pool is closed and its last task is done. The tasks' contexts are ctx: when that ends they are
// still waited for.
func (p *Pool) Run(ctx context.Context) {
	var workers sync.WaitGroup
	for range p.workers {
		workers.Go(func() {
			for task := range p.queue {
				p.do(ctx, task)
			}
		})
	}
	workers.Wait()
}

func (p *Pool) do(ctx context.Context, task Task) {
	defer p.done()
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

// Go hands a task to the pool and returns at once. With ErrFull or ErrClosed it will not be done.
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

// Close lets no more tasks in. Those that were taken are done.
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
