package apitest

import (
	"fmt"
	"strings"
	"time"
)

// Sampled names what Sample made. The tokens open nothing but fakes.
type Sampled struct {
	Member, Admin, Outsider, Newcomer string // tokens
	Org, Team                         string // where the 137 repositories are
}

// Sample fills a server with the data of a believable company: two organisations, teams of every size, one of them
// with names made to break things.
func Sample(s *Server) Sampled {
	out := Sampled{
		Member:   s.AddUser(User{Username: "tca_member", Nickname: "王芳", Token: "1a2b3c4d5e6f70819203a4b5c6d7e8f901234567"}),
		Admin:    s.AddUser(User{Username: "tca_admin", Nickname: "张伟", Token: "ad0123456789abcdef0123456789abcdef012345"}),
		Outsider: s.AddUser(User{Username: "tca_outsider", Nickname: "陈晨", Token: "0d9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e"}),
		Newcomer: s.AddUser(User{Username: "tca_noorg", Nickname: "新同学", Token: "7777777777aaaaaaaaaa3333333333bbbbbbbbbb"}),
		Org:      "K9fQ2mXz7Lp", Team: "bigteam",
	}
	member, admin := []string{"tca_member"}, []string{"tca_admin"}
	s.AddOrg(Org{SID: out.Org, Name: "示例科技有限公司", Admins: admin, Members: member})
	s.AddOrg(Org{SID: "AcmE1abs0rg", Name: "Acme Labs", Admins: admin, Members: []string{"tca_outsider"}})
	for _, t := range []Team{
		{Name: "bigteam", DisplayName: "Core platform 基础平台部", Members: member},
		{Name: "hellotca", DisplayName: "你好 TCA", Members: member},
		{Name: "one_repo", DisplayName: "只有一个代码库", Members: member},
		{Name: "empty-team", DisplayName: "Empty 空项目", Members: member},
		{Name: "hostile", DisplayName: "<Hostile> & *names*", Members: member},
		{Name: "oldteam", DisplayName: "Closed 已禁用", Members: member, Disabled: true},
	} {
		t.Org = out.Org
		s.AddTeam(t)
	}
	s.AddTeam(Team{Org: "AcmE1abs0rg", Name: "mobile", DisplayName: "Mobile", Members: []string{"tca_outsider"}})
	fill := func(org, team string, n int) {
		for i := range n {
			s.AddRepo(org, team, s.sampleRepo(team, i, n))
		}
	}
	fill(out.Org, "bigteam", 137)
	fill(out.Org, "hellotca", 13)
	fill(out.Org, "one_repo", 1)
	fill("AcmE1abs0rg", "mobile", 5)
	for i, name := range Hostile() {
		r := s.sampleRepo("hostile", i, 1)
		r.Name = name
		s.AddRepo(out.Org, "hostile", r)
	}
	return out
}

// Hostile lists names made to break a chat message.
func Hostile() []string {
	return []string{
		"<!channel>", "<@U1>", "&lt;b&gt; &amp; co", "*bold* _it_ ~s~ `code` ```block```", "<http://x|y>",
		strings.Repeat("很长的名字 long ", 20)[:200], "\u202eevil\u202c مرحبا بالعالم", "🚀 :smile: 👩‍👩‍👧", "two\nlines\tand a tab",
		"\u200b\u200b\u200b", "@channel #general",
	}
}

func (s *Server) sampleRepo(team string, i, n int) Repo {
	kinds := []string{
		"payments", "orders", "web-console", "auth", "search", "billing", "gateway", "inventory", "notify", "reports",
		"前端控制台", "数据平台", "scheduler", "mobile-app", "profile", "推荐引擎", "config-center",
	}
	tails := []string{"-api", "-service", "", "-worker", "-sdk", "-admin", "-jobs", "-cli", "-proxy"}
	kind := kinds[i%len(kinds)]
	name := kind + tails[(i/len(kinds))%len(tails)]
	if n == 1 {
		name = "唯一 only-one"
	}
	now := s.now()
	r := Repo{
		Name: name, URL: fmt.Sprintf("http://git.example.com/%s/repo-%03d", team, i), Creator: []string{"tca_admin", "tca_member"}[i%2],
		Created: now.Add(-time.Duration(400-2*i) * 24 * time.Hour).Truncate(time.Second), Jobs: i * 7 % 40,
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
	if i%5 != 0 && i%7 != 3 {
		r.ScannedAt = now.Add(-time.Duration(i*i%700+1) * time.Hour).Truncate(time.Second)
		if i%4 != 0 {
			r.CodeLines = 800 + i*i*37%90000
		}
	}
	return r
}
