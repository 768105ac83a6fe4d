package digest

import (
	"math"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// totals sums up several branches.
type totals struct {
	opened                          api.SeverityCounts
	news, fixed, resolved, reopened int
	open, change                    int
	known, counted                  bool // open issues are known; their changes are
}

func sumOf(all []branchNews) totals {
	var n totals
	for _, b := range all {
		n.opened = change.Plus(n.opened, b.Opened)
		n.news, n.fixed, n.resolved, n.reopened = n.news+b.New, n.fixed+b.Fixed, n.resolved+max(0, b.ResolvedChange()), n.reopened+b.Reopened()
		n.open, n.change = n.open+change.Sum(b.Now.Open), n.change+b.OpenChange()
		n.known = n.known || b.Now.Has.Lint
		n.counted = n.counted || b.Comparable() && (!b.Begun || b.New > 0 || b.Fixed > 0)
	}
	return n
}

// numbers is a line of new, fixed and open issues. A brief one leaves out zeros.
func (v postView) numbers(brief bool, all ...branchNews) kit.Line {
	n := sumOf(all)
	if !n.known {
		return kit.Phrase(v.Words, "post.no_figures")
	}
	if !n.counted {
		return kit.Line{kit.Text(v.bySeverity("count.open", "post.open_of", n.open, v.openBy(all)))}
	}
	var line kit.Line
	if n.news > 0 {
		line = kit.Line{kit.Bold(v.bySeverity("count.new", "count.new_of", n.news, n.opened)), kit.Text(" · ")}
	}
	var facts []string
	add := func(id locale.Key, n int, always bool) {
		if n > 0 || always {
			facts = append(facts, v.Say(id, "Number", kit.Thousands(n)))
		}
	}
	if n.news == 0 {
		add("count.new", 0, !brief)
	}
	add("count.fixed", n.fixed, !brief)
	add("post.resolved", n.resolved, false)
	add("post.reopened", n.reopened, false)
	facts = append(facts, v.withChange(v.Say("count.open", "Number", kit.Thousands(n.open)), difference(n.change)))
	return append(line, kit.Text(strings.Join(facts, " · ")))
}

func (v postView) openBy(all []branchNews) api.SeverityCounts {
	var open api.SeverityCounts
	for _, b := range all {
		open = change.Plus(open, b.Now.Open)
	}
	return open
}

// bySeverity formats a count with its severities, by the key of, or by id when there are none.
func (v postView) bySeverity(id, of locale.Key, n int, counts api.SeverityCounts) string {
	var parts []string
	for _, one := range api.Severities() {
		if some := counts.Of(one); some > 0 {
			parts = append(parts, v.Say("count.of_severity", "Number", kit.Thousands(some), "Severity", screen.Name(v, "severity", one)))
		}
	}
	if len(parts) == 0 {
		return v.Say(id, "Number", kit.Thousands(n))
	}
	return v.Say(of, "Number", kit.Thousands(n), "Of", screen.Join(v, parts))
}

// metrics lists the metrics of a branch that changed; all of them when there is nothing to compare with.
func (v postView) metrics(d change.Delta) string {
	var facts []string
	add := func(known bool, figure, changed string) {
		if known && (changed != "" || d.First()) {
			facts = append(facts, v.withChange(figure, changed))
		}
	}
	add(d.Now.Has.Complexity, v.Say("count.complex_functions", "Count", d.Now.Complex, "Number", kit.Thousands(d.Now.Complex)), difference(d.ComplexityChange()))
	add(d.Now.Has.Duplication, v.Say("count.duplicate_code", "Rate", screen.Percent(d.Now.Duplicated)), v.changedPoints(d.DuplicationChange()))
	add(d.Now.Has.Lines, v.Say("post.lines", "Count", d.Now.Code, "Number", kit.Thousands(d.Now.Code)), difference(d.LinesChange()))
	return strings.Join(facts, " · ")
}

func (v postView) withChange(figure, changed string) string {
	if changed == "" {
		return figure
	}
	return v.Say("count.changed", "Figure", figure, "Diff", changed)
}

// difference formats a difference; empty for none.
func difference(n int) string {
	if n == 0 {
		return ""
	}
	return screen.Signed(n)
}

func (v postView) changedPoints(points float64) string {
	if points == 0 {
		return ""
	}
	sign := "+"
	if points < 0 {
		sign = "−"
	}
	return v.Say("count.points", "Diff", sign+strconv.FormatFloat(math.Abs(points), 'f', 1, 64))
}
