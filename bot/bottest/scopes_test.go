package bottest

import (
	"os"
	"path/filepath"
	"slices"
	"tcabot/bot/bottest/manifest"
	"testing"
)

// TestScopesOfTheManifest: a workspace of which nothing is said has the app installed as its manifest says. Otherwise the bot
// reports missing scopes to whoever opens the playground.
func TestScopesOfTheManifest(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "manifest.yml"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := manifest.Scopes(raw)
	if err != nil || len(want) < 10 {
		t.Fatalf("scopes %q, %v", want, err)
	}
	all := allScopes()
	for _, scope := range want {
		if !slices.Contains(all, scope) {
			t.Errorf("the app lacks %s", scope)
		}
	}
}
