package apitest

import "sort"

// Issues are grouped in classes: those that the same good scan opened and that have the same row in a fixed table have the
// same rule, file, author and outcome. The totals of a million issues are so computed from a few thousand classes, and the
// class of an issue from its index in the list.
const rows = 1021

// row describes one class of every scan.
type row struct {
	slot     int // index of the language in the project
	lot      int // from 0 to 99, decides on the outcome
	after    int // after how many good scans it is fixed
	sooner   int // the same for issues of the bad day
	ordinary int
}

var table = func() (t [rows]row) {
	for r := range int64(rows) {
		t[r] = row{
			slot: mix(r, 30) % 10, lot: mix(r, 31) % 100, after: 1 + mix(r, 32)%28, sooner: 2 + mix(r, 33)%5, ordinary: mix(r, 34),
		}
	}
	return t
}()

// tally counts issues by state.
type tally [4]int // by state, from 1

func (t tally) open() int { return t[stateActive] }

const (
	stateActive   = 1
	stateResolved = 2
	stateClosed   = 3
)

// class is a good scan, by index, and a row.
type class struct{ opened, row int }

// ledger holds the issue counts of a project over its good scans.
type ledger struct {
	p     *project
	scans []scan    // the good ones
	until []int     // number of issues after each scan
	rules [rows]int // index in checkRules, by row
	spike int       // the bad day
	shift int       // row of the first issue
	after [][]tally // by scan and rule
	fresh [][]int   // opened, by scan and rule
	fixed []int     // by scan

	severe map[severity][]int // rules
	moved  map[class]int      // the scan that closes a class, where a plan decides it

	own   []edited      // the issues that people changed, by row behind those of the table
	rowOf map[int]int   // of these issues
	taken map[class]int // how many issues of a class have their own
}

// ledger returns the counts of a project, from memory or computed. The caller holds the lock.
func (s *Server) ledger(p *project) *ledger {
	good := goods(s.history(p))
	if l, ok := s.ledgers[p.id]; ok && len(l.scans) == len(good) {
		return l
	}
	if len(s.ledgers) > 32 {
		clear(s.ledgers)
	}
	l := newLedger(p, good, s.edits[p.id])
	if s.spread(l) {
		l = newLedger(p, good, s.edits[p.id])
	}
	s.ledgers[p.id] = l
	return l
}

func newLedger(p *project, good []scan, edits map[int]*edit) *ledger {
	l := &ledger{p: p, scans: good, shift: mix(p.Seed, 40) % rows, rowOf: make(map[int]int), taken: make(map[class]int)}
	l.until, l.spike = opening(p, good)
	byLang := make(map[string][]int)
	for r := range rows {
		lang := p.langOf(table[r].slot).name
		if byLang[lang] == nil {
			byLang[lang] = rulesOf(lang)
		}
		l.rules[r] = pick(byLang[lang], table[r].ordinary)
	}
	l.severe, l.moved = l.bySeverity(), make(map[class]int)
	l.settle()
	l.adopt(edits)
	l.book()
	return l
}

// opening computes the number of issues after each good scan: most in the first one, one bad day, and a few every day. Scans
// that were started by a request have plans.
func opening(p *project, good []scan) (until []int, spike int) {
	planned := 0 // good scans before the start of the server
	for i := range p.Scans {
		if code, _ := p.result(i); code == 0 && (!p.odd() || i < p.Scans-1) {
			planned++
		}
	}
	few, bad := p.Issues*18/100, p.Issues*12/100
	spike = planned * 6 / 10
	if planned < 6 {
		few, bad, spike = p.Issues*30/100, 0, -1
	}
	step := few / max(1, planned-1)
	wobble := step / 3
	for i, x := range good {
		switch {
		case x.run != nil && i > 0:
			until = append(until, until[i-1]+x.run.Opens)
			continue
		case x.run != nil:
			until = append(until, max(p.Issues, x.run.Opens))
			continue
		case i >= planned && i > 0:
			until = append(until, until[i-1]+1+step/2+mix(p.Seed, int64(i), 36)%(1+step))
			continue
		case i >= planned-1:
			until = append(until, p.Issues)
			continue
		}
		total := p.Issues - few - bad + few*i/(planned-1)
		if i > 0 && wobble > 0 {
			total += mix(p.Seed, int64(i), 35)%(2*wobble+1) - wobble
		}
		if i >= spike && spike >= 0 {
			total += bad
		}
		until = append(until, total)
	}
	return until, spike
}

