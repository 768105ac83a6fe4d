package bot

import (
	"context"
	"errors"
	"sync"
	"tcabot/commands/command"
	"time"

	"golang.org/x/sync/errgroup"
)

// Shutdown says how long the end may take.
type Shutdown struct {
	Drain  time.Duration // longest wait for what is under way, before it is told to end
	Linger time.Duration // how long the sockets stay open after the last answer, for acknowledgements still in their queues
	Last   time.Duration // longest wait for what was told to end, and then for the connections; whatever hangs is left behind
}

// errHanging is the error of a bot that ended although a part of it did not.
var errHanging = errors.New("something still ran when the bot ended")

// drain ends the intake and waits for what is under way, for at most Shutdown.Drain; then it is told to end, and given
// Shutdown.Last to say so. The error names what hangs even then.
func (p *parts) drain(work context.Context, cut context.CancelCauseFunc) error {
	ctx := context.WithoutCancel(work)
	p.dispatcher.Close()
	p.surfaces.CloseEvents()
	limit, end := context.WithTimeoutCause(ctx, p.shutdown.Drain, command.ErrStopping)
	defer end()
	jobs := make(chan struct{})
	go func() { // waited for below, unless it hangs
		defer close(jobs)
		p.jobs.Stop(limit)
	}()
	if p.finish(limit, jobs) != nil {
		cut(command.ErrStopping)
		last, end := context.WithTimeoutCause(ctx, p.shutdown.Last, errHanging)
		defer end()
		if err := p.finish(last, jobs); err != nil {
			return err
		}
	}
	linger := time.NewTimer(p.shutdown.Linger)
	defer linger.Stop()
	<-linger.C
	return nil
}

// finish waits until all that was accepted is done, or ctx ends. Exports are begun by commands, so they are closed after
// the last of those.
func (p *parts) finish(ctx context.Context, jobs <-chan struct{}) error {
	if err := p.dispatcher.Wait(ctx); err != nil {
		return err
	}
	p.exporter.Close()
	if err := p.exporter.Wait(ctx); err != nil {
		return err
	}
	select {
	case <-jobs:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// join waits for the goroutines of the parts to end, for at most Shutdown.Last.
func (p *parts) join(services *errgroup.Group, workers *sync.WaitGroup) error {
	p.exporter.Close() // it is open when something hung
	ended := make(chan error, 1)
	go func() {
		err := services.Wait()
		workers.Wait()
		ended <- err
	}()
	last := time.NewTimer(p.shutdown.Last)
	defer last.Stop()
	select {
	case err := <-ended:
		return err
	case <-last.C:
		return errHanging
	}
}
