package target

import (
	"fmt"
	"strings"
	"tcabot/api/apitest"
	"testing"
)

// TestAny gives words as people write them, and what they mean to anybody.
func TestAny(t *testing.T) {
	f := newFindTest(t)
	const org = "K9fQ2mXz7Lp"
	add := func(team, name, url string, branches ...apitest.Branch) int64 {
		return f.srv.AddRepo(org, team, apitest.Repo{Name: name, URL: url, Branches: branches})
	}
	web := add("empty-team", "web-frontend", "")
	lower, upper := add("empty-team", "upper", ""), add("empty-team", "UPPER", "")
	shout := add("empty-team", "SHOUT", "")
	one, two := add("empty-team", "twin", ""), add("hellotca", "twin", "")
	slashed := add("empty-team", "group/sub/service", "")
	short, long := add("empty-team", "pay-api", "https://git.example.com/pay/api"), add("empty-team", "pay-api-v2", "https://git.example.com/pay/api-v2")
	once := add("empty-team", "once-service", "https://git.example.com/empty-team/once-service")
	fixes := add("empty-team", "fixes", "",
		apitest.Branch{Name: "fix/#1234-some-fix", Schemes: []string{"默认方案"}}, apitest.Branch{Name: "fix/", Schemes: []string{"默认方案"}},
		apitest.Branch{Name: "master", Schemes: []string{"默认方案", "strict"}})
	hello := add("empty-team", "hello", "") // a part of the name of a team, hellotca
	add("oldteam", "only-in-a-disabled-team", "")
	in := func(team string, repo int64) string { return fmt.Sprintf("%s/%s#%d", org, team, repo) }
	branch := func(b, scheme int) string {
		return fmt.Sprintf("%s/%d", in("empty-team", fixes), apitest.ProjectID(fixes, b, scheme))
	}
	f.r.Stay("use")
	for _, c := range []struct{ word, want string }{
		{"bigteam", org + "/bigteam"},
		{org + "/bigteam", org + "/bigteam"},
		{"示例科技有限公司/bigteam", org + "/bigteam"},
		{"empty-team/web-frontend", in("empty-team", web)},
		{"web-frontend", in("empty-team", web)},
		{org + "/empty-team/web-frontend", in("empty-team", web)},
		{"示例科技有限公司/empty-team/web-frontend", in("empty-team", web)},
		{"empty-team/upper", in("empty-team", lower)},
		{"empty-team/UPPER", in("empty-team", upper)},
		{"UPPER", in("empty-team", upper)},
		{"shout", in("empty-team", shout)},
		{"hello", in("empty-team", hello)},
		{"hellot", org + "/hellotca"},
		{"empty-team/twin", in("empty-team", one)},
		{"hellotca/twin", in("hellotca", two)},
		{"group/sub/service", in("empty-team", slashed)},
		{"empty-team/group/sub/service", in("empty-team", slashed)},
		{"https://git.example.com/pay/api", in("empty-team", short)},
		{"https://git.example.com/pay/api.git", in("empty-team", short)},
		{"http://git.example.com/pay/api/", in("empty-team", short)},
		{"git@git.example.com:pay/api.git", in("empty-team", short)},
		{"https://git.example.com/pay/api-v2.git", in("empty-team", long)},
		{"https://git.example.com/pay/api.git@master", ""},
		{"empty-team/once-serv", in("empty-team", once)}, // found by its address and by its name
		{fmt.Sprint(slashed), in("empty-team", slashed)},
		{fmt.Sprintf("#%d", slashed), in("empty-team", slashed)},
		{"fixes@fix/#1234-some-fix", branch(0, 0)},
		{"empty-team/fixes@fix/#1234-some-fix#默认方案", branch(0, 0)},
		{"fixes@fix/#默认方案", branch(1, 0)},
		{"empty-team/fixes@master#strict", branch(2, 1)},
		{"empty-team/fixes@MASTER#Strict", branch(2, 1)},
		{fmt.Sprintf("fixes@%d", apitest.ProjectID(fixes, 2, 1)), branch(2, 1)},
	} {
		word := c.word
		got, _, err := f.f.Any(t.Context(), f.r, &word)
		if err != nil && c.want != "" {
			t.Errorf("%s: asks %s", c.word, f.said(err))
		} else if err == nil && Word(got) != c.want {
			t.Errorf("%s: got %s, want %s", c.word, Word(got), c.want)
		}
	}
	for _, c := range []struct{ word, says string }{
		{"twin", "twin matches several repositories"},
		{"Upper", "Upper matches several repositories"},
		{"empty-team/Upper", "matches several repositories"},
		{"fixes@master#strikt", "Branch master of fixes has no scheme strikt"},
		{"empty-team/fixes@nowhere", "fixes has no analysed branch matching nowhere"},
		{"empty-team/fixes@nowhere#strict", "fixes has no analysed branch matching nowhere"},
		{"webfrontend", "No team or repository named webfrontend"},
		{"empty-team/webfrontend", "No team or repository named empty-team/webfrontend"},
		{"nobody/nothing", "No team or repository named nobody/nothing"},
		{"zzzz", "No team or repository named zzzz"},
		{"only-in-a-disabled-team", "No team or repository named only-in-a-disabled-team"},
		{"99999999", "No team or repository named 99999999"},
	} {
		word := c.word
		got, _, err := f.f.Any(t.Context(), f.r, &word)
		if said := f.said(err); !strings.Contains(said, c.says) {
			t.Errorf("%s: got %s, said %s, want %s", c.word, Word(got), said, c.says)
		}
	}
	word := "webfrontend"
	if _, _, err := f.f.Any(t.Context(), f.r, &word); !strings.Contains(f.said(err), "[web-frontend") {
		t.Errorf("the nearest repository is not offered: %s", f.said(err))
	}
}

// TestShow: what a line without a command shows. A number is the ID of a repository, or else that of an issue: as a part of
// names it says too little.
func TestShow(t *testing.T) {
	f := newFindTest(t)
	add := func(name string) int64 { return f.srv.AddRepo("K9fQ2mXz7Lp", "empty-team", apitest.Repo{Name: name}) }
	id := add("numbered")
	add("app-20481")
	add("app-30481-a")
	add("app-30481-b")
	named := add("777001")
	f.r.Stay("target")
	for _, c := range []struct{ word, want string }{
		{"bigteam", "repos K9fQ2mXz7Lp/bigteam"},
		{"numbered", fmt.Sprintf("projects K9fQ2mXz7Lp/empty-team#%d", id)},
		{fmt.Sprint(id), fmt.Sprintf("projects K9fQ2mXz7Lp/empty-team#%d", id)},
		{"777001", fmt.Sprintf("projects K9fQ2mXz7Lp/empty-team#%d", named)},
		{"20481", "issue 20481"},
		{"30481", "issue 30481"},
		{"99999999", "issue 99999999"},
		{"nothing-so", ""},
	} {
		word := c.word
		got, err := f.f.Show(t.Context(), f.r, &word)
		if got != c.want || (err == nil) == (c.want == "") {
			t.Errorf("%s shows %q, %v, want %q", c.word, got, err, c.want)
		}
	}
}
