package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen/screentest"
	"testing"
)

// TestNavigationView shows what the menus with the other screens of a branch and of a repository lead to. On other screens
// only their labels are shown.
func TestNavigationView(t *testing.T) {
	branch, repo := screentest.UsualPlace(t), screentest.SomeRepoPlace(t, "payments-api")
	all := func(menu kit.Menu) kit.Message {
		menu.ID = "run/all"
		return append(kit.Plain(menu.Placeholder), kit.Buttons{menu})
	}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"navigation/branch": func(s command.Screen) kit.Message { return all(Navigation(s, branch)) },
		"navigation/repo":   func(s command.Screen) kit.Message { return all(RepoNavigation(s, repo)) },
	})
}
