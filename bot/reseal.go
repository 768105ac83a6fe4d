package bot

import (
	"context"
	"log/slog"
	"tcabot/bot/store"
)

// reseal seals the stored tokens with the first key, once, beside everything else: after a rotation the former key can
// be taken away when the log says so. What could not be done now is done after the next start.
func reseal(ctx context.Context, db *store.Store, log *slog.Logger) {
	n, err := db.Reseal(ctx)
	if n > 0 {
		log.InfoContext(ctx, "sealed tokens anew with the first key", "count", n)
	}
	if err != nil && ctx.Err() == nil {
		log.ErrorContext(ctx, "cannot seal all tokens with the first key: keep the others configured", "error", err)
	}
}
