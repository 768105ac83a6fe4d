package api_test

import (
	"tcabot/api"
	"testing"
)

func TestSite(t *testing.T) {
	c, err := api.New(api.Config{URL: "https://tca.example.com/"})
	if err != nil {
		t.Fatal(err)
	}
	s := c.Site()
	repo := api.RepoRef{TeamRef: api.TeamRef{Org: "K9f", Team: "hello"}, ID: 12}
	odd := api.RepoRef{TeamRef: api.TeamRef{Org: "a/b?c", Team: "支付 #1|x>y"}, ID: 12}
	p := api.ProjectRef{Repo: repo, ID: 7}
	job := api.JobRef{Project: p, ID: 22}
	scheme := api.SchemeRef{Repo: repo, ID: 3}
	const root = "https://tca.example.com"
	const analysis = root + "/t/K9f/p/hello/code-analysis/repos/12"
	for _, tt := range []struct{ name, got, want string }{
		{"organisations", s.Orgs(), root + "/teams"},
		{"token", s.Token(), root + "/user/token"},
		{"credentials", s.Credentials(), root + "/user/auth"},
		{"organisation", s.Org("K9f"), root + "/t/K9f/workspace"},
		{"tools", s.Tools("K9f"), root + "/t/K9f/tools"},
		{"templates", s.Templates("K9f"), root + "/t/K9f/template"},
		{"template", s.Template("K9f", 77), root + "/t/K9f/template/77/basic"},
		{"team", s.Team(repo.TeamRef), root + "/t/K9f/p/hello/repos"},
		{"team's overview", s.TeamProfile(repo.TeamRef), root + "/t/K9f/p/hello/profile"},
		{"team's people", s.TeamMembers(repo.TeamRef), root + "/t/K9f/p/hello/group"},
		{"repository", s.Repo(repo), root + "/t/K9f/p/hello/repos/12"},
		{"odd names", s.Repo(odd), root + "/t/a%2Fb%3Fc/p/%E6%94%AF%E4%BB%98%20%231%7Cx%3Ey/repos/12"},
		{"odd names in analysis", s.Projects(odd), root + "/t/a%2Fb%3Fc/p/%E6%94%AF%E4%BB%98%20%231%7Cx%3Ey/code-analysis/repos/12/projects"},
		{"projects", s.Projects(repo), analysis + "/projects"},
		{"project", s.Project(repo, 7), analysis + "/projects/7/overview"},
		{"scheme", s.Scheme(scheme), analysis + "/schemes/3/basic"},
		{"scheme's rules", s.SchemeLint(scheme), analysis + "/schemes/3/codelint"},
		{"scheme's metrics", s.SchemeMetric(scheme), analysis + "/schemes/3/codemetric"},
		{"scheme's filters", s.SchemeFilters(scheme), analysis + "/schemes/3/filters"},
		{"scheme's branches", s.SchemeBranches(scheme), analysis + "/schemes/3/branchs"},
		{"issues", s.Issues(p), analysis + "/projects/7/codelint-issues"},
		{"issue", s.Issue(api.IssueRef{Project: p, ID: 9}), analysis + "/projects/7/codelint-issues/9"},
		{"complex files", s.ComplexFiles(p), analysis + "/projects/7/metric/ccfiles"},
		{"complex file", s.ComplexFile(p, 9), analysis + "/projects/7/metric/ccfiles/9"},
		{"function", s.Function(p, 9), analysis + "/projects/7/metric/ccissues/9"},
		{"duplicate files", s.DuplicateFiles(p), analysis + "/projects/7/metric/dupfiles"},
		{"duplicate file", s.DuplicateFile(p, 9), analysis + "/projects/7/metric/dupfiles/9"},
		{"lines", s.Lines(p), analysis + "/projects/7/metric/clocs"},
		{"scans", s.ScanHistory(p), analysis + "/projects/7/scan-history"},
		{"job", s.Job(job), analysis + "/projects/7/scan-history/22"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, tt.got, tt.want)
		}
	}
}
