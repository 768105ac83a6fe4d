package apitest

import (
	"fmt"
	"strings"
	"time"
)

// Sampled describes what Sample added. The tokens are valid in fakes only.
type Sampled struct {
	Member, Admin, Outsider, Newcomer string // tokens
	TeamAdmin, Inactive, Root         string // tokens, too: of a team's administrator, of somebody who left, of a superuser
	Org, Team                         string // with the 137 repositories

	Rich     SampleProject // hundreds of issues, 30 days of improvement with one bad day
	Slim     SampleProject // its scheme checks for security problems only, without metrics
	Never    SampleProject // never scanned
	Failing  SampleProject // no successful scan
	Running  SampleProject // a scan is running
	Waiting  SampleProject // a scan is waiting for a node
	Left     SampleProject // inactive, last scanned weeks ago
	Archived SampleProject
	Hostile  SampleProject // names and texts that are meant to break a chat message
}

// SampleProject identifies an analysis project.
type SampleProject struct {
	Org, Team            string
	RepoID, ProjectID    int64
	Repo, Branch, Scheme string
}

const (
	sampleOrg = "K9fQ2mXz7Lp"
	acmeOrg   = "AcmE1abs0rg"
)

// Sample adds the data of a plausible company: two organisations, and teams of every size, one of them with names that
// are meant to break things.
func Sample(s *Server) Sampled {
	out := Sampled{
		Member:    s.AddUser(User{Username: "tca_member", Nickname: "王芳", Token: "1a2b3c4d5e6f70819203a4b5c6d7e8f901234567"}),
		Admin:     s.AddUser(User{Username: "tca_admin", Nickname: "张伟", Token: "ad0123456789abcdef0123456789abcdef012345"}),
		Outsider:  s.AddUser(User{Username: "tca_outsider", Nickname: "陈晨", Token: "0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e"}),
		Newcomer:  s.AddUser(User{Username: "tca_noorg", Nickname: "新同学", Token: "7777777777aaaaaaaaaa3333333333bbbbbbbbbb"}),
		TeamAdmin: s.AddUser(User{Username: "tca_teamadmin", Nickname: "李华 Lee", Token: "7ea0ad0123456789abcdef0123456789abcdef01"}),
		Inactive:  s.AddUser(User{Username: "tca_inactive", Nickname: "已离职", Token: "1eff000000000000000000000000000000000000", Inactive: true}),
		Root:      s.AddUser(User{Username: "tca_root", Nickname: "root", Token: "0000000000000000000000000000000000000007", Superuser: true}),
		Org:       sampleOrg, Team: "bigteam",
	}
	s.sampleTeams()
	fill := func(org, team string, names []string, n int) {
		for i := range n {
			r := s.sampleRepo(team, i)
			r.Name = names[i%len(names)]
			if team == "bigteam" {
				r.Name += tails[(i/len(names))%len(tails)]
			}
			id := s.AddRepo(org, team, r)
			if i%3 == 1 && len(r.Branches) > 0 { // scanned every night
				s.SetAnalysis(ProjectID(id, 0, 0), Analysis{
					Issues: 30 + i*i*13%400, Files: 40 + i*7%160, Functions: i * 5 % 60, Duplicates: i % 14, Scans: 9 + i%28,
				})
			}
		}
	}
	fill(sampleOrg, "bigteam", kinds, 137)
	fill(sampleOrg, "hellotca", smallNames, 13)
	fill(sampleOrg, "one_repo", []string{"唯一 only-one"}, 1)
	fill(acmeOrg, "mobile", mobileNames, 5)
	s.samplePayments(&out)
	s.sampleHostile(&out)
	return out
}

