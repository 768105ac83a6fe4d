package repos

import (
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/screen/screentest"
	"testing"
)

func reposOf(t testing.TB, offset, total int, names ...string) repoList {
	t.Helper()
	d := repoList{site: commandtest.TestSite(t), page: api.Page[api.Repo]{Offset: offset, Total: total, At: screentest.Then}}
	d.team.Name, d.team.DisplayName, d.team.Org.SID = "bigteam", "Core platform 基础平台部", "K9fQ2mXz7Lp"
	for i, n := range names {
		d.page.Items = append(d.page.Items, screentest.SomeRepo(int64(offset+i+1), n))
	}
	return d
}

func TestRepoViews(t *testing.T) {
	hostile := apitest.Hostile()
	never := reposOf(t, 0, 1, "only-one")
	never.page.Items[0].Recent = nil
	search := reposOf(t, 0, 0)
	search.search = "<!channel> *x*"
	long := reposOf(t, 20, 1_000_000, screentest.Repeat(10, strings.Repeat("名", 200))...)
	long.team.DisplayName = strings.Repeat("W", 300)
	hostileTeam := reposOf(t, 0, len(hostile), hostile[:10]...)
	hostileTeam.team.DisplayName = "<!here> *team* `x`"
	branchPage := branchList{repo: screentest.SomeRepo(3, "<!channel>"), site: commandtest.TestSite(t), page: api.Page[api.Branch]{Total: 2, At: screentest.Then, Items: []api.Branch{
		{Name: "feature/登录-fix&co", Schemes: []api.BranchScheme{{ProjectID: 5, Scheme: "默认方案"}, {ProjectID: 6, Scheme: "*security*"}}}, {Name: "main"},
	}}}
	team := api.Team{Name: "bigteam", DisplayName: "Core <platform>", Status: api.TeamActive}
	team.Org.SID, team.Org.Name = "K9fQ2mXz7Lp", "示例科技有限公司"
	org := api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>", TeamCount: 1, RepoCount: 151, UserCount: 8}
	screentest.Check(t, []screentest.Case{
		{Name: "repos/usual", Screen: command.Screen{Line: "repos K9f/bigteam"}, View: func(s command.Screen) kit.Message {
			return viewRepos(s, reposOf(t, 10, 137, "payments-api", "web-console"))
		}},
		{Name: "repos/empty", Screen: command.Screen{Line: "repos K9f/empty"}, View: func(s command.Screen) kit.Message { return viewRepos(s, reposOf(t, 0, 0)) }},
		{Name: "repos/one", Screen: command.Screen{Line: "repos K9f/one"}, View: func(s command.Screen) kit.Message { return viewRepos(s, never) }},
		{Name: "repos/search_none", Screen: command.Screen{Line: "repos K9f/one x"}, View: func(s command.Screen) kit.Message { return viewRepos(s, search) }},
		{Name: "repos/hostile", Screen: command.Screen{Line: "repos K9f/hostile"}, View: func(s command.Screen) kit.Message { return viewRepos(s, hostileTeam) }},
		{Name: "repos/longest", Screen: command.Screen{Line: "repos " + strings.Repeat("x", command.MaxLine-10)}, View: func(s command.Screen) kit.Message { return viewRepos(s, long) }},
		{Name: "repos/shared", Screen: command.Screen{Line: "repos K9f/bigteam", By: "U0MEMBER01"}, View: func(s command.Screen) kit.Message {
			return screen.Shared(s.Words, viewRepos(s, reposOf(t, 10, 137, "payments-api")), s.By)
		}},
		{Name: "repos/changed", Screen: command.Screen{Line: "repos K9f/bigteam", Was: 140, Moved: true}, View: func(s command.Screen) kit.Message { return viewRepos(s, reposOf(t, 130, 137, "payments-api")) }},
		{Name: "repo/usual", Screen: command.Screen{Line: "repo K9f/bigteam#3"}, View: func(s command.Screen) kit.Message {
			return viewRepo(s, repoCard{repo: screentest.SomeRepo(3, "*pay* <@U1>"), site: commandtest.TestSite(t)})
		}},
		{Name: "branches/usual", Screen: command.Screen{Line: "branches K9f/bigteam#3"}, View: func(s command.Screen) kit.Message { return viewBranches(s, branchPage) }},
		{Name: "teams/usual", Screen: command.Screen{Line: "teams"}, View: func(s command.Screen) kit.Message {
			return viewTeams(s, teamList{site: commandtest.TestSite(t), page: api.Page[api.Team]{Items: []api.Team{team}, Total: 1, At: screentest.Then}})
		}},
		{Name: "orgs/usual", Screen: command.Screen{Line: "orgs"}, View: func(s command.Screen) kit.Message {
			return viewOrgs(s, orgList{site: commandtest.TestSite(t), page: api.Page[api.Org]{Items: []api.Org{org}, Total: 1, At: screentest.Then}})
		}},
	})
}

// usualRepos is a page as there are most.
func usualRepos(t testing.TB) func(command.Screen) kit.Message {
	t.Helper()
	d := reposOf(t, 10, 137, "payments-api", "web-console", "ledger", "mobile-app", "gateway", "identity", "search", "risk", "batch", "tools")
	return func(s command.Screen) kit.Message { return viewRepos(s, d) }
}

// TestReposCost bounds what a page leaves to be collected, on the way from its data to what is sent.
func TestReposCost(t *testing.T) {
	view := usualRepos(t)
	for _, l := range locale.Languages() {
		s := command.Screen{Words: locale.In(l), Command: "/tca", Line: "repos K9fQ2mXz7Lp/bigteam", Sheet: true}
		if n := testing.AllocsPerRun(20, func() { screentest.Send(view(s)) }); n > 450 {
			t.Errorf("%v allocations in %s, want 450 at most", n, l)
		}
	}
}

func BenchmarkViewRepos(b *testing.B) {
	screentest.BenchScreen(b, "repos K9fQ2mXz7Lp/bigteam", usualRepos(b))
}
