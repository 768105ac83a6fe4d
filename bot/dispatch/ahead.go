package dispatch

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/api/crash"
	"tcabot/api/origin"
	"tcabot/commands/command"
	"time"
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
	if d.isRemembered(q) {
		return
	}
	late := time.Now().Add(d.conf.Deadline) // while TCA is slow, many wait that nobody will ask any more
	err := d.ahead.Go(func(ctx context.Context) {
		ctx, cancel := context.WithDeadlineCause(origin.Postpone(ctx), late, command.ErrDeadline)
		defer cancel()
		limited, stop := api.Budget(ctx, aheadRequests)
		defer stop()
		if err := d.prepare(limited, q); err != nil && !errors.Is(err, api.ErrBudget) {
			d.explain.Unasked(ctx, err)
		}
	})
	if err != nil {
		return // they will ask
	}
}

// prepare runs a question that nobody has asked yet, if its answer will be remembered, and the login lasts with which it
// would be asked: that may have ended while it waited. Nobody is told of a panic, which must not end the process either.
func (d *Dispatcher) prepare(ctx context.Context, q Question) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = crash.Of(p)
		}
	}()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	parsed, err := d.book.Parse(q.Line)
	if err != nil || parsed.Command.Access != command.Linked || parsed.Command.Changes {
		return err
	}
	now, err := d.accounts.Profile(ctx, q.Who, q.Channel)
	if err != nil || now.Missing != nil || d.accounts.Owner(now.Link) != d.accounts.Owner(q.Profile.Link) {
		return err
	}
	if q.Profile = &now; d.isRemembered(q) {
		return nil
	}
	_, _, _, err = d.run(ctx, q)
	return err
}

// isRemembered reports whether the answer to a question is remembered, without using it.
func (d *Dispatcher) isRemembered(q Question) bool {
	return d.memory.Remembers(d.accounts.Owner(q.Profile.Link), q.name(today()))
}
