package bot

import (
	"context"
	"log/slog"
	"tcabot/bot/store"
)

// reseal re-encrypts the stored tokens with the first key, once, in the background: after a key rotation the former key
// can be removed when the log says so. Tokens that it could not re-encrypt are left to the next start.
func reseal(ctx context.Context, db *store.Store, log *slog.Logger) {
	n, err := db.Reseal(ctx)
	if n > 0 {
		log.InfoContext(ctx, "re-encrypted tokens with the first key", "count", n)
	}
	if err != nil && ctx.Err() == nil {
		log.ErrorContext(ctx, "cannot re-encrypt all tokens with the first key: keep the others configured", "error", err)
	}
}
