package commands

import (
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func TestAccountViews(t *testing.T) {
	org := api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>", TeamCount: 1, RepoCount: 151, UserCount: 8}
	checkScreens(t, []screenTest{
		{"whoami", spec.Screen{}, func(s spec.Screen) kit.Message {
			return viewWhoami(s, identity{me: api.Me{Username: "tca_member", Nickname: "王芳"}, orgs: api.Page[api.Org]{Items: []api.Org{org}, Total: 1}, site: testSite(t)})
		}},
		{"use", spec.Screen{}, func(s spec.Screen) kit.Message { return viewUse(s, usage{asked: true, mine: "K9f/bigteam"}) }},
		{"use_set", spec.Screen{}, func(s spec.Screen) kit.Message { return viewUse(s, usage{target: "*x*", next: "repos", channel: true}) }},
		{"connected", spec.Screen{}, func(s spec.Screen) kit.Message {
			return Connected(s.Words, s.Command, api.Me{Username: "tca_member", Nickname: "<王芳>"}, []api.Org{org})
		}},
	})
}
