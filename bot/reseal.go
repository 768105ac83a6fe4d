package bot

import "context"

// reseal seals the stored tokens with the first key, once, beside everything else: after a rotation the former key can
// be taken away when the log says so. What could not be done now is done after the next start.
func (b *Bot) reseal(ctx context.Context) {
	n, err := b.store.Reseal(ctx)
	if n > 0 {
		b.log.InfoContext(ctx, "sealed tokens anew with the first key", "count", n)
	}
	if err != nil && ctx.Err() == nil {
		b.log.ErrorContext(ctx, "cannot seal all tokens with the first key: keep the others configured", "error", err)
	}
}
