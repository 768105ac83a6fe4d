package apitest

import "fmt"

// getIssue serves one issue with its places and traces.
func (c *call) getIssue() (any, *refusal) {
	l := c.s.ledger(c.proj)
	i := c.id("issue") - l.p.issueID(0)
	if i < 0 || i >= int64(l.total()) {
		return nil, notFound
	}
	c.s.made++
	return l.detail(int(i)), nil
}

func (l *ledger) detail(i int) obj {
	x := l.issue(i)
	o, _ := l.issueJSON(i).(obj)
	opened := l.scans[x.opened]
	stamps(o, iso(opened.end()), iso(opened.end()))
	if e := l.edit(x.class); e != nil {
		o["modifier"], o["modified_time"] = e.by, iso(e.at)
	}
	o["checkrule_gid"], o["checkrule_rule_title"], o["category"] = x.rule.gid, x.rule.title, x.rule.category
	o["scan_revision"], o["tapd_bug_id"], o["issue_details"] = l.p.revision(opened.n), nil, l.places(x)
	return o
}

// places returns where an issue was reported: usually one line, sometimes sixty.
func (l *ledger) places(x issue) []any {
	h := mix(l.p.Seed, int64(x.i), 50)
	n := 1
	switch {
	case x.i%97 == 13:
		n = 60
	case h%5 == 0:
		n = 2 + h/5%3
	}
	at := iso(l.scans[len(l.scans)-1].end())
	author, _ := l.author(x.class).(string)
	all := []any{}
	for i := range n {
		id := uuid(l.p.issueID(x.i), int64(i))
		var column any
		if h%7 > 0 {
			column = 1 + (h/7+i)%80
		}
		d := stamps(obj{
			"issuedetail_uuid": id, "issue_refers": []any{}, "author": author, "line": min(x.line+i*3, max(1, x.file.total())), "column": column,
			"scan_revision": l.p.revision(l.scans[len(l.scans)-1].n), "real_revision": "", "is_latest": true, "project": l.p.id, "issue": nil,
		}, at, at)
		if i == 0 && h%9 == 4 {
			d["issue_refers"] = l.trace(x, id, at)
		}
		all = append(all, d)
	}
	return all
}

// trace returns the path of a value to the place.
func (l *ledger) trace(x issue, id, at string) []any {
	all := []any{}
	for seq, text := range []string{"%s is read here", "传入 %s", "%s reaches the call unchecked"} {
		var column any
		if seq > 0 {
			column = 4 * seq
		}
		all = append(all, stamps(obj{
			"id": l.p.issueID(x.i)*10 + int64(seq), "project_id": l.p.id, "issuedetail_uuid": id, "issue_hash": hash(l.p.issueID(x.i)),
			"file_path": x.file.path(), "line": max(1, x.line-8+seq*4), "column": column, "msg": fmt.Sprintf(text, x.noun), "seq": seq,
		}, at, at))
	}
	return all
}
