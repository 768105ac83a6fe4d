package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func someProject(id int64, branch, scheme string) api.Project {
	return api.Project{
		ID: id, Branch: branch, ScanPath: "/", Status: api.ProjectActive, Creator: someone, Created: moments(24 * 90),
		Scheme: api.Scheme{ID: id * 10, Name: scheme, Languages: []string{"Go", "python"}, Tag: "Codedog_Linux", Status: api.SchemeActive, Default: true},
	}
}

func someProjects() []api.Project {
	path, left := someProject(13701, "release/v1.2.3", "nightly full scan"), someProject(13702, "feature/登录-fix", "默认方案")
	path.ScanPath, left.Status = "services/payments/internal", api.ProjectInactive
	return []api.Project{someProject(13700, "master", "默认方案"), path, left}
}

func worstProjects() []api.Project {
	one := someProject(123_456_789, strings.Repeat("枝", 200), strings.Repeat("案", 128))
	one.ScanPath, one.Status, one.Creator.Nickname = strings.Repeat("src/", 128), api.ProjectUncleaned, strings.Repeat("Ж", 150)
	hostile := someProject(123_456_788, "<!channel> *x* `y`\n", "<@U1>")
	hostile.Creator, hostile.ScanPath = api.Person{}, "a b/`c`/<d>"
	return []api.Project{one, hostile, one, one, one, one, one, one, one, one}
}

func projectPage(offset, total int, all ...api.Project) api.Page[api.Project] {
	return api.Page[api.Project]{Items: all, Offset: offset, Total: total, At: then}
}

func TestProjectsViews(t *testing.T) {
	usual, worst := someRepoPlace(t, "payments-api"), worstRepoPlace(t)
	card := projectCard{place: somePlace(t, "payments-api", "master"), scheme: schemeDetail(true, true, false)}
	card.project = someProject(13700, "master", "默认方案")
	card.project.Repo = api.ProjectRepo{ID: 137, Name: "payments-api"}
	off := card
	off.scheme, off.project.Remark, off.project.Scheme.Languages = schemeDetail(false, false, false), "给 Q4 发布用 <b>", nil
	off.project.Scheme.Default, off.project.Scheme.Status = false, api.SchemeDisused
	part := card
	part.missing = []string{"project.part_checks"}
	longest := projectCard{place: worstPlace(t), scheme: schemeDetail(true, true, true)}
	longest.project = worstProjects()[0]
	longest.project.Deleted, longest.project.Remark = moments(5), strings.Repeat("备注 ", 200)
	checkScreens(t, []screenTest{
		{"projects_usual", spec.Screen{Line: "projects K9fQ2mXz7Lp/bigteam#137", Sheet: true}, func(s spec.Screen) kit.Message {
			return viewProjects(s, projectList{repoPlace: usual, page: projectPage(0, 3, someProjects()...)})
		}},
		{"projects_filtered", spec.Screen{Line: "projects K9fQ2mXz7Lp/bigteam#137 fix status:inactive --default", Sheet: true}, func(s spec.Screen) kit.Message {
			return viewProjects(s, projectList{repoPlace: usual, search: "fix", page: projectPage(0, 1, someProjects()[2])})
		}},
		{"projects_empty", spec.Screen{Line: "projects K9fQ2mXz7Lp/bigteam#137"}, func(s spec.Screen) kit.Message {
			return viewProjects(s, projectList{repoPlace: usual, page: projectPage(0, 0)})
		}},
		{"projects_none_like", spec.Screen{Line: "projects K9fQ2mXz7Lp/bigteam#137 zzz"}, func(s spec.Screen) kit.Message {
			return viewProjects(s, projectList{repoPlace: usual, search: "zzz", page: projectPage(0, 0)})
		}},
		{"projects_longest", spec.Screen{Line: "projects " + strings.Repeat("x", 500), Sheet: true}, func(s spec.Screen) kit.Message {
			return viewProjects(s, projectList{repoPlace: worst, page: projectPage(20, 1_000_000, worstProjects()...)})
		}},
		{"project_usual", spec.Screen{Line: "project K9fQ2mXz7Lp/bigteam#12/1200"}, func(s spec.Screen) kit.Message { return viewProject(s, card) }},
		{"project_off", spec.Screen{Line: "project K9fQ2mXz7Lp/bigteam#12/1200"}, func(s spec.Screen) kit.Message { return viewProject(s, off) }},
		{"project_part", spec.Screen{Line: "project K9fQ2mXz7Lp/bigteam#12/1200"}, func(s spec.Screen) kit.Message { return viewProject(s, part) }},
		{"project_longest", spec.Screen{Line: "project " + strings.Repeat("x", 500)}, func(s spec.Screen) kit.Message { return viewProject(s, longest) }},
	})
}

func schemeDetail(lint, complexity, duplication bool) api.SchemeDetail {
	return api.SchemeDetail{
		Lint:    api.LintSetting{Enabled: lint},
		Metrics: api.MetricConf{Complexity: complexity, Duplication: duplication, CountingLines: lint},
	}
}

func BenchmarkViewProjects(b *testing.B) {
	d := projectList{repoPlace: worstRepoPlace(b), page: projectPage(20, 1000, worstProjects()...)}
	benchScreen(b, "projects K9fQ2mXz7Lp/bigteam#137", func(s spec.Screen) kit.Message { return viewProjects(s, d) })
}

func BenchmarkViewProject(b *testing.B) {
	d := projectCard{place: worstPlace(b), scheme: schemeDetail(true, true, false)}
	benchScreen(b, "project K9fQ2mXz7Lp/bigteam#12/1200", func(s spec.Screen) kit.Message { return viewProject(s, d) })
}
