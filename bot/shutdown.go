package bot

import (
	"context"
	"errors"
	"sync"
	"tcabot/commands/command"
	"time"

	"golang.org/x/sync/errgroup"
)

// Shutdown bounds the time of a shutdown.
type Shutdown struct {
	Drain time.Duration // for running work to finish, before it is cancelled
	Last  time.Duration // for cancelled work to return, and then for the connections; what hangs is abandoned
}

// errHanging says that a part did not stop.
var errHanging = errors.New("something still ran when the bot ended")

// drain stops the intake and waits up to Shutdown.Drain for running work; then it cancels the work and waits up to
// Shutdown.Last. The error names what still hangs.
func (p *parts) drain(work context.Context, cut context.CancelCauseFunc) error {
	ctx := context.WithoutCancel(work)
	p.dispatcher.Close()
	p.later.Close()
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
		return p.finish(last, jobs)
	}
	return nil
}

// refuseLast accepts nothing more, and waits up to Shutdown.Last for what was refused while the bot stopped: it is said on the
// connections, which are closed next.
func (p *parts) refuseLast(work context.Context) error {
	p.surfaces.Close()
	limit, end := context.WithTimeoutCause(context.WithoutCancel(work), p.shutdown.Last, errHanging)
	defer end()
	return p.surfaces.Wait(limit)
}

// finish waits until all accepted work is done, or ctx ends. Commands start exports and note what people look at, so the
// exporter and the visits are closed after the last command.
func (p *parts) finish(ctx context.Context, jobs <-chan struct{}) error {
	if err := p.dispatcher.Wait(ctx); err != nil {
		return err
	}
	p.exporter.Close()
	if err := p.exporter.Wait(ctx); err != nil {
		return err
	}
	p.visits.Close()
	if err := p.visits.Wait(ctx); err != nil {
		return err
	}
	select {
	case <-jobs:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// join waits up to Shutdown.Last for the goroutines of the parts.
func (p *parts) join(services *errgroup.Group, workers *sync.WaitGroup) error {
	p.exporter.Close() // they are open when something hung
	p.visits.Close()
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
