package screentest

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/paged"
	"tcabot/commands/target"
	"testing"
	"time"
)

// Then is when the samples were fetched.
var Then = time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC)

// SomeRepo is a repository.
func SomeRepo(id int64, name string) api.Repo {
	lines := 48_212
	return api.Repo{
		ID: id, Name: name, URL: "http://git.example.com/team/repo", SCM: "git", BranchCount: 2, SchemeCount: 1, JobCount: 8,
		Created: api.Time{Time: Then.AddDate(-1, 0, 0)}, Recent: &api.RecentScan{ProjectID: 7, Branch: "master", At: api.Time{Time: Then}, CodeLines: &lines},
		Creator: api.Person{Username: "tca_admin", Nickname: "张伟"},
		Team:    api.RepoTeam{Name: "bigteam", DisplayName: "Core platform 基础平台部", Org: "K9fQ2mXz7Lp"},
	}
}

// Repeat is the same name n times.
func Repeat(n int, one string) []string {
	var all []string
	for range n {
		all = append(all, one)
	}
	return all
}

// WorstText is longer than TCA keeps any and has what breaks messages.
var WorstText = "<!channel> *x* `y`\n" + strings.Repeat("很长的一段说明 long ", 60)

// SomePlace is an analysed branch.
func SomePlace(tb testing.TB, repo, branch string) target.Branch {
	tb.Helper()
	at := target.Branch{
		Ref:  api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}, ID: 12}, ID: 1200},
		Site: commandtest.TestSite(tb),
	}
	at.Project = api.Project{ID: 1200, Branch: branch, ScanPath: "/", Status: api.ProjectActive, Repo: api.ProjectRepo{ID: 12, Name: repo}}
	at.Project.Scheme.ID, at.Project.Scheme.Name = 120, "默认方案"
	return at
}

// UsualPlace is the one most screens are about.
func UsualPlace(tb testing.TB) target.Branch {
	tb.Helper()
	return SomePlace(tb, "payments-api", "master")
}

// WorstPlace has names of the greatest length, a path, and a team and numbers that make lines long.
func WorstPlace(tb testing.TB) target.Branch {
	tb.Helper()
	at := SomePlace(tb, strings.Repeat("名", 128), strings.Repeat("分支/", 66))
	at.Ref.Repo.Team, at.Ref.Repo.ID, at.Ref.ID = strings.Repeat("t", 64), 9_999_999_999, 9_999_999_999
	at.Project.ScanPath, at.Project.Status, at.Project.Scheme.Name = "/"+strings.Repeat("src/", 127), api.ProjectArchived, strings.Repeat("案", 128)
	return at
}

// HostilePlace has names made to break things.
func HostilePlace(tb testing.TB) target.Branch {
	tb.Helper()
	at := SomePlace(tb, "<!channel>", "*b* `c`\n<@U1>")
	at.Project.Scheme.Name = "&amp; \u202escheme"
	return at
}

// Moments is the moment so many hours before Then.
func Moments(hoursAgo int) api.Time {
	return api.Time{Time: Then.Add(-time.Duration(hoursAgo) * time.Hour)}
}

// SomeRepoPlace is the repository that screens are about.
func SomeRepoPlace(tb testing.TB, name string) target.Repository {
	tb.Helper()
	return target.Repository{Repo: SomeRepo(137, name), Site: SomePlace(tb, name, "master").Site}
}

// WorstRepoPlace has names of the greatest length, and a team and a number that make lines long.
func WorstRepoPlace(tb testing.TB) target.Repository {
	tb.Helper()
	p := SomeRepoPlace(tb, strings.Repeat("名", 128))
	p.Repo.ID, p.Repo.Team.Name, p.Repo.Team.DisplayName = 1_234_567, strings.Repeat("t", 64), strings.Repeat("W", 128)
	return p
}

// Someone is a person with both names.
var Someone = api.Person{Username: "tca_admin", Nickname: "张伟"}

// Shanghai is a zone without summer time.
var Shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// Repeated is the same row n times.
func Repeated[T any](one T) []T {
	all := make([]T, paged.PageSize)
	for i := range all {
		all[i] = one
	}
	return all
}

// PageOf is a page with the given rows.
func PageOf[T any](offset, total int, all ...T) api.Page[T] {
	return api.Page[T]{Items: all, Offset: offset, Total: total, At: Then}
}

// ComplexPaths are paths of files, short and long.
var ComplexPaths = []string{"internal/ledger/refund.go", "src/支付/订单.py", "web/src/components/cart_12.js", "cmd/server/main.go"}

// SomeSchemes are schemes of every kind.
func SomeSchemes() []api.Scheme {
	made := Moments(24 * 100)
	return []api.Scheme{
		{
			ID: 1372, Name: "nightly full scan", Languages: []string{"Go", "python", "js", "ts"}, Tag: "Codedog_Linux", Status: api.SchemeActive,
			Type: api.SchemeCustom, Creator: Someone, Created: made, Modified: made, IgnoreEverywhere: true, SkipSubmoduleIssues: true, LargeFiles: true,
			Description: "每晚全量扫描。\n负责人：<张伟>",
		},
		{ID: 1371, Name: "旧方案 <old>", Status: api.SchemeDisused, Type: api.SchemeCustom, Creator: Someone, Created: made, SkipSubmodules: true, IgnoreMergedIssues: true},
		{ID: 1370, Name: "默认方案", Languages: []string{"Go"}, Status: api.SchemeActive, Default: true, Type: api.SchemeSystem, Creator: Someone, Created: made, Tag: "Codedog_Linux"},
	}
}

// WorstScheme is a scheme with everything at its longest.
func WorstScheme() api.Scheme {
	c := SomeSchemes()[0]
	c.ID, c.Name, c.Description, c.Tag = 12_345_678, strings.Repeat("案", 128), WorstText, strings.Repeat("tag", 80)
	c.Languages = []string{"abap", "apex", "cobol", "cpp", "cs", "css", "dart", "flex", "Go", "html", "java", "js", "kotlin", "Lua", "oc", "protobuf", "php", "pli", "plsql", "python", "rpg"}
	c.Default, c.Deleted, c.Creator.Nickname = true, Moments(3), strings.Repeat("Ж", 150)
	return c
}
