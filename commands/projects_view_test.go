package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"testing"
	"time"
)

// settingsTest is a screen about how something is set up, compared with its golden files.
type settingsTest struct {
	name   string
	screen spec.Screen
	view   func(spec.Screen) kit.Message
}

func checkSettings(t *testing.T, all []settingsTest) {
	t.Helper()
	for _, tt := range all {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				s := tt.screen
				s.Words, s.Command = locale.In(lang), "/tca"
				golden(t, tt.name+"."+string(lang), check(t, tt.view(s)))
			})
		}
	}
}

// benchSettings renders a screen as it is sent.
func benchSettings(b *testing.B, line string, view func(spec.Screen) kit.Message) {
	b.Helper()
	s := spec.Screen{Words: locale.In(locale.English), Command: "/tca", Line: line}
	b.ReportAllocs()
	for b.Loop() {
		m := view(s)
		_, _ = m.Blocks(), m.Text()
	}
}

// worstWords are more than TCA keeps of any text, with what breaks messages.
var worstWords = "<!channel> *x* `y`\n" + strings.Repeat("很长的一段说明 long ", 60)

func hoursBefore(hours int) api.Time {
	return api.Time{Time: then.Add(-time.Duration(hours) * time.Hour)}
}

func settingsPlace(tb testing.TB, repo, branch string) place {
	tb.Helper()
	c, err := api.New(api.Config{URL: "https://tca.example.com"})
	if err != nil {
		tb.Fatal(err)
	}
	at := place{
		ref:  api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}, ID: 137}, ID: 13700},
		site: c.Site(),
	}
	at.project = api.Project{ID: 13700, Branch: branch, ScanPath: "/", Status: api.ProjectActive, Repo: api.ProjectRepo{ID: 137, Name: repo}}
	at.project.Scheme.ID, at.project.Scheme.Name = 1370, "默认方案"
	return at
}

// worstSettingsPlace has names of the greatest length, a path, and a team and numbers that make lines long.
func worstSettingsPlace(tb testing.TB) place {
	tb.Helper()
	at := settingsPlace(tb, strings.Repeat("名", 128), strings.Repeat("b", 200))
	at.ref.Repo.Team, at.ref.Repo.ID, at.ref.ID = strings.Repeat("t", 64), 1_234_567, 123_456_789
	at.project.ScanPath, at.project.Status = strings.Repeat("src/", 128), api.ProjectArchived
	return at
}

func someRepoPlace(tb testing.TB, name string) repoPlace {
	tb.Helper()
	return repoPlace{repo: someRepo(137, name), site: settingsPlace(tb, name, "master").site}
}

// worstRepoPlace has names of the greatest length, and a team and a number that make lines long.
func worstRepoPlace(tb testing.TB) repoPlace {
	tb.Helper()
	p := someRepoPlace(tb, strings.Repeat("名", 128))
	p.repo.ID, p.repo.Team.Name, p.repo.Team.DisplayName = 1_234_567, strings.Repeat("t", 64), strings.Repeat("W", 128)
	return p
}

var someone = api.Person{Username: "tca_admin", Nickname: "张伟"}

func someProject(id int64, branch, scheme string) api.Project {
	return api.Project{
		ID: id, Branch: branch, ScanPath: "/", Status: api.ProjectActive, Creator: someone, Created: hoursBefore(24 * 90),
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
	card := projectCard{place: settingsPlace(t, "payments-api", "master"), scheme: schemeDetail(true, true, false)}
	card.project = someProject(13700, "master", "默认方案")
	card.project.Repo = api.ProjectRepo{ID: 137, Name: "payments-api"}
	off := card
	off.scheme, off.project.Remark, off.project.Scheme.Languages = schemeDetail(false, false, false), "给 Q4 发布用 <b>", nil
	off.project.Scheme.Default, off.project.Scheme.Status = false, api.SchemeDisused
	part := card
	part.missing = []string{"project.part_checks"}
	longest := projectCard{place: worstSettingsPlace(t), scheme: schemeDetail(true, true, true)}
	longest.project = worstProjects()[0]
	longest.project.Deleted, longest.project.Remark = hoursBefore(5), strings.Repeat("备注 ", 200)
	checkSettings(t, []settingsTest{
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
		{"project_usual", spec.Screen{Line: "project K9fQ2mXz7Lp/bigteam#137/13700"}, func(s spec.Screen) kit.Message { return viewProject(s, card) }},
		{"project_off", spec.Screen{Line: "project K9fQ2mXz7Lp/bigteam#137/13700"}, func(s spec.Screen) kit.Message { return viewProject(s, off) }},
		{"project_part", spec.Screen{Line: "project K9fQ2mXz7Lp/bigteam#137/13700"}, func(s spec.Screen) kit.Message { return viewProject(s, part) }},
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
	benchSettings(b, "projects K9fQ2mXz7Lp/bigteam#137", func(s spec.Screen) kit.Message { return viewProjects(s, d) })
}

func BenchmarkViewProject(b *testing.B) {
	d := projectCard{place: worstSettingsPlace(b), scheme: schemeDetail(true, true, false)}
	benchSettings(b, "project K9fQ2mXz7Lp/bigteam#137/13700", func(s spec.Screen) kit.Message { return viewProject(s, d) })
}
