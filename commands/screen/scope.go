package screen

import (
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// MissingScope says which permission the Slack app lacks, what does not work without it, and who can add it.
func MissingScope(w locale.Words, e *command.ScopeError) kit.Line {
	names := make([]string, len(e.Scopes))
	for i, scope := range e.Scopes {
		names[i] = kit.Cut(kit.Clean(scope), 40)
	}
	return kit.Phrase(w, "error.scope", "Scope", kit.Code(strings.Join(names, ", ")), "Lost", w.Say(locale.Group("scope_lost").Key(scopeFamily(e.Scopes))))
}

// scopeFamily is the kind of things that a scope is about. Slack names several scopes when it does not say of which kind a
// conversation is.
func scopeFamily(scopes []string) string {
	family := ""
	for i, scope := range scopes {
		name, _, _ := strings.Cut(scope, ":")
		if i > 0 && name != family {
			return "conversation"
		}
		family = name
	}
	if !slices.Contains([]string{"channels", "groups", "mpim", "im", "files", "users", "chat"}, family) {
		return "other"
	}
	return family
}