func (s *Server) sampleTeams() {
	member, admin, lead := []string{"tca_member"}, []string{"tca_admin"}, []string{"tca_teamadmin"}
	s.AddOrg(Org{SID: sampleOrg, Name: "示例科技有限公司", Admins: admin, Members: []string{"tca_member", "tca_teamadmin", "tca_inactive"}})
	s.AddOrg(Org{
		SID: acmeOrg, Name: "Acme Labs", Admins: admin, Members: []string{"tca_outsider"},
		Nodes: []Node{
			{Name: "node-01", Enabled: 1, Busy: true, Tags: []string{"Codedog_Linux"}, Silent: time.Minute, Username: "tca_admin"},
			{Name: "node-02 <备用>", Enabled: 2, Tags: []string{"Codedog_Linux", "Codedog_Windows"}, Silent: 50 * time.Hour, Username: "tca_admin"},
			{Name: "mac-mini", Tags: []string{"Codedog_Mac"}, Silent: 400 * time.Hour, Username: "tca_teamadmin"},
		},
	})
	for _, t := range []Team{
		{Name: "bigteam", DisplayName: "Core platform 基础平台部", Members: member, Admins: lead},
		{Name: "hellotca", DisplayName: "你好 TCA", Members: member},
		{Name: "one_repo", DisplayName: "只有一个代码库", Members: member},
		{Name: "empty-team", DisplayName: "Empty 空项目", Members: member},
		{Name: "hostile", DisplayName: "<Hostile> & *names*", Members: member},
		{Name: "oldteam", DisplayName: "Closed 已禁用", Members: member, Disabled: true},
	} {
		t.Org = sampleOrg
		s.AddTeam(t)
	}
	s.AddTeam(Team{Org: acmeOrg, Name: "mobile", DisplayName: "Mobile", Members: []string{"tca_outsider"}})
}

// Every name is that of one repository only, so that it is unambiguous without a team.
var (
	kinds = []string{
		"payments", "orders", "web-console", "auth", "search", "billing", "gateway", "inventory", "notify", "reports",
		"前端控制台", "数据平台", "scheduler", "mobile-app", "profile", "推荐引擎", "config-center",
	}
	tails      = []string{"-api", "-service", "", "-worker", "-sdk", "-admin", "-jobs", "-cli", "-proxy"}
	smallNames = []string{
		"hello-tca", "quickstart", "演示项目", "docs-site", "lint-rules", "埋点SDK", "ci-templates", "data-mock", "theme-kit", "release-bot",
		"代码模板", "status-page", "on-call",
	}
	mobileNames = []string{"ios-app", "android-app", "flutter-kit", "push-relay", "crash-report"}
)

// Hostile lists names that are meant to break a chat message.
func Hostile() []string {
	return []string{
		"<!channel>", "<@U1>", "&lt;b&gt; &amp; co", "*bold* _it_ ~s~ `code` ```block```", "<http://x|y>",
		string([]rune(strings.Repeat("很长的名字 long ", 20))[:200]), "\u202eevil\u202c مرحبا بالعالم", "🚀 :smile: 👩‍👩‍👧", "two\nlines\tand a tab",
		"\u200b\u200b\u200b", "@channel #general",
	}
}

func (s *Server) sampleRepo(team string, i int) Repo {
	now := s.began
	r := Repo{
		URL: fmt.Sprintf("http://git.example.com/%s/repo-%03d", team, i), Creator: []string{"tca_admin", "tca_member"}[i%2],
		Created: now.Add(-time.Duration(400-2*i) * 24 * time.Hour).Truncate(time.Second),
	}
	if i%11 == 5 {
		r.SCM = "svn"
	}
	for b := range i % 5 {
		r.Branches = append(r.Branches, Branch{
			Name:    []string{"master", "develop", "release/v1.2.3", "feature/登录-fix"}[b],
			Schemes: []string{"默认方案", "security", "nightly full scan"}[:1+(i+b)%3],
		})
	}
	if i%7 != 3 {
		r.ScannedAt = now.Add(-time.Duration(i*i%700+1)*time.Hour - time.Duration(i*23%59)*time.Minute).Truncate(time.Second)
		if i%4 != 0 {
			r.CodeLines = 800 + i*i*37%90000
		}
	}
	return r
}