// book adds every class to the scans that open and close it, and sums up.
func (l *ledger) book() {
	n := len(l.scans)
	l.fixed = make([]int, n)
	for range n {
		l.after = append(l.after, make([]tally, len(ratedRules)))
		l.fresh = append(l.fresh, make([]int, len(ratedRules)))
	}
	for opened := range n {
		for r := range rows {
			many := l.many(class{opened, r})
			if many == 0 {
				continue
			}
			c := class{opened, r}
			which := l.which(c)
			l.fresh[opened][which] += many
			if l.resolved(c) {
				l.after[opened][which][stateResolved] += many
				continue
			}
			l.after[opened][which][stateActive] += many
			if end := l.closing(c); end >= 0 && end < n {
				l.after[end][which][stateActive] -= many
				l.after[end][which][stateClosed] += many
				l.fixed[end] += many
			}
			if l.reopened(c) {
				again := l.again(c)
				l.fresh[again][which] += many
				l.after[again][which][stateClosed] -= many
				l.after[again][which][stateActive] += many
			}
		}
	}
	l.accumulate()
	for k, x := range l.own {
		l.follow(class{x.base.opened, rows + k})
	}
}

// accumulate turns what every scan changed into what there was after it.
func (l *ledger) accumulate() {
	n := len(l.scans)
	for i := 1; i < n; i++ {
		for which := range ratedRules {
			for state := range l.after[i][which] {
				l.after[i][which][state] += l.after[i-1][which][state]
			}
		}
	}
}

// total returns the number of issues in all states.
func (l *ledger) total() int {
	if len(l.until) == 0 {
		return 0
	}
	return l.until[len(l.until)-1]
}

func (l *ledger) from(opened int) int {
	if opened == 0 {
		return 0
	}
	return l.until[opened-1]
}

// many returns the number of issues of a class.
func (l *ledger) many(c class) int {
	if c.row >= rows {
		return 1
	}
	from, to := l.from(c.opened), l.until[c.opened]
	first := (c.row - (from+l.shift)%rows + rows) % rows // distance from the first issue of the scan to the first in the row
	if first >= to-from {
		return 0
	}
	return 1 + (to-from-1-first)/rows - l.taken[c]
}

// class returns the class of an issue by its index in the list.
func (l *ledger) class(i int) class {
	return l.classIn(sort.SearchInts(l.until, i+1), i)
}

// classIn returns the class of an issue that a scan is known to have opened.
func (l *ledger) classIn(opened, i int) class {
	if row, ok := l.rowOf[i]; ok {
		return class{opened, row}
	}
	return class{opened, (i + l.shift) % rows}
}

// resolved reports whether people resolved it: they did so with the first issues, and left the later ones open.
func (l *ledger) resolved(c class) bool { return c.opened == 0 && table[l.base(c).row].lot < 8 }

// closing returns the good scan that closes it, or -1.
func (l *ledger) closing(c class) int {
	c = l.base(c)
	w := table[c.row]
	if at, ok := l.moved[c]; ok {
		return at
	}
	switch {
	case l.resolved(c) || w.lot >= 78:
		return -1
	case c.opened == l.spike:
		return c.opened + w.sooner
	}
	return c.opened + w.after
}

func (l *ledger) state(c class) int {
	if l.edit(c) != nil {
		return l.stateAfter(c, len(l.scans))
	}
	end := l.closing(c)
	switch {
	case l.resolved(c):
		return stateResolved
	case l.reopened(c):
		return stateActive
	case end >= 0 && end < len(l.scans):
		return stateClosed
	}
	return stateActive
}

// resolution is null when nobody set one.
func (l *ledger) resolution(c class) any {
	if d, ok := l.decided(l.edit(c), len(l.scans), false); ok && (d.state != stateActive || l.state(c) == stateActive) {
		return d.resolution
	}
	lot := mix(int64(l.base(c).row), 37)
	if l.reopened(c) {
		return nil
	}
	switch l.state(c) {
	case stateResolved:
		return pick([]int{1, 2, 2, 3, 3, 7}, lot)
	case stateClosed:
		return pick([]int{1, 1, 1, 1, 1, 1, 1, 1, 5, 6}, lot)
	}
	switch {
	case lot%9 == 0:
		return 0 // resolved once, and reopened by a person
	case lot%61 == 1:
		return 8 // ignored by a comment in the code, which does not close it
	}
	return nil
}

func (l *ledger) rule(c class) checkRule {
	r := ratedRules[l.which(c)]
	if l.p.Hostile {
		return hostileRule(r)
	}
	return r
}

// draw returns a random number of a class for one purpose.
func (l *ledger) draw(c class, purpose int64) int {
	return mix(l.p.Seed, int64(c.opened), int64(l.base(c).row), purpose)
}

// classes calls back for every class that has issues.
func (l *ledger) classes(visit func(c class, many int)) {
	for opened := range l.scans {
		for r := range rows {
			if many := l.many(class{opened, r}); many > 0 {
				visit(class{opened, r}, many)
			}
		}
	}
	for k, x := range l.own {
		visit(class{x.base.opened, rows + k}, 1)
	}
}
