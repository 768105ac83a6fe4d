package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func reposOf(t *testing.T, offset, total int, names ...string) repoList {
	t.Helper()
	d := repoList{site: testSite(t), page: api.Page[api.Repo]{Offset: offset, Total: total, At: then}}
	d.team.Name, d.team.DisplayName, d.team.Org.SID = "bigteam", "Core platform 基础平台部", "K9fQ2mXz7Lp"
	for i, n := range names {
		d.page.Items = append(d.page.Items, someRepo(int64(offset+i+1), n))
	}
	return d
}

func TestRepoViews(t *testing.T) {
	hostile := apitest.Hostile()
	never := reposOf(t, 0, 1, "only-one")
	never.page.Items[0].Recent = nil
	search := reposOf(t, 0, 0)
	search.search = "<!channel> *x*"
	long := reposOf(t, 20, 1_000_000, names(10, strings.Repeat("名", 200))...)
	long.team.DisplayName = strings.Repeat("W", 300)
	hostileTeam := reposOf(t, 0, len(hostile), hostile[:10]...)
	hostileTeam.team.DisplayName = "<!here> *team* `x`"
	branchPage := branchList{repo: someRepo(3, "<!channel>"), site: testSite(t), page: api.Page[api.Branch]{Total: 2, At: then, Items: []api.Branch{
		{Name: "feature/登录-fix&co", Schemes: []api.BranchScheme{{ProjectID: 5, Scheme: "默认方案"}, {ProjectID: 6, Scheme: "*security*"}}}, {Name: "main"},
	}}}
	team := api.Team{Name: "bigteam", DisplayName: "Core <platform>", Status: api.TeamActive}
	team.Org.SID, team.Org.Name = "K9fQ2mXz7Lp", "示例科技有限公司"
	org := api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>", TeamCount: 1, RepoCount: 151, UserCount: 8}
	checkScreens(t, []screenTest{
		{"repos_usual", spec.Screen{Line: "repos K9f/bigteam"}, func(s spec.Screen) kit.Message {
			return viewRepos(s, reposOf(t, 10, 137, "payments-api", "web-console"))
		}},
		{"repos_empty", spec.Screen{Line: "repos K9f/empty"}, func(s spec.Screen) kit.Message { return viewRepos(s, reposOf(t, 0, 0)) }},
		{"repos_one", spec.Screen{Line: "repos K9f/one"}, func(s spec.Screen) kit.Message { return viewRepos(s, never) }},
		{"repos_search_none", spec.Screen{Line: "repos K9f/one x"}, func(s spec.Screen) kit.Message { return viewRepos(s, search) }},
		{"repos_hostile", spec.Screen{Line: "repos K9f/hostile"}, func(s spec.Screen) kit.Message { return viewRepos(s, hostileTeam) }},
		{"repos_longest", spec.Screen{Line: "repos " + strings.Repeat("x", spec.MaxLine-10)}, func(s spec.Screen) kit.Message { return viewRepos(s, long) }},
		{"repos_shared", spec.Screen{Line: "repos K9f/bigteam", By: "U0MEMBER01"}, func(s spec.Screen) kit.Message {
			return Shared(s.Words, viewRepos(s, reposOf(t, 10, 137, "payments-api")), s.By)
		}},
		{"repos_changed", spec.Screen{Line: "repos K9f/bigteam", Was: 140, Moved: true}, func(s spec.Screen) kit.Message { return viewRepos(s, reposOf(t, 130, 137, "payments-api")) }},
		{"repo", spec.Screen{Line: "repo K9f/bigteam#3"}, func(s spec.Screen) kit.Message {
			return viewRepo(s, repoCard{repo: someRepo(3, "*pay* <@U1>"), site: testSite(t)})
		}},
		{"branches", spec.Screen{Line: "branches K9f/bigteam#3"}, func(s spec.Screen) kit.Message { return viewBranches(s, branchPage) }},
		{"teams", spec.Screen{Line: "teams"}, func(s spec.Screen) kit.Message {
			return viewTeams(s, teamList{site: testSite(t), page: api.Page[api.Team]{Items: []api.Team{team}, Total: 1, At: then}})
		}},
		{"orgs", spec.Screen{Line: "orgs"}, func(s spec.Screen) kit.Message {
			return viewOrgs(s, orgList{site: testSite(t), page: api.Page[api.Org]{Items: []api.Org{org}, Total: 1, At: then}})
		}},
	})
}
