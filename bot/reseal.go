package bot

import (
	"context"
	"errors"
	"fmt"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"time"
)

// holdKeys notes which keys this process has, before it seals anything with them.
func holdKeys(ctx context.Context, db *store.Store) error {
	if err := db.HoldKeys(ctx, time.Now()); err != nil {
		return fmt.Errorf("start: %w", err)
	}
	return nil
}

// followKeys adapts what is stored to the configured keys, in the background, and keeps noting which keys this process has.
func (p *parts) followKeys(ctx context.Context) {
	tick := time.NewTicker(p.keys)
	defer tick.Stop()
	done := p.adaptToKeys(ctx)
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			// Nobody waits for a process that has ended. A killed one is waited for as long as the store takes it to run.
			if err := p.store.DropKeys(context.WithoutCancel(ctx)); err != nil {
				p.log.WarnContext(ctx, "cannot note that this process no longer has its keys", "error", err)
			}
			return
		}
		if err := p.store.HoldKeys(ctx, time.Now()); err != nil && ctx.Err() == nil {
			p.log.WarnContext(ctx, "cannot note which keys this process has", "error", err)
		}
		if !done {
			done = p.adaptToKeys(ctx)
		}
	}
}

// adaptToKeys re-encrypts the tokens with the first key: after a key rotation the former key can be removed when the log says
// so. It also resumes the subscriptions whose token can be read again. It reports false when it has to wait, because another
// process could not read what it would write; what it could not do for another reason is left to the next start.
func (p *parts) adaptToKeys(ctx context.Context) (done bool) {
	lacking, err := p.store.Lacking(ctx, time.Now())
	if err == nil && lacking > 0 {
		p.log.WarnContext(ctx, "tokens are not re-encrypted yet: other processes lack the first key of TOKEN_ENCRYPTION_KEY; restart them with it", "processes", lacking)
		return false
	}
	n, err := p.store.Reseal(ctx)
	if n > 0 {
		p.log.InfoContext(ctx, "re-encrypted tokens with the first key", "count", n)
	}
	switch {
	case err == nil || ctx.Err() != nil:
	case errors.Is(err, command.ErrUnreadable):
		p.log.ErrorContext(ctx, "no key in TOKEN_ENCRYPTION_KEY opens some stored tokens: add the key that encrypted them, or let their owners connect again", "error", err)
	default:
		p.log.ErrorContext(ctx, "cannot re-encrypt all tokens with the first key: keep the others configured", "error", err)
	}
	if err := p.owners.KeysChanged(ctx); err != nil && ctx.Err() == nil {
		p.log.ErrorContext(ctx, "cannot resume the subscriptions whose tokens can be read again", "error", err)
	}
	return true
}
