package commands

import (
	"strings"
	"tcabot/api"
	"testing"
	"time"
)

var then = time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC)

func testSite(t testing.TB) api.Site {
	t.Helper()
	c, err := api.New(api.Config{URL: "https://tca.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	return c.Site()
}

func someRepo(id int64, name string) api.Repo {
	lines := 48_212
	return api.Repo{
		ID: id, Name: name, URL: "http://git.example.com/team/repo", SCM: "git", BranchCount: 2, SchemeCount: 1, JobCount: 8,
		Created: api.Time{Time: then.AddDate(-1, 0, 0)}, Recent: &api.RecentScan{ProjectID: 7, Branch: "master", At: api.Time{Time: then}, CodeLines: &lines},
		Creator: api.Person{Username: "tca_admin", Nickname: "张伟"},
		Team:    api.RepoTeam{Name: "bigteam", DisplayName: "Core platform 基础平台部", Org: "K9fQ2mXz7Lp"},
	}
}

func names(n int, one string) []string {
	var all []string
	for range n {
		all = append(all, one)
	}
	return all
}

// worstText is longer than TCA keeps any and has what breaks messages.
var worstText = "<!channel> *x* `y`\n" + strings.Repeat("很长的一段说明 long ", 60)

// somePlace is an analysed branch.
func somePlace(tb testing.TB, repo, branch string) place {
	tb.Helper()
	at := place{
		ref:  api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}, ID: 12}, ID: 1200},
		site: testSite(tb),
	}
	at.project = api.Project{ID: 1200, Branch: branch, ScanPath: "/", Status: api.ProjectActive, Repo: api.ProjectRepo{ID: 12, Name: repo}}
	at.project.Scheme.ID, at.project.Scheme.Name = 120, "默认方案"
	return at
}

// usualPlace is the one most screens are about.
func usualPlace(tb testing.TB) place {
	tb.Helper()
	return somePlace(tb, "payments-api", "master")
}

// worstPlace has names of the greatest length, a path, and a team and numbers that make lines long.
func worstPlace(tb testing.TB) place {
	tb.Helper()
	at := somePlace(tb, strings.Repeat("名", 128), strings.Repeat("分支/", 66))
	at.ref.Repo.Team, at.ref.Repo.ID, at.ref.ID = strings.Repeat("t", 64), 9_999_999_999, 9_999_999_999
	at.project.ScanPath, at.project.Status, at.project.Scheme.Name = "/"+strings.Repeat("src/", 127), api.ProjectArchived, strings.Repeat("案", 128)
	return at
}

// hostilePlace has names made to break things.
func hostilePlace(tb testing.TB) place {
	tb.Helper()
	at := somePlace(tb, "<!channel>", "*b* `c`\n<@U1>")
	at.project.Scheme.Name = "&amp; \u202escheme"
	return at
}

func moments(hoursAgo int) api.Time {
	return api.Time{Time: then.Add(-time.Duration(hoursAgo) * time.Hour)}
}

func someRepoPlace(tb testing.TB, name string) repoPlace {
	tb.Helper()
	return repoPlace{repo: someRepo(137, name), site: somePlace(tb, name, "master").site}
}

// worstRepoPlace has names of the greatest length, and a team and a number that make lines long.
func worstRepoPlace(tb testing.TB) repoPlace {
	tb.Helper()
	p := someRepoPlace(tb, strings.Repeat("名", 128))
	p.repo.ID, p.repo.Team.Name, p.repo.Team.DisplayName = 1_234_567, strings.Repeat("t", 64), strings.Repeat("W", 128)
	return p
}

var someone = api.Person{Username: "tca_admin", Nickname: "张伟"}

var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

func repeated[T any](one T) []T {
	all := make([]T, PageSize)
	for i := range all {
		all[i] = one
	}
	return all
}

func pageOf[T any](offset, total int, all ...T) api.Page[T] {
	return api.Page[T]{Items: all, Offset: offset, Total: total, At: then}
}

var complexPaths = []string{"internal/ledger/refund.go", "src/支付/订单.py", "web/src/components/cart_12.js", "cmd/server/main.go"}

func someSchemes() []api.Scheme {
	made := moments(24 * 100)
	return []api.Scheme{
		{
			ID: 1372, Name: "nightly full scan", Languages: []string{"Go", "python", "js", "ts"}, Tag: "Codedog_Linux", Status: api.SchemeActive,
			Type: api.SchemeCustom, Creator: someone, Created: made, Modified: made, IgnoreEverywhere: true, SkipSubmoduleIssues: true, LargeFiles: true,
			Description: "每晚全量扫描。\n负责人：<张伟>",
		},
		{ID: 1371, Name: "旧方案 <old>", Status: api.SchemeDisused, Type: api.SchemeCustom, Creator: someone, Created: made, SkipSubmodules: true, IgnoreMergedIssues: true},
		{ID: 1370, Name: "默认方案", Languages: []string{"Go"}, Status: api.SchemeActive, Default: true, Type: api.SchemeSystem, Creator: someone, Created: made, Tag: "Codedog_Linux"},
	}
}

func worstScheme() api.Scheme {
	c := someSchemes()[0]
	c.ID, c.Name, c.Description, c.Tag = 12_345_678, strings.Repeat("案", 128), worstText, strings.Repeat("tag", 80)
	c.Languages = []string{"abap", "apex", "cobol", "cpp", "cs", "css", "dart", "flex", "Go", "html", "java", "js", "kotlin", "Lua", "oc", "protobuf", "php", "pli", "plsql", "python", "rpg"}
	c.Default, c.Deleted, c.Creator.Nickname = true, moments(3), strings.Repeat("Ж", 150)
	return c
}
