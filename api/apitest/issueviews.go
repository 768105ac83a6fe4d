package apitest

import (
	"slices"
	"strings"
)

// issueSummary serves the counts as they are now, with those of one scan.
func (c *call) issueSummary() (any, *refusal) {
	l := c.s.ledger(c.proj)
	id, byID := c.number("scan_id")
	rev := c.q("scan_revision")
	for nth, x := range slices.Backward(l.scans) {
		if byID && float64(l.p.scanID(x)) == id || rev != "" && l.p.revision(x.n) == rev {
			return l.liveCounts(nth), nil
		}
	}
	return nil, notFound
}

// issueReport serves the counts stored with one scan, by default the last good one.
func (c *call) issueReport() (any, *refusal) {
	l := c.s.ledger(c.proj)
	id, byID := c.number("scan_id")
	for nth, x := range slices.Backward(l.scans) {
		if !byID || float64(l.p.scanID(x)) == id {
			return l.lintScan(nth), nil
		}
	}
	return nil, missing("找不到指定扫描的报告")
}

// severitiesNow serves the open issues by severity; a severity without issues is left out.
func (c *call) severitiesNow() (any, *refusal) {
	l := c.s.ledger(c.proj)
	list, total := []any{}, 0
	if len(l.after) > 0 {
		sums := grouped(l.now(), severityWord)
		for severity, word := range severityWords {
			if n := sums[word].open(); n > 0 {
				list = append(list, obj{"severity": severity, "num": n})
				total += n
			}
		}
	}
	return obj{"lint_issue_num": total, "lint_issue_severity_list": list}, nil
}

// issueAuthors serves the authors of the issues.
func (c *call) issueAuthors() (any, *refusal) {
	l := c.s.ledger(c.proj)
	names := []string{}
	l.classes(func(k class, _ int) {
		if a, ok := l.author(k).(string); ok && a != "" && !slices.Contains(names, a) {
			names = append(names, a)
		}
	})
	slices.Sort(names)
	return names, nil
}

// issueRules serves the number of issues by rule.
func (c *call) issueRules() (any, *refusal) {
	l := c.s.ledger(c.proj)
	type sum struct{ all, open int }
	sums := make(map[string]sum)
	l.classes(func(k class, many int) {
		name := l.rule(k).display
		x := sums[name]
		x.all += many
		if l.state(k) == stateActive {
			x.open += many
		}
		sums[name] = x
	})
	names := make([]string, 0, len(sums))
	for name := range sums {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	list := []any{}
	for _, name := range names {
		list = append(list, obj{"checkrule_display_name": name, "num": sums[name].all, "active_num": sums[name].open})
	}
	return list, nil
}

// issueComments serves the comments on an issue: there are some when a person resolved it.
func (c *call) issueComments() (any, *refusal) {
	l := c.s.ledger(c.proj)
	i := c.id("issue") - l.p.issueID(0)
	if i < 0 || i >= int64(l.total()) {
		return c.paged(0, nil), nil
	}
	k := l.class(int(i))
	var all []comment
	if l.resolved(k) {
		all = append(all, comment{
			id: l.p.issueID(int(i)) * 10, action: "处理", at: l.scans[0].end(), by: "tca_admin",
			message: "状态 未处理 -> 已处理，解决办法 无 -> " + resolutionNames[num(l.resolution(l.base(k)))] + "，理由 <b>测试代码</b> & 评审过",
		})
	}
	if e := l.edit(k); e != nil {
		all = append(all, e.comments...)
	}
	slices.Reverse(all)
	return pagedOf(c, all[:min(len(all), maxComments)], func(x comment) any {
		return obj{
			"id": x.id, "project_id": l.p.id, "issue_id": l.p.issueID(int(i)), "issue_hash": nil, "action": x.action, "message": x.message,
			"created_time": iso(x.at), "creator": x.by,
		}
	}), nil
}

// maxComments is how many comments the real server returns.
const maxComments = 20

var resolutionNames = []string{"无", "修复", "无须修复", "误报", "重复单过滤", "路径过滤", "规则移除", "历史问题", "注释忽略"}
