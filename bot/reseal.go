package bot

import (
	"context"
	"errors"
	"tcabot/commands/command"
)

// followKeys adapts what is stored to the configured keys, once, in the background. It re-encrypts the tokens with the first
// key: after a key rotation the former key can be removed when the log says so. It resumes the subscriptions whose token can
// be read again. What it could not do is left to the next start.
func (p *parts) followKeys(ctx context.Context) {
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
}
