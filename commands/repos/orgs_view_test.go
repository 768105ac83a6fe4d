package repos

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
)

func crowd(n int) []api.Person {
	var all []api.Person
	for i := range n {
		all = append(all, api.Person{Username: "u" + kit.Number(i), Nickname: strings.Repeat("名", 1+i%32)})
	}
	return all
}

func TestOrgViews(t *testing.T) {
	site := commandtest.TestSite(t)
	labels := []api.TeamLabel{{ID: 1, Name: "后端"}, {ID: 2, Name: "<!here>"}}
	o := api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>", Status: api.OrgActive, TeamCount: 7, RepoCount: 151, UserCount: 8}
	far := api.Org{SID: "K9fQ2mXz7Lp", Name: strings.Repeat("团", 255), Status: api.OrgExpired, TeamCount: 1_000_000, RepoCount: 1_000_000, UserCount: 1_000_000, Description: strings.Repeat("说明", 2000)}
	u := api.Team{Name: "bigteam", DisplayName: "Core platform 基础平台部"}
	u.Org.SID, u.Org.Name = o.SID, o.Name
	wide := api.Team{Name: strings.Repeat("t", 64), DisplayName: strings.Repeat("项", 128), Description: strings.Repeat("说明", 2000)}
	wide.Org.SID, wide.Org.Name = far.SID, far.Name
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"org/usual": func(s command.Screen) kit.Message {
			return viewOrg(s, orgCard{org: o, site: site, members: api.Members{Admins: crowd(1), Users: crowd(3)}})
		},
		"org/longest": func(s command.Screen) kit.Message {
			return viewOrg(s, orgCard{org: far, site: site, members: api.Members{Admins: crowd(500), Users: crowd(500)}, missing: []locale.Key{"org.part_nodes"}})
		},
		"team/usual": func(s command.Screen) kit.Message {
			return viewTeam(s, teamCard{team: u, site: site, labels: labels, members: api.Members{Admins: crowd(2)}, repos: api.Page[api.Repo]{Total: 137}})
		},
		"team/longest": func(s command.Screen) kit.Message {
			return viewTeam(s, teamCard{team: wide, site: site, members: api.Members{Admins: crowd(500), Users: crowd(500)}, repos: api.Page[api.Repo]{Total: 1_000_000}})
		},
	})
}
