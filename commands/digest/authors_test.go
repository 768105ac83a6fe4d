package digest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/people"
	"tcabot/commands/screen/screentest"
	"testing"
)

// TestAuthorsOfOneOwner: new issues under all names of the digest's owner are those of one author.
func TestAuthorsOfOneOwner(t *testing.T) {
	for _, tt := range []struct {
		name    string
		own     []string
		authors []string
		want    []string // rows of the table
	}{
		{"no names", nil, []string{"wangfang", "王芳", "wangfang"}, []string{"wangfang 2", "王芳 1"}},
		{"one name", []string{"wangfang"}, []string{"wangfang", "王芳"}, []string{"wangfang 1", "王芳 1"}},
		{"two names", []string{"wangfang", "王芳"}, []string{"wangfang", "王芳", "zhangwei"}, []string{"wangfang 2", "zhangwei 1"}},
		{"in other letter case", []string{"wangfang", "Wang@Example.com"}, []string{"WangFang", "wang@example.com"}, []string{"wangfang 2"}},
		{"only further names", []string{"wangfang", "王芳"}, []string{"王芳", "zhangwei", "zhangwei"}, []string{"zhangwei 2", "wangfang 1"}},
		{"nobody is nobody", []string{"wangfang", "王芳"}, []string{"", "王芳"}, []string{"wangfang 1"}},
	} {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				d, r := usualDigestReport(screentest.UsualPlace(t))
				d.Content.Show = []Part{PartAuthors}
				b := &r.branches[0]
				b.issues = someIssues(len(tt.authors), 5014)
				for i, author := range tt.authors {
					b.issues[i].Author = author
				}
				_, details := ViewPost(command.Screen{Words: locale.In(lang), Command: "/tca"}, d, r.OwnedBy(tt.own))
				var rows []string
				for line := range strings.Lines(command.Plain(details.Text())) {
					name, rest, _ := strings.Cut(strings.TrimPrefix(line, "• "), ":")
					if words := strings.Fields(rest); len(words) > 0 {
						rows = append(rows, name+" "+words[len(words)-1])
					}
				}
				for _, want := range tt.want {
					if !slices.Contains(rows, want) {
						t.Errorf("want the row %q in\n%s", want, details.Text())
					}
				}
			})
		}
	}
	if got := (Report{own: []string{"a"}}).author("b"); got != "b" {
		t.Errorf("somebody else is %s", got)
	}
}

// TestMentionedAuthors: the thread mentions the authors who agreed, each person once in the table under whichever names,
// at most five in all; a preview and the post itself mention nobody.
func TestMentionedAuthors(t *testing.T) {
	many := func(n int) (authors []string) {
		for i := range n {
			authors = append(authors, fmt.Sprintf("author%d", i))
		}
		return authors
	}
	var agreed []people.Account
	for i, name := range many(9) {
		agreed = append(agreed, people.Account{User: fmt.Sprintf("U%d", i), Agreed: i != 8, Names: []string{name, name + "@example.com"}})
	}
	for _, tt := range []struct {
		name    string
		parts   []Part
		authors []string
		want    []string // the list of authors
		number  int      // how many different people are mentioned
	}{
		{"nobody agreed", []Part{PartAuthors}, []string{"author8", "author8", "x"}, []string{"• author8: new 2", "• x: new 1"}, 0},
		{"one of two", []Part{PartAuthors}, []string{"author8", "author8", "author1"}, []string{"• author8 · 2 new", "• <@U1> · 1 new"}, 1},
		{"one person of two names", []Part{PartAuthors}, []string{"author1", "x", "x", "Author1@example.com", "author1"}, []string{"• <@U1> · 3 new", "• x · 2 new"}, 1},
		{"nobody", []Part{PartAuthors}, []string{"", "author0"}, []string{"• <@U0> · 1 new", "• unassigned · 1 new"}, 1},
		{"five", []Part{PartAuthors}, many(5), []string{"• <@U4> · 1 new"}, 5},
		{"the listed issues come first", []Part{PartAuthors, PartWorst}, append(many(7), "author6", "author6", "author6", "author5", "author5"), []string{"• author6 · 4 new", "• author5 · 3 new", "• <@U0> · 1 new"}, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, r := usualDigestReport(screentest.UsualPlace(t))
			d.Content.Show = tt.parts
			b := &r.branches[0]
			b.issues = someIssues(len(tt.authors), 5014)
			for i, author := range tt.authors {
				b.issues[i].Author, b.issues[i].Severity = author, api.SeverityError
			}
			s := command.Screen{Words: locale.In(locale.English), Command: "/tca"}
			post, details := ViewPost(s, d, r.Mentioning(people.New(agreed)))
			lines := strings.Split(details.Text(), "\n")
			for _, want := range tt.want {
				if !slices.Contains(lines, want) {
					t.Errorf("want the line %q in\n%s", want, details.Text())
				}
			}
			different := map[string]bool{}
			for _, found := range regexp.MustCompile(`<@\w+>`).FindAllString(details.Text(), -1) {
				different[found] = true
			}
			if len(different) != tt.number {
				t.Errorf("mentions %v, want %d people", different, tt.number)
			}
			plain, plainDetails := ViewPost(s, d, r)
			for name, text := range map[string]string{"the post": post.Text(), "a preview": plain.Text(), "a preview's thread": plainDetails.Text()} {
				if strings.Contains(text, "<@") {
					t.Errorf("%s mentions somebody:\n%s", name, text)
				}
			}
		})
	}
}
