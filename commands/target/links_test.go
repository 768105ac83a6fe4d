package target

import (
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/command/commandtest"
	"tcabot/commands/line"
	"testing"
)

// TestPageUnderAPath reads pages of a TCA that lives under a path of its host.
func TestPageUnderAPath(t *testing.T) {
	c, err := api.New(api.Config{URL: "https://example.com/code/tca/"})
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := Page(c.Site(), "https://example.com/code/tca/t/K9f/p/x/repos"); !ok || got.String() != "repos K9f/x" {
		t.Errorf("got %q, %t", got, ok)
	}
	if got, ok := Page(c.Site(), "https://example.com/t/K9f/p/x/repos"); ok {
		t.Errorf("another site's page is %q", got)
	}
}

func TestReadProject(t *testing.T) {
	for _, tt := range []struct {
		word string
		want Address
	}{
		{"payments", Address{name: "payments"}},
		{"12", Address{name: "12", repo: 12}},
		{"payments@master", Address{name: "payments", branches: []branchWord{{"master", ""}}, branchAsWord: true}},
		{"payments@feature/登录#默认方案", Address{name: "payments", branches: []branchWord{{"feature/登录#默认方案", ""}, {"feature/登录", "默认方案"}}, branchAsWord: true}},
		{"payments@34", Address{name: "payments", branches: []branchWord{{"34", ""}}, branchAsWord: true}},
		{"team/payments@master", Address{name: "team/payments", branches: []branchWord{{"master", ""}}, branchAsWord: true}},
		{"K9f/team#12", Address{Org: "K9f", team: "team", repo: 12}},
		{"team#12/34", Address{team: "team", repo: 12, project: 34}},
		{"K9f/team#12/34", Address{Org: "K9f", team: "team", repo: 12, project: 34}},
		{"K9f/team#12@master#s", Address{Org: "K9f", team: "team", repo: 12, branches: []branchWord{{"master#s", ""}, {"master", "s"}}, branchAsWord: true}},
		{"payments@fix/#12-x#s", Address{name: "payments", branches: []branchWord{{"fix/#12-x#s", ""}, {"fix/#12-x", "s"}, {"fix/", "12-x#s"}}, branchAsWord: true}},
		{"git@git.example.com:pay/api.git", Address{name: "git@git.example.com:pay/api.git"}},
		{"git@git.example.com:pay/api.git@master", Address{name: "git@git.example.com:pay/api.git", branches: []branchWord{{"master", ""}}, branchAsWord: true}},
		{"https://me@git.example.com/pay/api", Address{name: "https://me@git.example.com/pay/api"}},
		{"https://git.example.com/pay/api@master", Address{name: "https://git.example.com/pay/api", branches: []branchWord{{"master", ""}}, branchAsWord: true}},
		{" padded ", Address{name: "padded"}},
		{"0", Address{name: "0"}},
		{"-5", Address{name: "-5"}},
		{"99999999999999999999", Address{name: "99999999999999999999"}},
		{"a#b", Address{name: "a#b"}},
	} {
		got, err := Finder{}.readProject(tt.word)
		if err != nil || !sameAddress(got, tt.want) {
			t.Errorf("%s: got %+v, %v, want %+v", tt.word, got, err, tt.want)
		}
	}
}

