package digest

import (
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/locale"
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
