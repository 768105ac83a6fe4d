package overview

import (
	"fmt"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
)

func myBranch(tb testing.TB, repo, branch string, id int64, counts api.MyCounts) mineCounts {
	tb.Helper()
	at := screentest.SomePlace(tb, repo, branch)
	at.Ref.Repo.ID, at.Ref.ID = id, id*100
	b := mineCounts{MyCounts: counts}
	b.Ref = at.Ref
	b.TeamProject = api.TeamProject{ID: at.Ref.ID, Branch: branch, Status: api.ProjectActive, Repo: at.Project.Repo, Scheme: "默认方案", ScanPath: "/"}
	b.Repo.ID = id
	return b
}

func usualMine(tb testing.TB) mineCard {
	tb.Helper()
	return mineCard{
		names: []string{"tca_member"}, team: "Core platform 基础平台部", teams: 1, checked: 410, total: 412, skipped: 2, at: screentest.Then,
		found: []mineCounts{
			myBranch(tb, "payments-api", "master", 137, api.MyCounts{Issues: 33, Functions: 4, Duplicates: 2}),
			myBranch(tb, "前端控制台", "feature/登录-fix", 101, api.MyCounts{Issues: 12}),
			myBranch(tb, "orders-api", "develop", 98, api.MyCounts{Functions: 1}),
		},
	}
}

func TestMineViews(t *testing.T) {
	one := usualMine(t)
	one.found, one.total, one.checked, one.skipped = []mineCounts{myBranch(t, "only-one", "main", 1, api.MyCounts{Issues: 1})}, 1, 1, 0
	nothing := usualMine(t)
	nothing.found = nil
	partial := usualMine(t)
	partial.lost = []lostPart{{of: "a@master"}, {"b@master", []locale.Key{"mine.part_functions", "mine.part_duplicates"}}, {of: "c@master"}, {of: "d@master"}, {of: "e@master"}}
	partial.checked -= 5
	counting := usualMine(t)
	counting.checked, counting.left, counting.counting = 300, 110, true
	first := counting
	first.found, first.checked, first.left = nil, 0, 410
	last := counting
	last.checked, last.left = 409, 1
	beyond := usualMine(t)
	beyond.checked, beyond.total = 1998, 5000
	silent := nothing
	silent.lost = []lostPart{{of: "hellotca"}}
	silent.checked, silent.total = 0, 0
	hostile := usualMine(t)
	hostile.names, hostile.team, hostile.found, hostile.total, hostile.checked = []string{"<!here>"}, "<Hostile> *x*", nil, 13, 11
	for i, name := range apitest.Hostile() {
		hostile.found = append(hostile.found, myBranch(t, name, name, int64(i+1), api.MyCounts{Issues: 20 - i}))
	}
	worst := usualMine(t)
	worst.names, worst.team, worst.total, worst.left, worst.counting = []string{strings.Repeat("u", 150), strings.Repeat("v", 150)}, "", 1_000_000, 1_588, true
	for i := range 25 {
		worst.choices = append(worst.choices, api.Team{Name: fmt.Sprintf("team-%02d", i) + strings.Repeat("t", 57), DisplayName: strings.Repeat("名", 128)})
	}
	worst.found = nil
	for i := range 3 * mineRows {
		b := myBranch(t, strings.Repeat("名", 128), strings.Repeat("b", 200), int64(1_234_567+i), api.MyCounts{Issues: 9_999_999, Functions: 9_999_999, Duplicates: 9_999_999})
		b.Ref.Repo.Team, b.Scheme, b.ScanPath = strings.Repeat("t", 64), strings.Repeat("方", 128), strings.Repeat("src/", 128)
		worst.found = append(worst.found, b)
	}
	rest := worst
	rest.from = mineRows
	var all []screentest.Case
	for _, c := range []struct {
		name string
		card mineCard
	}{
		{"mine/usual", usualMine(t)},
		{"mine/one", one},
		{"mine/nothing", nothing},
		{"mine/no_branches", mineCard{names: []string{"tca_member"}, team: "Empty 空项目", teams: 1, at: screentest.Then}},
		{"mine/no_teams", mineCard{names: []string{"tca_noorg"}, at: screentest.Then}},
		{"mine/partial", partial},
		{"mine/silent", silent},
		{"mine/counting", counting},
		{"mine/counting_all", first},
		{"mine/counting_one", last},
		{"mine/beyond", beyond},
		{"mine/hostile", hostile},
		{"mine/longest", worst},
		{"mine/longest_rest", rest},
	} {
		all = append(all, screentest.Case{Name: c.name, Screen: command.Screen{Line: "mine K9fQ2mXz7Lp/bigteam"}, View: func(s command.Screen) kit.Message { return viewMine(s, c.card) }})
	}
	screentest.Check(t, all)
}

func BenchmarkViewMine(b *testing.B) {
	d := usualMine(b)
	screentest.BenchScreen(b, "mine K9fQ2mXz7Lp/bigteam", func(s command.Screen) kit.Message { return viewMine(s, d) })
}

// TestMinePager walks the pages of the branches with open work.
func TestMinePager(t *testing.T) {
	for _, tt := range []struct {
		name        string
		from, found int
		want        string
	}{
		{"none", 0, 0, ""},
		{"all on one page", 0, 20, ""},
		{"more than fits", 0, 21, "next 20"},
		{"the rest", 20, 21, "previous 0"},
		{"in the middle", 20, 41, "previous 0, next 40"},
		{"the last", 40, 60, "previous 20"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := mineCard{from: tt.from, found: make([]mineCounts, tt.found), total: 90}
			var got []string
			for _, c := range d.pager(command.Screen{Line: "mine"}) {
				b := c.(kit.Button)
				state, err := command.ReadState(b.Value)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprint(strings.TrimPrefix(b.ID, "run/"), " ", state.Offset))
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestWorkViews: open work as a section of another screen, also of somebody with ten thousand issues.
func TestWorkViews(t *testing.T) {
	issueOf := func(b mineCounts, id int64, severity api.Severity, message string) workIssue {
		return workIssue{api.Issue{ID: id, Severity: severity, Message: message, RuleName: "no-eval", Path: "src/pay/card.go"}, b.TeamBranch}
	}
	card := usualMine(t)
	usual := Work{
		card: card, judged: 2, site: screentest.UsualPlace(t).Site, severities: map[api.Severity]int{api.SeverityFatal: 2, api.SeverityError: 12, api.SeverityWarning: 31},
		worst: []workIssue{issueOf(card.found[0], 12, api.SeverityFatal, "eval of user input"), issueOf(card.found[1], 11, api.SeverityError, "空指针")},
	}
	nothing := usual
	nothing.card.found, nothing.worst, nothing.severities, nothing.judged = nil, nil, nil, 0
	part := usual
	part.unanswered = true
	many := usual
	many.card.team, many.card.found, many.judged, many.worst = "", nil, severityBranches, nil
	many.severities = map[api.Severity]int{api.SeverityFatal: 9_999, api.SeverityError: 9_999, api.SeverityWarning: 9_999, api.SeverityInfo: 9_999}
	for i := range 2000 {
		many.card.found = append(many.card.found, myBranch(t, strings.Repeat("名", 128), strings.Repeat("b", 200), int64(1_234_567+i), api.MyCounts{Issues: 9_999}))
	}
	for i := range worstIssues {
		many.worst = append(many.worst, issueOf(many.card.found[i], int64(9_999_999_000+i), api.SeverityFatal, screentest.WorstText))
	}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"work/usual":      usual.View,
		"work/nothing":    nothing.View,
		"work/unanswered": part.View,
		"work/worst":      many.View,
	})
}
