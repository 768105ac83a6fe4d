package bot

import (
	"context"
	"log/slog"
	"slices"
	"tcabot/bot/deliver"
)

// silent are the scopes without which something does not work and nobody is told so when it is missed: Slack sends no event,
// or nobody waits for the answer.
var silent = []struct{ scope, feature string }{
	{"app_mentions:read", "answering mentions in channels"},
	{"im:history", "answering direct messages"},
	{"links:read", "offering to preview links to TCA"},
	{"links:write", "previewing links to TCA"},
	{"channels:history", "finding a digest that was already posted after a crash, so it may be posted twice"},
	{"groups:history", "the same in private channels"},
}

// reportScopes logs which features do not work because the Slack app was installed without a scope.
func reportScopes(ctx context.Context, me deliver.Identity, log *slog.Logger) {
	if len(me.Scopes) == 0 {
		return
	}
	for _, u := range silent {
		if !slices.Contains(me.Scopes, u.scope) {
			log.WarnContext(ctx, "the Slack app lacks a scope: whoever manages the app can add it under OAuth & Permissions, and reinstall it", "scope", u.scope, "without_it", u.feature)
		}
	}
}