// TestForeignPages pastes pages wherever something is looked for: this TCA's are read, those of another server are
// refused, whatever they are about, and what is no page of TCA's is a name.
func TestForeignPages(t *testing.T) {
	c, err := api.New(api.Config{URL: "https://tca.example.com/code"})
	if err != nil {
		t.Fatal(err)
	}
	d := Finder{Site: c.Site()}
	readers := map[string]func(string) (Address, error){
		"team": d.readTeam, "repo": d.readRepo, "project": d.readProject,
		"id": func(word string) (Address, error) {
			var project string
			n, err := d.ID(&word, &project, PageIssue, "issue")
			return Address{ID: n, project: 34}, err
		},
	}
	const page = "/t/K9f/p/big-team/code-analysis/repos/12/projects/34/codelint-issues/56"
	for name, read := range readers {
		for _, own := range []string{"https://tca.example.com/code" + page, "http://TCA.example.com/code" + page} {
			if a, err := read(own); err != nil || a.ID != 56 || a.project != 34 {
				t.Errorf("%s of %s: got %+v, %v", name, own, a, err)
			}
		}
		for _, foreign := range []string{
			"https://other.example.com" + page, "https://other.example.com/code" + page, "https://tca.example.com" + page, "http://127.0.0.1" + page,
			"https://tca.example.com.evil.example/code" + page, "https://tca.example.com@evil.example/code" + page,
		} {
			a, err := read(foreign)
			if usage, ok := errors.AsType[*command.UsageError](err); !ok || usage.Reason != "usage.foreign_page" {
				t.Errorf("%s of %s: got %+v, %v", name, foreign, a, err)
			}
		}
	}
	if a, err := d.readProject("https://git.example.com/pay/api.git"); err != nil || a.name != "https://git.example.com/pay/api.git" {
		t.Errorf("a repository's own address: got %+v, %v", a, err)
	}
}

func sameAddress(a, b Address) bool {
	a.query, b.query = nil, nil
	return a.Org == b.Org && a.team == b.team && a.name == b.name && a.repo == b.repo && slices.Equal(a.branches, b.branches) &&
		a.project == b.project && a.branchAsWord == b.branchAsWord
}

// projectIn is the project that a word is about.
func projectIn(d Finder, word string) int64 {
	a, _ := d.readProject(word)
	return a.project
}

func FuzzAddress(f *testing.F) {
	d := Finder{Site: commandtest.TestSite(f)}
	for _, s := range []string{"a@b#c", "o/t#1/2", "https://tca.example.com/t/a/p/b/repos/1", "https://x/t/a/p/b/repos/1", "https://tca.example.com/user/token", "@", "#", "a#1@b", strings.Repeat("/", 500)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, read := range []func(string) (Address, error){d.readTeam, d.readRepo, d.readProject} {
			a, err := read(word)
			if err != nil {
				continue
			}
			if a.repo < 0 || a.project < 0 || a.ID < 0 {
				t.Errorf("%q: %+v", word, a)
			}
			if ref, ok := a.projectRef(); ok && projectIn(d, line.ProjectWord(ref)) != a.project {
				t.Errorf("%q: its word %q means something else", word, line.ProjectWord(ref))
			}
			if shown := a.line().String(); strings.Contains(shown, "\n") {
				t.Errorf("%q gives the line %q", word, shown)
			}
		}
	})
}

// TestPageIsShort reads pages of lists narrowed by more than a line holds: they are shown wider.
func TestPageIsShort(t *testing.T) {
	site := commandtest.TestSite(t)
	const page = "https://tca.example.com/t/K9f/p/big-team/code-analysis/repos/12/projects/34/codelint-issues?"
	long := strings.Repeat("x", 400)
	for _, tt := range []struct{ query, want string }{
		{"author=a&file_path=" + long + "&checkrule_display_name=" + long, "issues K9f/big-team#12/34 author:a path:" + long},
		{"author=" + strings.Repeat("x", 600) + "&file_path=y", "issues K9f/big-team#12/34 path:y"},
		{"author=a%0Ab&file_path=%E2%80%9Cx%E2%80%9D", `issues K9f/big-team#12/34 "path:“x”"`},
		{"author=" + strings.Repeat(`"'`, 200) + "&file_path=" + long, `issues K9f/big-team#12/34 "author:` + strings.Repeat(`""'`, 200) + `"`},
	} {
		if got, ok := Page(site, page+tt.query); !ok || got.String() != tt.want {
			t.Errorf("%.60s: got %q, %t, want %q", tt.query, got, ok, tt.want)
		}
	}
}
