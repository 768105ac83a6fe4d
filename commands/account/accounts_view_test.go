package account

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestAccountsViews(t *testing.T) {
	site := commandtest.TestSite(t)
	several := accounts{
		site: site, passwords: api.Page[api.ScmAccount]{Items: []api.ScmAccount{{Username: "wangfang", Platform: api.PlatformGitLab}}},
		keys: api.Page[api.ScmSSHKey]{Items: []api.ScmSSHKey{{Name: "部署 <key>", Platform: api.PlatformOther}}}, offered: api.Platforms{GitHub: true, Gitee: true},
		missing: []locale.Key{"accounts.part_grants"},
	}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"accounts/usual": func(s command.Screen) kit.Message { return viewAccounts(s, several) },
		"accounts/none":  func(s command.Screen) kit.Message { return viewAccounts(s, accounts{site: site}) },
	})
}
