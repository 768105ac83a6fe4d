package dispatch

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
)

const (
	// aheadWorkers is how many answers are prepared at the same time, and aheadWaiting how many more may wait for it. There
	// are few, so that people who ask come first.
	aheadWorkers, aheadWaiting = 2, 64
	// aheadRequests is how many requests to TCA the preparation of an answer may take.
	aheadRequests = 1
)

// Ahead prepares the answer to the question that the person will ask next: who turned a page, turns the one after it. It
// returns at once. What takes more than one request to TCA, or finds no room, is left for when it is asked.
func (d *Dispatcher) Ahead(q Question) {
	if !d.conf.Ahead || q.Profile == nil || q.Profile.Missing != nil {
		return
	}
	if _, known := d.Recall(q); known {
		return
	}
	err := d.ahead.Go(func(ctx context.Context) {
		ctx, cancel := context.WithTimeoutCause(api.Budget(ctx, aheadRequests), d.conf.Deadline, command.ErrDeadline)
		defer cancel()
		if _, _, _, err := d.run(ctx, q); err != nil && !errors.Is(err, api.ErrBudget) {
			d.explain.Unasked(ctx, err)
		}
	})
	if err != nil {
		return // they will ask
	}
}
