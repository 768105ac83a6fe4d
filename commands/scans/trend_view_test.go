package scans

import (
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

// trendOf is a trend of issues with a scan a day, oldest first.
func trendOf(at target.Branch, open ...int) TrendCard {
	d := TrendCard{Branch: at, Kind: TrendIssues, scans: UsualScans, total: len(open), Zone: screentest.Shanghai, at: screentest.Then}
	for i, n := range open {
		before := n
		if i > 0 {
			before = open[i-1]
		}
		d.Lint = append(d.Lint, *screentest.SomeLint(n, max(0, n-before)+2, max(0, before-n)+2, 24*(len(open)-1-i)))
	}
	return d
}

func fallingTrend(at target.Branch) TrendCard {
	d := trendOf(at, 412, 415, 410, 409, 378, 380, 377, 375, 370, 366, 360, 352, 351, 347)
	d.total = 58
	return d
}

func TestTrendViews(t *testing.T) {
	at := screentest.SomePlace(t, "payments-api", "master")
	word := "K9fQ2mXz7Lp/bigteam#12/1200"
	complexity := TrendCard{Branch: at, Kind: trendComplexity, scans: 14, total: 3, Zone: screentest.Shanghai, at: screentest.Then}
	duplication := TrendCard{Branch: at, Kind: trendDuplication, scans: 14, total: 3, Zone: screentest.Shanghai, at: screentest.Then}
	lines := TrendCard{Branch: at, Kind: trendLines, scans: 14, total: 3, Zone: screentest.Shanghai, at: screentest.Then}
	for i, hours := range []int{9000, 24, 0} {
		complexity.complexity = append(complexity.complexity, *screentest.SomeComplexity(20+5*i*i, 5*i, hours))
		duplication.duplicate = append(duplication.duplicate, *screentest.SomeDuplicate(12.3456-float64(i), 1200-i, hours))
		lines.lines = append(lines.lines, *screentest.SomeLines(100_000, hours))
	}
	worst := TrendCard{Branch: screentest.WorstPlace(t), Kind: TrendIssues, scans: 30, total: 1_000_000, Zone: screentest.Shanghai, at: screentest.Then}
	for i := range 30 {
		worst.Lint = append(worst.Lint, *screentest.SomeLint(9_999_999-i*i*i*100, 1_234_567, 7_654_321, 30-i))
	}
	var all []screentest.Case
	for _, one := range []struct {
		name, line string
		card       TrendCard
	}{
		{"trend/fell", "trend issues " + word, fallingTrend(at)},
		{"trend/rose", "trend issues " + word + " since:30d", trendOf(at, 3, 9)},
		{"trend/same", "trend issues " + word, trendOf(at, 7, 7, 7)},
		{"trend/back", "trend issues " + word, trendOf(at, 7, 12, 3, 7)},
		{"trend/one", "trend issues " + word, trendOf(at, 7)},
		{"trend/empty", "trend issues " + word, trendOf(at)},
		{"trend/complexity", "trend complexity " + word + " scans:20", complexity},
		{"trend/duplication", "trend duplication " + word, duplication},
		{"trend/lines", "trend lines " + word, lines},
		{"trend/longest", "trend issues " + word + " scans:30 since:1000d until:2026-11-20", worst},
	} {
		all = append(all, screentest.Case{Name: one.name, Screen: command.Screen{Line: one.line}, View: func(s command.Screen) kit.Message { return viewTrend(s, one.card) }})
	}
	screentest.Check(t, all)
	for _, lang := range locale.Languages() {
		t.Run("told in words/"+string(lang), func(t *testing.T) {
			s := command.Screen{Words: locale.In(lang), Line: "trend issues " + word}
			screentest.Golden(t, "trend/words", s, viewTrend(s, fallingTrend(at)).Uncharted())
		})
	}
}

// TestTrendKinds reads the first word of the line, which may be a kind, in either language, or the branch already.
func TestTrendKinds(t *testing.T) {
	for _, tt := range []struct {
		name, kind, project string
		want                trendKind
		branch              string
	}{
		{"nothing", "", "", TrendIssues, ""},
		{"kind", "lines", "", trendLines, ""},
		{"kind in capitals", "LINES", "x@y", trendLines, "x@y"},
		{"kind in Chinese", "圈复杂度", "x@y", trendComplexity, "x@y"},
		{"figure in Chinese", "重复率", "x@y", trendDuplication, "x@y"},
		{"branch", "payments-api@master", "", TrendIssues, "payments-api@master"},
		{"a repository called issues", "issues", "issues", TrendIssues, "issues"},
		{"neither", "banana", "payments-api@master", "", "payments-api@master"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := trendArgs{Kind: tt.kind, Project: tt.project}
			got, err := a.readKind(locale.In(locale.English))
			if got != tt.want || a.Project != tt.branch || (err != nil) != (tt.want == "") {
				t.Errorf("got %q of %q, %v, want %q of %q", got, a.Project, err, tt.want, tt.branch)
			}
		})
	}
}

// TestTurned checks that a page that others may hold is not turned round in place.
func TestTurned(t *testing.T) {
	page := []api.LintScan{{Opened: 1}, {Opened: 2}}
	if got := turned(page); got[0].Opened != 2 || page[0].Opened != 1 || !slices.Equal([]int{1, 2}, []int{page[0].Opened, page[1].Opened}) {
		t.Errorf("got %d first, and the page begins with %d now", got[0].Opened, page[0].Opened)
	}
}

func BenchmarkViewTrend(b *testing.B) {
	d := fallingTrend(screentest.SomePlace(b, "payments-api", "master"))
	screentest.BenchScreen(b, "trend issues K9fQ2mXz7Lp/bigteam#12/1200", func(s command.Screen) kit.Message { return viewTrend(s, d) })
}