// samplePayments prepares the first repository, which has an example of everything.
func (s *Server) samplePayments(out *Sampled) {
	s.mu.Lock()
	t := s.team(sampleOrg, "bigteam")
	r := t.repos[0]
	r.ScannedAt, r.CodeLines = s.began, 30_000
	r.Branches = []Branch{
		{"master", []string{"默认方案"}},
		{"develop", []string{"默认方案", "security", "nightly full scan"}},
		{"release/v2.4", []string{"默认方案"}},
		{"feature/登录-fix", []string{"默认方案", "security"}},
		{"hotfix/3", []string{"默认方案"}},
		{"legacy/2023", []string{"默认方案"}},
	}
	id, began := r.ID, s.began
	s.mu.Unlock()
	stack := []string{"Go", "python", "ts"}
	add := func(branch, scheme int, a Analysis) SampleProject {
		a.Languages = stack
		s.SetAnalysis(ProjectID(id, branch, scheme), a)
		b := r.Branches[branch]
		return SampleProject{sampleOrg, t.Name, id, ProjectID(id, branch, scheme), r.Name, b.Name, b.Schemes[scheme]}
	}
	out.Rich = add(0, 0, Analysis{Issues: 640, Files: 260, Functions: 180, Duplicates: 47, Scans: 34})
	out.Slim = add(1, 1, Analysis{Issues: 64, Files: 260, Scans: 30})
	out.Running = add(1, 2, Analysis{Issues: 210, Files: 260, Functions: 80, Duplicates: 20, Scans: 30, Running: true})
	out.Waiting = add(1, 0, Analysis{Issues: 480, Files: 250, Functions: 150, Duplicates: 40, Scans: 58, Waiting: true})
	out.Failing = add(3, 1, Analysis{Issues: 120, Files: 250, Scans: 12, OnlyFailures: true})
	out.Never = add(2, 0, Analysis{Issues: 84, Files: 180, Functions: 60, Duplicates: 12, NeverScanned: true})
	add(3, 0, Analysis{Issues: 24, Files: 90, Functions: 12, Duplicates: 3, Scans: 6, LastFailed: true, ScanPath: "/internal/支付"})
	out.Left = add(4, 0, Analysis{Issues: 90, Files: 200, Functions: 40, Scans: 10, Status: 2, Until: began.Add(-41 * 24 * time.Hour)})
	out.Archived = add(5, 0, Analysis{Issues: 300, Files: 200, Functions: 90, Duplicates: 9, Scans: 20, Status: 5, Until: began.Add(-200 * 24 * time.Hour)})
}

// sampleHostile prepares the repositories with hostile texts everywhere.
func (s *Server) sampleHostile(out *Sampled) {
	names := Hostile()
	for i, name := range names {
		r := s.sampleRepo("hostile", i)
		r.Name, r.ScannedAt, r.CodeLines = name, s.began, 4000
		r.Branches = []Branch{
			{strings.ReplaceAll(pick(names, i), "\n", " "), []string{"默认方案", pick(names, i+3)}},
			{"fix/<b>&*_~`|>", []string{pick(names, i+3)}},
		}
		id := s.AddRepo(sampleOrg, "hostile", r)
		for branch, b := range r.Branches {
			for scheme := range b.Schemes {
				s.SetAnalysis(ProjectID(id, branch, scheme), Analysis{
					Issues: 60, Files: 40, Functions: 20, Duplicates: 6, Scans: 12, Hostile: true, Languages: []string{"js", "python"},
				})
			}
		}
		if i == 3 {
			out.Hostile = SampleProject{sampleOrg, "hostile", id, ProjectID(id, 0, 0), name, r.Branches[0].Name, "默认方案"}
		}
	}
}
