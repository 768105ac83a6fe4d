package repos

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
)

func projectPage(offset, total int, all ...api.Project) api.Page[api.Project] {
	return api.Page[api.Project]{Items: all, Offset: offset, Total: total, At: screentest.Then}
}

func TestProjectsViews(t *testing.T) {
	usual, worst := screentest.SomeRepoPlace(t, "payments-api"), screentest.WorstRepoPlace(t)
	card := projectCard{Branch: screentest.SomePlace(t, "payments-api", "master"), scheme: schemeDetail(true, true, false)}
	card.Project = screentest.SomeProject(13700, "master", "默认方案")
	card.Project.Repo = api.ProjectRepo{ID: 137, Name: "payments-api"}
	off := card
	off.scheme, off.Project.Remark, off.Project.Scheme.Languages = schemeDetail(false, false, false), "给 Q4 发布用 <b>", nil
	off.Project.Scheme.Default, off.Project.Scheme.Status = false, api.SchemeDisused
	part := card
	part.missing = []locale.Key{"project.part_checks"}
	longest := projectCard{Branch: screentest.WorstPlace(t), scheme: schemeDetail(true, true, true)}
	longest.Project = screentest.WorstProjects()[0]
	longest.Project.Deleted, longest.Project.Remark = screentest.Moments(5), strings.Repeat("备注 ", 200)
	screentest.Check(t, []screentest.Case{
		{Name: "projects/usual", Screen: command.Screen{Line: "projects K9fQ2mXz7Lp/bigteam#137", Sheet: true}, View: func(s command.Screen) kit.Message {
			return viewProjects(s, projectList{Repository: usual, page: projectPage(0, 3, screentest.SomeProjects()...)})
		}},
		{Name: "projects/filtered", Screen: command.Screen{Line: "projects K9fQ2mXz7Lp/bigteam#137 fix status:inactive --default", Sheet: true}, View: func(s command.Screen) kit.Message {
			return viewProjects(s, projectList{Repository: usual, search: "fix", page: projectPage(0, 1, screentest.SomeProjects()[2])})
		}},
		{Name: "projects/empty", Screen: command.Screen{Line: "projects K9fQ2mXz7Lp/bigteam#137"}, View: func(s command.Screen) kit.Message {
			return viewProjects(s, projectList{Repository: usual, page: projectPage(0, 0)})
		}},
		{Name: "projects/none_like", Screen: command.Screen{Line: "projects K9fQ2mXz7Lp/bigteam#137 zzz"}, View: func(s command.Screen) kit.Message {
			return viewProjects(s, projectList{Repository: usual, search: "zzz", page: projectPage(0, 0)})
		}},
		{Name: "projects/longest", Screen: command.Screen{Line: "projects " + strings.Repeat("x", 500), Sheet: true}, View: func(s command.Screen) kit.Message {
			return viewProjects(s, projectList{Repository: worst, page: projectPage(20, 1_000_000, screentest.WorstProjects()...)})
		}},
		{Name: "project/usual", Screen: command.Screen{Line: "project K9fQ2mXz7Lp/bigteam#12/1200"}, View: func(s command.Screen) kit.Message { return viewProject(s, card) }},
		{Name: "project/off", Screen: command.Screen{Line: "project K9fQ2mXz7Lp/bigteam#12/1200"}, View: func(s command.Screen) kit.Message { return viewProject(s, off) }},
		{Name: "project/part", Screen: command.Screen{Line: "project K9fQ2mXz7Lp/bigteam#12/1200"}, View: func(s command.Screen) kit.Message { return viewProject(s, part) }},
		{Name: "project/longest", Screen: command.Screen{Line: "project " + strings.Repeat("x", 500)}, View: func(s command.Screen) kit.Message { return viewProject(s, longest) }},
	})
}

func schemeDetail(lint, complexity, duplication bool) api.SchemeDetail {
	return api.SchemeDetail{
		Lint:    api.LintSetting{Enabled: lint},
		Metrics: api.MetricConf{Complexity: complexity, Duplication: duplication, CountingLines: lint},
	}
}

func BenchmarkViewProjects(b *testing.B) {
	d := projectList{Repository: screentest.WorstRepoPlace(b), page: projectPage(20, 1000, screentest.WorstProjects()...)}
	screentest.BenchScreen(b, "projects K9fQ2mXz7Lp/bigteam#137", func(s command.Screen) kit.Message { return viewProjects(s, d) })
}

func BenchmarkViewProject(b *testing.B) {
	d := projectCard{Branch: screentest.WorstPlace(b), scheme: schemeDetail(true, true, false)}
	screentest.BenchScreen(b, "project K9fQ2mXz7Lp/bigteam#12/1200", func(s command.Screen) kit.Message { return viewProject(s, d) })
}
