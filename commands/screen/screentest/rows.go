package screentest

import (
	"strings"
	"tcabot/api"
)

// SomeProject is an analysed branch.
func SomeProject(id int64, branch, scheme string) api.Project {
	return api.Project{
		ID: id, Branch: branch, ScanPath: "/", Status: api.ProjectActive, Creator: Someone, Created: Moments(24 * 90),
		Scheme: api.Scheme{ID: id * 10, Name: scheme, Languages: []string{"Go", "python"}, Tag: "Codedog_Linux", Status: api.SchemeActive, Default: true},
	}
}

// SomeProjects are analysed branches of every kind.
func SomeProjects() []api.Project {
	path, left := SomeProject(13701, "release/v1.2.3", "nightly full scan"), SomeProject(13702, "feature/登录-fix", "默认方案")
	path.ScanPath, left.Status = "services/payments/internal", api.ProjectInactive
	return []api.Project{SomeProject(13700, "master", "默认方案"), path, left}
}

// WorstProjects are analysed branches with names of the greatest length.
func WorstProjects() []api.Project {
	one := SomeProject(123_456_789, strings.Repeat("枝", 200), strings.Repeat("案", 128))
	one.ScanPath, one.Status, one.Creator.Nickname = strings.Repeat("src/", 128), api.ProjectUncleaned, strings.Repeat("Ж", 150)
	hostile := SomeProject(123_456_788, "<!channel> *x* `y`\n", "<@U1>")
	hostile.Creator, hostile.ScanPath = api.Person{}, "a b/`c`/<d>"
	return []api.Project{one, hostile, one, one, one, one, one, one, one, one}
}

// SomeRules are rules of every severity.
func SomeRules() []api.Rule {
	return []api.Rule{
		{
			ID: 7004, Name: "no-eval", Display: "no-eval", Title: "禁止使用 eval", Severity: api.SeverityFatal, Category: api.CategorySecurity, Languages: []string{"js", "ts"},
			Tool: api.RuleTool{Name: "Eslint"}, Text: api.RuleText{Text: "执行用户输入的代码。\n\n```js\neval(input)  // BAD\n```"}, Solution: "用 `JSON.parse`。", Selected: api.RuleChosen,
		},
		{
			ID: 3358, Name: "AbbreviationAsWordInName", Display: "AbbreviationAsWordInName", Title: "验证缩写长度", Severity: api.SeverityWarning, Category: api.CategoryConvention,
			Languages: []string{"java"}, Tool: api.RuleTool{Name: "CheckStyle", Builds: true}, Params: "ignoreFinal=false\r\nallowedAbbreviationLength=1",
		},
		{ID: 4526, Name: "real-name", Display: "显示名", Severity: api.SeverityInfo, Tool: api.RuleTool{Name: "Clang"}, Disabled: true},
	}
}

// WorstRule is a rule with everything at its longest.
func WorstRule() api.Rule {
	r := SomeRules()[0]
	r.ID, r.Display, r.Name, r.Title, r.Text.Text, r.Solution = 123_456_789, strings.Repeat("规", 254), strings.Repeat("r", 254), WorstText, WorstText+WorstText, WorstText
	r.Tool.Name, r.Params, r.Tool.Builds = strings.Repeat("T", 128), strings.Repeat(strings.Repeat("p", 300)+"=1\n", 30), true
	r.Languages = WorstScheme().Languages
	return r
}
