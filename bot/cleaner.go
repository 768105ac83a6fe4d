package bot

import (
	"context"
	"errors"
	"log/slog"
	"tcabot/bot/account"
	"tcabot/bot/deliver"
	"tcabot/bot/store"
	"time"
)

// keepRemoved is how long the data of a workspace is kept after the app was removed from it: somebody may have done that by
// mistake, or to install it anew.
const keepRemoved = 7 * 24 * time.Hour

// cleaner deletes from the database what is no longer needed. Every process does it: it costs next to nothing.
type cleaner struct {
	store     *store.Store
	sender    *deliver.Sender
	accounts  *account.Accounts
	workspace string
	audit     time.Duration // how long the record of changes is kept
	every     time.Duration // how often it cleans
	now       func() time.Time
	log       *slog.Logger
}

// run cleans, first at once, until ctx ends.
func (c *cleaner) run(ctx context.Context) {
	tick := time.NewTicker(c.every)
	defer tick.Stop()
	for {
		err := errors.Join(
			c.removal(ctx),
			c.store.ForgetDone(ctx, time.Now()), c.store.ForgetWatches(ctx, time.Now()),
			c.store.ForgetPolls(ctx, c.now()), c.store.ForgetPreviews(ctx, c.now()), c.store.ForgetActions(ctx, c.now().Add(-c.audit)),
		)
		if err != nil && ctx.Err() == nil {
			c.log.WarnContext(ctx, "cannot clean the database", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// removal looks whether the app was removed from the workspace. When Slack takes its token, it has returned: what was stopped
// goes on. When it has been away for too long, everything is deleted.
func (c *cleaner) removal(ctx context.Context) error {
	since, err := c.store.Removed(ctx, c.workspace)
	if err != nil || since.IsZero() {
		return err
	}
	_, err = c.sender.Identify(ctx)
	switch {
	case err == nil:
		if err := c.accounts.AppReturned(ctx, c.workspace, c.now()); err != nil {
			return err
		}
		c.log.InfoContext(ctx, "the app is installed again, and what was suspended goes on", "workspace", c.workspace)
		return nil
	case errors.Is(err, deliver.ErrCredentials) && c.now().Sub(since) > keepRemoved:
		c.log.WarnContext(ctx, "the app was removed days ago, deleting all data of the workspace", "workspace", c.workspace)
		return c.accounts.DeleteWorkspace(ctx, c.workspace)
	default:
		return nil
	}
}
