package digest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
)

// failingReport is a report of a team in which the last scans of failing branches failed, after those of worse branches
// found new issues.
func failingReport(t *testing.T, worse, failing int, name string) (Digest, Report) {
	t.Helper()
	at := screentest.UsualPlace(t)
	d, r := teamDigestReport(at, numbered(worse, "worse"), worse)
	d.Content = Content{}
	r.branches, r.total = r.branches[:0], 0
	for i := range worse + failing {
		one := at
		one.Project.Repo.Name, one.Ref.Repo.ID, one.Ref.ID = fmt.Sprintf("%s-%03d", name, i), int64(100+i), int64(10_000+i)
		scans := usualHistory()
		if i >= worse {
			scans = append([]api.Scan{changetest.Ended(5015, 1, 203)}, scans[1:]...)
		}
		b := branchNews{Delta: change.Between(scans, true, usualMark(), nil, screentest.Then)}
		r = r.with(newsAt(one, b))
		r.total++
	}
	return d, r
}

// TestFailingBranchesAreNamed: a post names the branches whose last scan failed, and counts those it has no room for.
func TestFailingBranchesAreNamed(t *testing.T) {
	more := map[locale.Lang]*regexp.Regexp{locale.English: regexp.MustCompile(`(\d+) more branch`), locale.Chinese: regexp.MustCompile(`另外 (\d+) 个`)}
	for _, tt := range []struct {
		name           string
		worse, failing int
		called         string
		named          int // 0: those of the rows are enough
	}{
		{"none", 12, 0, "svc", 0},
		{"few, in the rows", 2, 3, "svc", 0},
		{"as many as rows", 0, 8, "svc", 0},
		{"behind branches with new issues", 12, 2, "svc", 2},
		{"some in the rows", 5, 6, "svc", 6},
		{"forty", 0, 40, "svc", 0},
		{"forty behind others", 9, 40, "svc", 0},
		{"long names", 9, 30, strings.Repeat("很长的名字", 20), 0},
	} {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				d, r := failingReport(t, tt.worse, tt.failing, tt.called)
				post, _ := ViewPost(command.Screen{Words: locale.In(lang), Command: "/tca"}, d, r)
				v := postView{Screen: command.Screen{Words: locale.In(lang)}, Report: r, digest: d}
				rows := min(len(v.changed()), maxRows)
				if tt.worse+tt.failing <= rows || tt.failing == 0 {
					if m := v.failing(); m != nil {
						t.Errorf("named again: %s", m.Text())
					}
					return
				}
				m := v.failing()
				if !strings.Contains(post.Text(), m.Text()) {
					t.Fatal("it is not in the post")
				}
				text := command.Plain(m.Text())
				named, left := strings.Count(text, "@master"), 0
				if found := more[lang].FindStringSubmatch(text); found != nil {
					left, _ = strconv.Atoi(found[1])
				}
				if tt.named > 0 && named != tt.named {
					t.Errorf("named are %d, want %d", named, tt.named)
				}
				if named+left != tt.failing || named < 5 && named < tt.failing || !strings.Contains(text, strconv.Itoa(tt.failing)) {
					t.Errorf("of %d failing branches %d are named and %d counted: %s", tt.failing, named, left, text)
				}
			})
		}
	}
}
