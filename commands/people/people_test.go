package people_test

import (
	"fmt"
	"slices"
	"strings"
	"tcabot/api/apitest"
	"tcabot/commands/kit"
	"tcabot/commands/people"
	"testing"
)

var (
	wang  = people.Account{User: "U1", Agreed: true, Names: []string{"wangfang", "王芳", "Wang Fang", "wangfang@example.com"}}
	zhang = people.Account{User: "U2", Agreed: true, Names: []string{"zhangwei", "张伟"}}
	chen  = people.Account{User: "U3", Names: []string{"chenchen", "陈晨"}}
)

// shown is how a post with these authors names them.
func shown(p people.People, authors ...string) []string {
	p = p.Mentioning(authors...)
	var all []string
	for _, author := range authors {
		all = append(all, kit.Message{kit.Para{p.Author(author, author)}}.Text())
	}
	return all
}

// TestAuthor: an author is mentioned by any of their names if they agreed and nobody else claims that name.
func TestAuthor(t *testing.T) {
	all := []people.Account{wang, zhang, chen}
	with := func(more ...people.Account) []people.Account { return slices.Concat(all, more) }
	for _, tt := range []struct {
		name    string
		among   []people.Account
		authors []string
		want    []string
	}{
		{"a user name", all, []string{"wangfang"}, []string{"<@U1>"}},
		{"a nickname", all, []string{"张伟"}, []string{"<@U2>"}},
		{"a name of commits", all, []string{"Wang Fang"}, []string{"<@U1>"}},
		{"a mail address", all, []string{"WangFang@Example.COM"}, []string{"<@U1>"}},
		{"letter case", all, []string{"WANGFANG", "ZhangWei"}, []string{"<@U1>", "<@U2>"}},
		{"letter case of the account", []people.Account{{User: "U1", Agreed: true, Names: []string{"ÉMILE"}}}, []string{"émile"}, []string{"<@U1>"}},
		{"spaces around", all, []string{" wangfang\t"}, []string{"<@U1>"}},
		{"somebody who did not agree", all, []string{"chenchen", "陈晨"}, []string{"chenchen", "陈晨"}},
		{"a stranger", all, []string{"somebody"}, []string{"somebody"}},
		{"a part of a name", all, []string{"wang", "Fang"}, []string{"wang", "Fang"}},
		{"nobody", with(people.Account{User: "U4", Agreed: true, Names: []string{"", " "}}), []string{"", " "}, []string{"", " "}},
		{"two people who agreed", with(people.Account{User: "U4", Agreed: true, Names: []string{"WangFang"}}), []string{"wangfang", "王芳"}, []string{"wangfang", "<@U1>"}},
		{"somebody claims it who did not agree", with(people.Account{User: "U4", Names: []string{"王芳 "}}), []string{"wangfang", "王芳"}, []string{"<@U1>", "王芳"}},
		{"three people", with(people.Account{User: "U4", Names: []string{"王芳"}}, people.Account{User: "U5", Agreed: true, Names: []string{"王芳"}}), []string{"王芳"}, []string{"王芳"}},
		{"one person twice", with(people.Account{User: "U1", Agreed: true, Names: []string{"wangfang", "WANGFANG"}}), []string{"wangfang"}, []string{"<@U1>"}},
		{"nobody is known", nil, []string{"wangfang"}, []string{"wangfang"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := shown(people.New(tt.among), tt.authors...); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	if got := shown(people.People{}, "wangfang"); got[0] != "wangfang" {
		t.Errorf("the zero value mentions %s", got)
	}
	if got := (kit.Message{kit.Para{people.New(all).Author("wangfang", "wangfang")}}).Text(); got != "wangfang" {
		t.Errorf("%s is mentioned by a post that chose nobody", got)
	}
}

// TestHostileNames: a name that is made to break things is one that can be claimed like any other, and is shown as it is.
func TestHostileNames(t *testing.T) {
	for _, name := range apitest.Hostile() {
		p := people.New([]people.Account{{User: "U1", Agreed: true, Names: []string{name}}, chen})
		if strings.TrimSpace(name) == "" {
			continue
		}
		if got := shown(p, name); got[0] != "<@U1>" {
			t.Errorf("%q is shown as %q", name, got)
		}
		if got := shown(people.New([]people.Account{chen}), name); strings.Contains(got[0], "<@") || strings.Contains(got[0], "<!") {
			t.Errorf("%q is shown as %q", name, got)
		}
	}
}

// TestMostMentions: a post mentions five different people, however often; the others keep their names.
func TestMostMentions(t *testing.T) {
	var all []people.Account
	var authors, want []string
	for i := range 8 {
		name := fmt.Sprintf("author%d", i)
		all = append(all, people.Account{User: fmt.Sprintf("U%d", i), Agreed: true, Names: []string{name, name + "@example.com"}})
		for _, author := range []string{name, name + "@example.com"} {
			authors = append(authors, author)
			shown := kit.Message{kit.Para{kit.Text(author)}}.Text() // as a plain name
			if i < people.MaxMentions {
				shown = fmt.Sprintf("<@U%d>", i)
			}
			want = append(want, shown)
		}
	}
	p := people.New(all)
	if got := shown(p, authors...); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	// A part of the post chooses nobody beside those that the post chose.
	if got := shown(p.Mentioning("author7"), "author7", "author0"); !slices.Equal(got, []string{"<@U7>", "author0"}) {
		t.Errorf("got %q", got)
	}
	if got := shown(p.Mentioning(), "author0"); got[0] != "author0" {
		t.Errorf("the post chose nobody, and mentions %s", got)
	}
	if got := shown(p, authors...); !slices.Equal(got, want) {
		t.Errorf("another post got %q, want %q", got, want)
	}
}

// TestOnly: of the people those are left who read a channel.
func TestOnly(t *testing.T) {
	p := people.New([]people.Account{wang, zhang, chen})
	if got := p.Users(); !slices.Equal(got, []string{"U1", "U2"}) {
		t.Errorf("users %q", got)
	}
	if got := shown(p.Only([]string{"U2", "U3"}), "wangfang", "zhangwei", "chenchen"); !slices.Equal(got, []string{"wangfang", "<@U2>", "chenchen"}) {
		t.Errorf("got %q", got)
	}
	if got := shown(p.Mentioning("wangfang", "zhangwei").Only([]string{"U2"}), "wangfang", "zhangwei"); !slices.Equal(got, []string{"wangfang", "<@U2>"}) {
		t.Errorf("after choosing: %q", got)
	}
	if got := (people.People{}).Only([]string{"U1"}).Users(); len(got) > 0 {
		t.Errorf("of nobody: %q", got)
	}
}
