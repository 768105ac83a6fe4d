package account

import (
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/schedule"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/subscription"
	"testing"
	"time"
)

func someQuiet() schedule.Quiet {
	return schedule.Quiet{From: schedule.At(20, 0), Until: schedule.At(8, 0), Zone: time.UTC}
}

func TestAccountViews(t *testing.T) {
	org := api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>", TeamCount: 1, RepoCount: 151, UserCount: 8}
	screentest.Check(t, []screentest.Case{
		{Name: "whoami/usual", Screen: command.Screen{}, View: func(s command.Screen) kit.Message {
			return viewWhoami(s, identity{me: api.Me{Username: "tca_member", Nickname: "王芳"}, orgs: api.Page[api.Org]{Items: []api.Org{org}, Total: 1}, site: commandtest.TestSite(t)})
		}},
		{Name: "use/usual", Screen: command.Screen{}, View: func(s command.Screen) kit.Message { return viewUse(s, usage{asked: true, mine: "K9f/bigteam"}) }},
		{Name: "use/set", Screen: command.Screen{}, View: func(s command.Screen) kit.Message {
			return viewUse(s, usage{target: "*x*", next: "repos", channel: true})
		}},
		{Name: "mentions/off", Screen: command.Screen{}, View: func(s command.Screen) kit.Message {
			return viewMentions(s, mentionsCard{names: []string{"tca_member"}})
		}},
		{Name: "mentions/on", Screen: command.Screen{}, View: func(s command.Screen) kit.Message {
			return viewMentions(s, mentionsCard{agreed: true, names: []string{"tca_member", "<!channel> *x*", "王芳"}})
		}},
		{Name: "mentions/unconnected", Screen: command.Screen{}, View: func(s command.Screen) kit.Message { return viewMentions(s, mentionsCard{}) }},
		{Name: "notices/off", View: func(s command.Screen) kit.Message { return viewNotices(s, noticesCard{}) }},
		{Name: "notices/on", View: func(s command.Screen) kit.Message {
			return viewNotices(s, noticesCard{notices: assignment.Notices{On: true}, quiet: someQuiet(), names: []string{"tca_member"}})
		}},
		{Name: "notices/suspended", View: func(s command.Screen) kit.Message {
			return viewNotices(s, noticesCard{notices: assignment.Notices{On: true, Reason: subscription.ReasonToken}})
		}},
		{Name: "quiet/set", View: func(s command.Screen) kit.Message { return viewQuiet(s, someQuiet()) }},
		{Name: "mentions/longest", Screen: command.Screen{}, View: func(s command.Screen) kit.Message {
			return viewMentions(s, mentionsCard{agreed: true, names: slices.Repeat([]string{strings.Repeat("名", 256)}, maxNames+2)})
		}},
		{Name: "forget/asked", Screen: command.Screen{Command: "/tca"}, View: func(s command.Screen) kit.Message {
			return viewForget(s, forgetCard{holdings: command.Holdings{Digests: 2, Follows: 1}})
		}},
		{Name: "forget/done", Screen: command.Screen{}, View: func(s command.Screen) kit.Message { return viewForget(s, forgetCard{done: true}) }},
		{Name: "connected/usual", Screen: command.Screen{}, View: func(s command.Screen) kit.Message {
			return Connected(s.Words, s.Command, api.Me{Username: "tca_member", Nickname: "<王芳>"}, []api.Org{org})
		}},
	})
}
