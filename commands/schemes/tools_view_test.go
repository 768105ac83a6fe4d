package schemes

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/kit"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestToolViews(t *testing.T) {
	site := commandtest.TestSite(t)
	o := api.Org{SID: "K9fQ2mXz7Lp", Name: "示例 & <Co>", Status: api.OrgActive, TeamCount: 7, RepoCount: 151, UserCount: 8}
	tool := api.CheckTool{ID: 12, Name: "pylint", Description: "Python 静态检查", Languages: []string{"python"}}
	built := api.CheckTool{ID: 13, Name: "", Description: "*x*", Languages: []string{"cpp", "oc", "java"}, Builds: true, Status: api.ToolTrial}
	rule := api.Rule{ID: 1, Name: "E1111", Display: "assignment-from-none", Title: "把没有返回值的函数赋给变量", Severity: api.SeverityError, Category: api.CategoryCorrectness}
	bad := api.Rule{ID: 2, Name: strings.Repeat("r", 254), Severity: 9}
	toolPage := toolList{org: o, site: site, page: api.Page[api.CheckTool]{Items: []api.CheckTool{tool, built}, Total: 2, At: screentest.Then}}
	ruleList := toolRules{org: o, tool: tool, site: site, page: api.Page[api.Rule]{Items: []api.Rule{rule, bad}, Total: 420, Offset: 10, At: screentest.Then}}
	words := referenceList{what: refTags, page: api.Page[entry]{Items: []entry{{"Codedog_Linux", "Linux", "公共节点"}}, Total: 1, At: screentest.Then}}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"tools/usual":     func(s command.Screen) kit.Message { return viewTools(s, toolPage) },
		"tools/none":      func(s command.Screen) kit.Message { return viewTools(s, toolList{org: o, site: site}) },
		"tool/usual":      func(s command.Screen) kit.Message { return viewTool(s, ruleList) },
		"reference/usual": func(s command.Screen) kit.Message { return viewReference(s, words) },
	})
}
