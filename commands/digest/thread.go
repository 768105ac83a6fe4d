package digest

import (
	"cmp"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/issues"
	"tcabot/commands/kit"
	"tcabot/commands/scans"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// newIssue is a new issue and the branch it is in.
type newIssue struct {
	api.Issue
	branch target.TeamBranch
}

// thread is the reply in the post's thread; nil for none.
func (v postView) thread() kit.Message {
	var m kit.Message
	m = append(m, v.severityTable()...)
	var found []newIssue
	for _, b := range v.branches {
		for _, i := range b.issues {
			found = append(found, newIssue{i, b.TeamBranch})
		}
	}
	content := v.digest.Content
	var listed []newIssue
	if content.Shows(PartWorst) {
		listed = worstOf(found)
	}
	var authors []authorCount
	if content.Shows(PartAuthors) {
		authors = v.topAuthors(found)
	}
	v.people = v.people.Mentioning(authorsOf(listed, authors)...)
	worst, menu := v.worst(listed, len(found))
	m = append(m, worst...)
	if content.Shows(PartRules) {
		m = append(m, v.topRules(found)...)
	}
	m = append(m, v.authors(authors)...)
	m = append(m, v.sampled(len(found))...)
	if content.Shows(PartMetrics) {
		m = append(m, v.metricsBelow()...)
	}
	if v.aged {
		m = append(m, kit.Para(kit.Phrase(v.Words, "post.old", "Count", v.old, "Number", kit.Bold(kit.Thousands(v.old)))))
	}
	m = append(m, v.failures()...)
	m = append(m, v.otherFailedLimits()...)
	if content.Shows(PartTrend) && v.single() {
		m = append(m, v.chart()...)
	}
	if len(menu.Options) > 0 {
		m = append(m, kit.Buttons{menu})
	}
	return m
}

// severityTable shows open issues by severity, their change, and new issues.
func (v postView) severityTable() kit.Message {
	n := sumOf(v.branches)
	if !n.counted || n.news == 0 && n.fixed == 0 && n.change == 0 {
		return nil
	}
	var was, now api.SeverityCounts
	for _, b := range v.branches {
		if b.Comparable() {
			was, now = change.Plus(was, b.Was.Open), change.Plus(now, b.Now.Open)
		}
	}
	all := v.openBy(v.branches)
	t := kit.NewTable(v.Words, "head.open", "head.change", "head.new", "")
	for _, one := range api.Severities() {
		news := "–" // severities that do not count as new have no figure
		if counted := v.digest.Content.Severity; len(counted) == 0 || slices.Contains(counted, one) {
			news = kit.Thousands(n.opened.Of(one))
		}
		t.Rows = append(t.Rows, []string{kit.Thousands(all.Of(one)), screen.Signed(now.Of(one) - was.Of(one)), news, screen.SeverityMark(v, one)})
	}
	return kit.Message{t}
}

// worstOf is the worst of the new issues.
func worstOf(found []newIssue) []newIssue {
	rank := func(i newIssue) int {
		if !i.Severity.Valid() {
			return len(api.Severities()) + 1
		}
		return int(i.Severity)
	}
	found = slices.SortedStableFunc(slices.Values(found), func(a, b newIssue) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(b.ScanOpen, a.ScanOpen), cmp.Compare(b.ID, a.ID))
	})
	return found[:min(len(found), maxWorst)]
}

// worst lists the worst of so many new issues, and offers to open them.
func (v postView) worst(listed []newIssue, found int) (kit.Message, kit.Menu) {
	menu := kit.Menu{ID: "run/told_issue", Placeholder: v.Say("issues.open")}
	if len(listed) == 0 {
		return nil, menu
	}
	var rows kit.Rows
	for _, i := range listed {
		said := kit.Name(i.Message, kit.Name(i.RuleName, i.Rule, 60), 100)
		facts := issues.IssueFacts(v.Screen, i.Issue, v.people)
		if !v.single() {
			facts = append(facts, kit.Text(" · "+v.label(i.branch)))
		}
		rows = append(rows, []kit.Line{
			{kit.Bold(screen.SeverityMark(v, i.Severity)), kit.Text("  "), kit.Link(v.site.Issue(i.Ref(i.branch.Ref)), said)},
			facts,
		})
		menu.Options = append(menu.Options, issues.IssueOption(i.branch.Ref, i.Issue))
	}
	title := v.Say("post.worst", "Count", len(rows))
	if found == len(rows) && !slices.ContainsFunc(v.branches, func(b branchNews) bool { return b.sampled }) {
		title = v.Say("post.all_new", "Count", len(rows))
	}
	return kit.Message{kit.Para{kit.Bold(title)}, rows}, menu
}

// topRules counts the new issues by rule, the most frequent first.
func (v postView) topRules(found []newIssue) kit.Message {
	counts := map[string]int{}
	for _, i := range found {
		counts[kit.Name(i.RuleName, kit.Name(i.Rule, "?", 60), 60)]++
	}
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	t := kit.NewTable(v.Words, "head.new", "head.rule")
	for _, w := range words[:min(len(words), maxTops)] {
		t.Rows = append(t.Rows, []string{kit.Thousands(counts[w]), w})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return kit.Message{t}
}

// sampled says that the lists cover only some of the new issues.
func (v postView) sampled(listed int) kit.Message {
	if listed > 0 && slices.ContainsFunc(v.branches, func(b branchNews) bool { return b.sampled }) {
		return kit.Message{kit.Note(kit.Phrase(v.Words, "post.sampled", "Count", listed))}
	}
	return nil
}

// chart shows the open issues over the last scans of a branch.
func (v postView) chart() kit.Message {
	if !v.branches[0].changes {
		return nil
	}
	d := scans.TrendCard{Kind: scans.TrendIssues, Zone: v.zone(), Lint: v.branches[0].trend}
	points := d.Points()
	if len(points) < scans.LeastScans {
		return nil
	}
	return kit.Message{kit.Para(d.Sentence(v.Screen, points)), d.Chart(v.Screen, points)}
}

// Limits of the lists in the thread.
const (
	maxWorst        = 5
	maxTops         = 5 // rules, and authors
	maxFailedLimits = 10
)
