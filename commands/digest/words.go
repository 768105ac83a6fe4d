package digest

import (
	"math"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
)

// digestSum is the news of several branches together.
type digestSum struct {
	opened                          api.SeverityCounts
	news, fixed, resolved, reopened int
	open, change                    int
	known, counted                  bool // how much is open; what became of it
}

func sumOf(all []branchNews) digestSum {
	var n digestSum
	for _, b := range all {
		n.opened = plus(n.opened, b.opened)
		n.news, n.fixed, n.resolved, n.reopened = n.news+b.news, n.fixed+b.fixed, n.resolved+max(0, b.resolved()), n.reopened+b.reopened()
		n.open, n.change = n.open+sum(b.now.Open), n.change+b.open()
		n.known = n.known || b.now.Has.Lint
		n.counted = n.counted || b.counted() && (!b.begun || b.news > 0 || b.fixed > 0)
	}
	return n
}

// numbers are the issues in one line: what is new, what is fixed, what is open. Briefly, what did not occur is left out.
func (v digestView) numbers(brief bool, all ...branchNews) kit.Line {
	n := sumOf(all)
	if !n.known {
		return kit.Phrase(v.Words, "post.no_figures")
	}
	if !n.counted {
		return kit.Line{kit.Text(v.bySeverity("post.open", "post.open_of", n.open, v.openBy(all)))}
	}
	var line kit.Line
	if n.news > 0 {
		line = kit.Line{kit.Bold(v.bySeverity("post.new", "post.new_of", n.news, n.opened)), kit.Text(" · ")}
	}
	var told []string
	tell := func(id locale.Key, n int, always bool) {
		if n > 0 || always {
			told = append(told, v.Say(id, "Number", kit.Thousands(n)))
		}
	}
	if n.news == 0 {
		tell("post.new", 0, !brief)
	}
	tell("post.fixed", n.fixed, !brief)
	tell("post.resolved", n.resolved, false)
	tell("post.reopened", n.reopened, false)
	told = append(told, v.withChange(v.Say("post.open", "Number", kit.Thousands(n.open)), change(n.change)))
	return append(line, kit.Text(strings.Join(told, " · ")))
}

func (v digestView) openBy(all []branchNews) api.SeverityCounts {
	var open api.SeverityCounts
	for _, b := range all {
		open = plus(open, b.now.Open)
	}
	return open
}

// bySeverity writes a count, and of which severities: with the key of, unless there are none.
func (v digestView) bySeverity(id, of locale.Key, n int, counts api.SeverityCounts) string {
	var parts []string
	for _, one := range api.Severities() {
		if some := counts.Of(one); some > 0 {
			parts = append(parts, v.Say("post.of_severity", "Number", kit.Thousands(some), "Severity", screen.Name(v, "severity", one)))
		}
	}
	if len(parts) == 0 {
		return v.Say(id, "Number", kit.Thousands(n))
	}
	return v.Say(of, "Number", kit.Thousands(n), "Of", screen.Join(v, parts))
}

// metrics are those of a branch that changed; all of them when there is nothing to compare with.
func (v digestView) metrics(d digestDelta) string {
	var told []string
	add := func(known bool, figure, changed string) {
		if known && (changed != "" || d.first()) {
			told = append(told, v.withChange(figure, changed))
		}
	}
	add(d.now.Has.Complexity, v.Say("count.complex_functions", "Count", d.now.Complex, "Number", kit.Thousands(d.now.Complex)), change(d.complexity()))
	add(d.now.Has.Duplication, v.Say("post.duplication", "Rate", screen.Percent(d.now.Duplicated)), v.changedPoints(d.duplication()))
	add(d.now.Has.Lines, v.Say("post.lines", "Count", d.now.Code, "Number", kit.Thousands(d.now.Code)), change(d.lines()))
	return strings.Join(told, " · ")
}

func (v digestView) withChange(figure, changed string) string {
	if changed == "" {
		return figure
	}
	return v.Say("post.changed", "Figure", figure, "Diff", changed)
}

// change writes by how much something changed; nothing when it did not.
func change(n int) string {
	if n == 0 {
		return ""
	}
	return screen.Signed(n)
}

func (v digestView) changedPoints(points float64) string {
	if points == 0 {
		return ""
	}
	sign := "+"
	if points < 0 {
		sign = "−"
	}
	return v.Say("count.points", "Diff", sign+strconv.FormatFloat(math.Abs(points), 'f', 1, 64))
}
