package commands

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"testing"
)

// TestLinesOfPages pastes every kind of page TCA's web has: each gives a line that is a line of ours.
func TestLinesOfPages(t *testing.T) {
	c, err := api.New(api.Config{URL: "https://tca.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	book, err := New(Deps{Site: c.Site()})
	if err != nil {
		t.Fatal(err)
	}
	const project = "/t/K9f/p/big-team/code-analysis/repos/12/projects/34"
	for _, tt := range []struct{ path, want string }{
		{"/t/K9f", "org K9f"},
		{"/t/K9f/workspace", "org K9f"},
		{"/t/K9f/projects", "org K9f"},
		{"/t/K9f/tools", "tools K9f"},
		{"/t/K9f/tools/7/rules", "tool 7 K9f"},
		{"/t/K9f/template", "templates K9f"},
		{"/t/K9f/template/3/basic", "templates K9f"},
		{"/t/K9f/p/big-team/profile", "team K9f/big-team"},
		{"/t/K9f/p/big-team/group", "team K9f/big-team"},
		{"/t/K9f/p/big-team/repos", "repos K9f/big-team"},
		{"/t/K9f/p/big-team/repos/12", "repo K9f/big-team#12"},
		{"/t/K9f/p/big-team/code-analysis/repos/12/projects", "projects K9f/big-team#12"},
		{"/t/K9f/p/big-team/code-analysis/repos/12/schemes/5/basic", "scheme 5 K9f/big-team#12"},
		{"/t/K9f/p/big-team/code-analysis/repos/12/schemes/5/codelint", "scheme 5 K9f/big-team#12 tab:lint"},
		{"/t/K9f/p/big-team/code-analysis/repos/12/schemes/5/codemetric", "scheme 5 K9f/big-team#12 tab:metrics"},
		{"/t/K9f/p/big-team/code-analysis/scheme/repos/12/schemes/5/filters", "scheme 5 K9f/big-team#12 tab:paths"},
		{"/t/K9f/p/big-team/code-analysis/repos/12/schemes/5/branchs", "scheme 5 K9f/big-team#12 tab:branches"},
		{project + "/overview", "overview K9f/big-team#12/34"},
		{"/t/K9f/p/big-team/code-analysis/project/repos/12/projects/34/overview", "overview K9f/big-team#12/34"},
		{project + "/codelint-issues", "issues K9f/big-team#12/34"},
		{project + "/codelint-issues?state=1&severity=1,2&author=Li+Lei&limit=10&offset=0", `issues K9f/big-team#12/34 severity:fatal,error state:active "author:Li Lei"`},
		{project + "/codelint-issues?severity=9,x&state=&file_path=src/pay", "issues K9f/big-team#12/34 path:src/pay"},
		{project + "/codelint-issues/56", "issue 56 K9f/big-team#12/34"},
		{project + "/metric/ccfiles", "complexity K9f/big-team#12/34"},
		{project + "/metric/ccfiles/8", "complexity-file 8 K9f/big-team#12/34"},
		{project + "/metric/ccissues/8", "function 8 K9f/big-team#12/34"},
		{project + "/metric/dupfiles", "duplication K9f/big-team#12/34"},
		{project + "/metric/dupfiles/8", "duplicate 8 K9f/big-team#12/34"},
		{project + "/metric/clocs", "lines K9f/big-team#12/34"},
		{project + "/scan-history", "scans K9f/big-team#12/34"},
		{project + "/scan-history/9", "job 9 K9f/big-team#12/34"},
		{project + "/scan-history/9/result", "job 9 K9f/big-team#12/34"},
		{"/user/token", "whoami"},
		{"/user/auth", "whoami"},
	} {
		t.Run(tt.path, func(t *testing.T) {
			got, ok := target.Page(c.Site(), "https://tca.example.com"+tt.path)
			if !ok || got.String() != tt.want {
				t.Fatalf("got %q, %t, want %q", got, ok, tt.want)
			}
			if _, err := book.Parse(got.String()); err != nil {
				t.Errorf("no line of ours: %v", err)
			}
			pasted, err := book.Parse("https://tca.example.com" + tt.path)
			if words, _ := command.Split(got.String()); err != nil || pasted.Command.Name != words[0] || len(pasted.Words) != len(words)-1 {
				t.Errorf("pasted as a command: %s %q, %v", pasted.Command.Name, pasted.Words, err)
			}
		})
	}
	for _, other := range []string{
		"https://elsewhere.example.com/t/K9f", "https://tca.example.com/", "https://tca.example.com/login", "ftp://tca.example.com/t/K9f",
		"https://tca.example.com.evil.example/t/K9f", "https://tca.example.com@evil.example/t/K9f", "not a page", "",
	} {
		if line, ok := target.Page(c.Site(), other); ok {
			t.Errorf("%s is %q", other, line)
		}
	}
}
