package bot

import (
	"context"
	"errors"
	"time"
)

// forgetEvery is how often the database is cleaned of what Slack no longer delivers again, and of what nobody follows.
const forgetEvery = time.Hour

// forgetDone cleans the database, first at once, until ctx ends. Every process does it: it costs next to nothing.
func (p *parts) forgetDone(ctx context.Context) {
	tick := time.NewTicker(forgetEvery)
	defer tick.Stop()
	for {
		if err := errors.Join(p.store.ForgetDone(ctx, time.Now()), p.store.ForgetPolls(ctx, p.now()), p.store.ForgetPreviews(ctx, p.now())); err != nil && ctx.Err() == nil {
			p.log.WarnContext(ctx, "cannot forget what was done", "error", err)
		}
		if err := p.store.ForgetWatches(ctx, time.Now()); err != nil && ctx.Err() == nil {
			p.log.WarnContext(ctx, "cannot forget ended watches", "error", err)
		}
		if err := p.store.ForgetActions(ctx, p.now().Add(-p.keep)); err != nil && ctx.Err() == nil {
			p.log.WarnContext(ctx, "cannot forget old changes", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
