package apitest

import (
	"slices"
	"strings"
	"time"
)

// issue is one reported problem.
type issue struct {
	class

	i    int // index in the list
	rule checkRule
	file file
	noun string
	line int
}

// issueID leaves room for as many issues as a project can have.
func (p *project) issueID(i int) int64 {
	if p.Issues > 90_000 {
		return p.id*10_000_000 + int64(i) + 1
	}
	return p.id*100_000 + int64(i) + 1
}

// issue returns the i-th issue of a project.
func (l *ledger) issue(i int) issue {
	c := l.class(i)
	x := issue{class: c, i: i, rule: l.rule(c), file: l.fileOf(c), noun: pick(nouns, l.draw(c, 41))}
	x.line = 3 + mix(l.p.Seed, int64(i), 42)%max(1, x.file.total()-4)
	return x
}

func (l *ledger) fileNumber(c class) int {
	return l.p.fileFor(ratedRules[l.which(c)].lang, l.draw(c, 43))
}

func (l *ledger) fileOf(c class) file { return l.p.file(l.fileNumber(c), len(l.scans)-1) }

func (l *ledger) author(c class) any {
	if e := l.edit(c); e != nil && e.author != nil {
		return *e.author
	}
	return l.p.author(l.draw(c, 44))
}

// committed returns when the code was committed, which is unknown for some.
func (l *ledger) committed(c class) time.Time {
	h := l.draw(c, 45)
	before := time.Duration(h/11%17+1) * time.Hour
	switch {
	case h%11 == 0:
		return time.Time{}
	case c.opened == 0:
		before = time.Duration(h/11%300) * 25 * time.Hour
	}
	return l.scans[c.opened].created.Truncate(time.Minute).Add(-before)
}

func (l *ledger) language(c class) any {
	if l.draw(c, 46)%25 == 0 {
		return nil
	}
	return ratedRules[l.which(c)].lang
}

// fix returns the scan that closed the issue, and when it was closed or resolved.
func (l *ledger) fix(c class) (scanID, at any) {
	switch l.state(c) {
	case stateClosed:
		x := l.scans[l.closing(c)]
		return l.p.scanID(x), iso(x.start())
	case stateResolved:
		if d, ok := l.decided(l.edit(c), len(l.scans), true); ok {
			return orNull(d.scan), iso(d.at)
		}
		return nil, iso(l.scans[0].end())
	}
	return nil, nil
}

func (l *ledger) msg(x issue) string {
	if l.p.Hostile && x.i%2 == 0 {
		return pick(Hostile(), x.i/2)
	}
	return strings.ReplaceAll(x.rule.msg, "%s", x.noun)
}

// issueJSON returns an item of the list.
func (l *ledger) issueJSON(i int) any {
	x := l.issue(i)
	o := obj{
		"id": l.p.issueID(i), "file_path": x.file.path(), "project": l.p.id, "repo": l.p.repo.ID,
		"checkrule_real_name": x.rule.real, "checkrule_display_name": x.rule.display, "checktool_name": x.rule.tool.name,
		"msg": l.msg(x), "state": l.state(x.class), "resolution": l.resolution(x.class), "author": l.author(x.class),
		"severity": x.rule.severity, "revision": l.p.revision(-1 - l.draw(x.class, 47)%37), "ci_time": isoOr(l.committed(x.class)),
		"scan_open": l.p.scanID(l.scans[l.opener(x.class)]), "language": l.language(x.class), "file_owners": nil,
		"is_external": false, "scm_url": "", "real_file_path": "", "tapd_ws_id": nil,
	}
	o["scan_fix"], o["fixed_time"] = l.fix(x.class)
	if l.draw(x.class, 48)%12 == 0 {
		o["file_owners"] = "owner1;owner2"
	}
	if l.draw(x.class, 49)%40 == 0 {
		o["is_external"], o["scm_url"], o["real_file_path"] = true, "http://git.example.com/third/sub", x.file.name
	}
	return o
}

// listIssues serves the list sorted by ID, as version 1 does with any ordering.
func (c *call) listIssues() (any, *refusal) { return c.issues(nil), nil }

// orderedIssues serves the list of version 3, which can be sorted.
func (c *call) orderedIssues() (any, *refusal) { return c.issues(issueOrder(c.q("ordering"))), nil }

func (c *call) issues(order []sortKey) any {
	l := c.s.ledger(c.proj)
	pass := c.issueFilter(l)
	switch {
	case c.bad != nil:
		return nil
	case pass == nil && len(order) == 0:
		return c.paged(l.total(), l.issueJSON)
	case len(order) == 0:
		found, total := l.matching(pass)
		return c.paged(total, func(i int) any { return l.issueJSON(found(i)) })
	}
	found, total := l.sorted(pass, order)
	return c.paged(total, func(i int) any { return l.issueJSON(found(i)) })
}

// issueFilter combines all filters to one test; it is nil when there is none. Only the path is expensive to compute.
func (c *call) issueFilter(l *ledger) func(class) bool {
	var tests []func(class) bool
	if set, ok := c.anyOf("state"); ok {
		tests = append(tests, func(k class) bool { return set[l.state(k)] })
	}
	if set, ok := c.anyOf("severity"); ok {
		tests = append(tests, func(k class) bool { return set[ratedRules[l.which(k)].severity] })
	}
	if set, ok := c.anyOf("resolution"); ok {
		tests = append(tests, func(k class) bool { n, ok := l.resolution(k).(int); return ok && set[n] })
	}
	if set, ok := c.anyOf("checkpackage"); ok {
		tests = append(tests, func(k class) bool { return set[packageOf(l.which(k))] })
	}
	if name := c.q("author"); name != "" {
		tests = append(tests, func(k class) bool { a, ok := l.author(k).(string); return ok && strings.EqualFold(a, name) })
	}
	for name, text := range map[string]func(checkRule) string{
		"checkrule_display_name": func(r checkRule) string { return r.display },
		"checkrule_real_name":    func(r checkRule) string { return r.real },
		"checktool_name":         func(r checkRule) string { return r.tool.name },
	} {
		if want := c.q(name); want != "" {
			tests = append(tests, func(k class) bool { return fold(text(l.rule(k)), want) })
		}
	}
	if id, ok := c.number("scan_open"); ok {
		tests = append(tests, func(k class) bool { return float64(l.p.scanID(l.scans[l.opener(k)])) == id })
	}
	if id, ok := c.number("scan_fix"); ok {
		tests = append(tests, func(k class) bool {
			return l.state(k) == stateClosed && float64(l.p.scanID(l.scans[l.closing(k)])) == id
		})
	}
	if c.q("ci_time_gte")+c.q("ci_time_lte") != "" {
		in := c.window("ci_time_gte", "ci_time_lte", "")
		tests = append(tests, func(k class) bool { return in(l.committed(k)) })
	}
	if part := c.q("file_path"); part != "" {
		tests = append(tests, func(k class) bool { return fold(l.fileOf(k).path(), part) })
	}
	if len(tests) == 0 {
		return nil
	}
	return func(k class) bool { return !slices.ContainsFunc(tests, func(t func(class) bool) bool { return !t(k) }) }
}
