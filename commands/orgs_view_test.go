package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func crowd(n int) []api.Person {
	var all []api.Person
	for i := range n {
		all = append(all, api.Person{Username: "u" + number(i), Nickname: strings.Repeat("名", 1+i%32)})
	}
	return all
}

func TestOrgViews(t *testing.T) {
	site := testSite(t)
	o := api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>", Status: api.OrgActive, TeamCount: 7, RepoCount: 151, UserCount: 8}
	far := api.Org{SID: "K9fQ2mXz7Lp", Name: strings.Repeat("团", 255), Status: api.OrgExpired, TeamCount: 1_000_000, RepoCount: 1_000_000, UserCount: 1_000_000, Description: strings.Repeat("说明", 2000)}
	u := api.Team{Name: "bigteam", DisplayName: "Core platform 基础平台部"}
	u.Org.SID, u.Org.Name = o.SID, o.Name
	wide := api.Team{Name: strings.Repeat("t", 64), DisplayName: strings.Repeat("项", 128), Description: strings.Repeat("说明", 2000)}
	wide.Org.SID, wide.Org.Name = far.SID, far.Name
	labels := []api.TeamLabel{{ID: 1, Name: "后端"}, {ID: 2, Name: "<!here>"}}
	tool := api.CheckTool{ID: 12, Name: "pylint", Description: "Python 静态检查", Languages: []string{"python"}}
	built := api.CheckTool{ID: 13, Name: "", Description: "*x*", Languages: []string{"cpp", "oc", "java"}, Builds: true, Status: api.ToolTrial}
	rule := api.Rule{ID: 1, Name: "E1111", Display: "assignment-from-none", Title: "把没有返回值的函数赋给变量", Severity: api.SeverityError, Category: api.CategoryCorrectness}
	bad := api.Rule{ID: 2, Name: strings.Repeat("r", 254), Severity: 9}
	toolPage := toolList{org: o, site: site, page: api.Page[api.CheckTool]{Items: []api.CheckTool{tool, built}, Total: 2, At: then}}
	ruleList := toolRules{org: o, tool: tool, site: site, page: api.Page[api.Rule]{Items: []api.Rule{rule, bad}, Total: 420, Offset: 10, At: then}}
	several := accounts{
		site: site, passwords: api.Page[api.ScmAccount]{Items: []api.ScmAccount{{Username: "wangfang", Platform: api.PlatformGitLab}}},
		keys: api.Page[api.ScmSSHKey]{Items: []api.ScmSSHKey{{Name: "部署 <key>", Platform: api.PlatformOther}}}, offered: api.Platforms{GitHub: true, Gitee: true},
		missing: []string{"accounts.part_grants"},
	}
	words := referenceList{what: refTags, page: api.Page[entry]{Items: []entry{{"Codedog_Linux", "Linux", "公共节点"}}, Total: 1, At: then}}
	screens(t, map[string]func(spec.Screen) kit.Message{
		"org": func(s spec.Screen) kit.Message {
			return viewOrg(s, orgCard{org: o, site: site, members: api.Members{Admins: crowd(1), Users: crowd(3)}})
		},
		"org_longest": func(s spec.Screen) kit.Message {
			return viewOrg(s, orgCard{org: far, site: site, members: api.Members{Admins: crowd(500), Users: crowd(500)}, missing: []string{"org.part_nodes"}})
		},
		"team": func(s spec.Screen) kit.Message {
			return viewTeam(s, teamCard{team: u, site: site, labels: labels, members: api.Members{Admins: crowd(2)}, repos: api.Page[api.Repo]{Total: 137}})
		},
		"team_longest": func(s spec.Screen) kit.Message {
			return viewTeam(s, teamCard{team: wide, site: site, members: api.Members{Admins: crowd(500), Users: crowd(500)}, repos: api.Page[api.Repo]{Total: 1_000_000}})
		},
		"tools":          func(s spec.Screen) kit.Message { return viewTools(s, toolPage) },
		"tools_none":     func(s spec.Screen) kit.Message { return viewTools(s, toolList{org: o, site: site}) },
		"tool":           func(s spec.Screen) kit.Message { return viewTool(s, ruleList) },
		"accounts":       func(s spec.Screen) kit.Message { return viewAccounts(s, several) },
		"accounts_none":  func(s spec.Screen) kit.Message { return viewAccounts(s, accounts{site: site}) },
		"reference":      func(s spec.Screen) kit.Message { return viewReference(s, words) },
		"export_started": func(s spec.Screen) kit.Message { return viewExport(s, exported{line: "issues x", total: 12_345}) },
		"export_running": func(s spec.Screen) kit.Message {
			return ViewExporting(s, Exporting{ID: "X", Line: "issues x", Done: 1000, Total: 12_345, Outcome: ExportRunning})
		},
		"export_changed": func(s spec.Screen) kit.Message {
			return ViewExporting(s, Exporting{Line: "issues x", Done: 1100, Total: 1200, Changed: true, Outcome: ExportDone})
		},
		"export_done": func(s spec.Screen) kit.Message {
			return ViewExporting(s, Exporting{Line: "issues x", Done: MaxExportRows, Total: 1_000_000, Capped: true, Outcome: ExportDone})
		},
		"export_failed": func(s spec.Screen) kit.Message {
			return ViewExporting(s, Exporting{Line: "issues x", Done: 1000, Outcome: ExportFailed, Problem: Explain(s, api.ErrForbidden, "R")})
		},
		"link_offer": func(s spec.Screen) kit.Message { return Offer(s.Words, "issues x") },
		"choose_project": func(s spec.Screen) kit.Message {
			return Explain(s, &ChooseError{Reason: "choose.project", Data: []any{"Repo", kit.Bold("*pay*")}, Choices: []Choice{{"master · 默认方案", "issues a/b#1/2"}}, Total: 9, All: "projects a/b#1"}, "")
		},
		"usage_choice":    func(s spec.Screen) kit.Message { return Explain(s, usageOf(t, "issues severity:banana"), "") },
		"usage_unknown":   func(s spec.Screen) kit.Message { return Explain(s, usageOf(t, "issues severty:fatal"), "") },
		"usage_exclusion": func(s spec.Screen) kit.Message { return Explain(s, usageOf(t, "issues -author:x"), "") },
	})
}

// usageOf is what is wrong with a line.
func usageOf(t *testing.T, line string) error {
	t.Helper()
	book, err := New(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := book.Parse(line)
	if err != nil {
		return err
	}
	_, err = book.Run(t.Context(), &spec.Request{}, p)
	if err == nil {
		t.Fatalf("nothing is wrong with %q", line)
	}
	return err
}
