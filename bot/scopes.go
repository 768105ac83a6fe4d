package bot

import (
	"context"
	"log/slog"
	"slices"
	"tcabot/bot/deliver"
)

// unheard are the scopes without which Slack tells the bot nothing, and no call fails that would say so.
var unheard = []struct{ scope, feature string }{
	{"app_mentions:read", "answering mentions in channels"},
	{"im:history", "answering direct messages"},
}

// reportScopes logs which features do not work because the Slack app was installed without a scope.
func reportScopes(ctx context.Context, me deliver.Identity, log *slog.Logger) {
	if len(me.Scopes) == 0 {
		return
	}
	for _, u := range unheard {
		if !slices.Contains(me.Scopes, u.scope) {
			log.WarnContext(ctx, "the Slack app lacks a scope: whoever manages the app can add it under OAuth & Permissions, and reinstall it", "scope", u.scope, "without_it", u.feature)
		}
	}
}
