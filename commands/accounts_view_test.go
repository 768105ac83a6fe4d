package commands

import (
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func TestAccountsViews(t *testing.T) {
	site := testSite(t)
	several := accounts{
		site: site, passwords: api.Page[api.ScmAccount]{Items: []api.ScmAccount{{Username: "wangfang", Platform: api.PlatformGitLab}}},
		keys: api.Page[api.ScmSSHKey]{Items: []api.ScmSSHKey{{Name: "部署 <key>", Platform: api.PlatformOther}}}, offered: api.Platforms{GitHub: true, Gitee: true},
		missing: []string{"accounts.part_grants"},
	}
	screens(t, map[string]func(spec.Screen) kit.Message{
		"accounts":      func(s spec.Screen) kit.Message { return viewAccounts(s, several) },
		"accounts_none": func(s spec.Screen) kit.Message { return viewAccounts(s, accounts{site: site}) },
	})
}
