package apitest

import "sort"

// Issues fall into classes: those that one good scan opened and that stand in the same row of a fixed table have the
// same rule, file, author and fate. So what a million issues add up to is worked out from a few thousand classes, and
// which class an issue is in from its place in the list.
const rows = 1021

// row is what the table says of one class of every scan.
type row struct {
	slot     int // which of a project's languages
	lot      int // a number between 0 and 99 that decides on the fate
	after    int // how many good scans later it is fixed
	sooner   int // the same for what the bad day brought
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

// class is a good scan by its place, and a row.
type class struct{ opened, row int }

// ledger is the account of a project's issues over its good scans.
type ledger struct {
	p     *project
	scans []scan    // the good ones
	until []int     // how many issues there were after each
	rules [rows]int // by row, the place in checkRules
	spike int       // the bad day
	shift int       // where the first issue stands in the table
	after [][]tally // by scan and rule
	fresh [][]int   // opened, by scan and rule
	fixed []int     // by scan
}

// ledger finds or makes the account of a project. Needs the lock.
func (s *Server) ledger(p *project) *ledger {
	good := goods(s.history(p))
	if l, ok := s.ledgers[p.id]; ok && len(l.scans) == len(good) {
		return l
	}
	if len(s.ledgers) > 32 {
		clear(s.ledgers)
	}
	l := newLedger(p, good)
	s.ledgers[p.id] = l
	return l
}

func newLedger(p *project, good []scan) *ledger {
	l := &ledger{p: p, scans: good, shift: mix(p.Seed, 40) % rows}
	l.until, l.spike = opening(p, len(good))
	byLang := make(map[string][]int)
	for r := range rows {
		lang := p.langOf(table[r].slot).name
		if byLang[lang] == nil {
			byLang[lang] = rulesOf(lang)
		}
		l.rules[r] = pick(byLang[lang], table[r].ordinary)
	}
	l.book()
	return l
}

// opening is how many issues there were after each good scan: most from the first one on, one bad day, and a few a day.
func opening(p *project, n int) (until []int, spike int) {
	planned := 0 // the good scans that were over when the server began
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
	for i := range n {
		switch {
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

// book enters every class where it opens and where it closes, and sums up.
func (l *ledger) book() {
	n := len(l.scans)
	l.fixed = make([]int, n)
	for range n {
		l.after = append(l.after, make([]tally, len(checkRules)))
		l.fresh = append(l.fresh, make([]int, len(checkRules)))
	}
	for opened := range n {
		for r := range rows {
			many := l.many(class{opened, r})
			if many == 0 {
				continue
			}
			which, c := l.rules[r], class{opened, r}
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
		}
	}
	for i := 1; i < n; i++ {
		for which := range checkRules {
			for state := range l.after[i][which] {
				l.after[i][which][state] += l.after[i-1][which][state]
			}
		}
	}
}

// total is how many issues there are, of all states.
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

// many is how many issues a class has.
func (l *ledger) many(c class) int {
	from, to := l.from(c.opened), l.until[c.opened]
	first := (c.row - (from+l.shift)%rows + rows) % rows // how far the row's first issue is from the scan's first
	if first >= to-from {
		return 0
	}
	return 1 + (to-from-1-first)/rows
}

// class finds the class of an issue by its place in the list.
func (l *ledger) class(i int) class {
	return class{sort.SearchInts(l.until, i+1), (i + l.shift) % rows}
}

// resolved tells whether people settled it: they went through the first findings, and left the later ones open.
func (l *ledger) resolved(c class) bool { return c.opened == 0 && table[c.row].lot < 8 }

// closing is the good scan that finds it fixed, or -1.
func (l *ledger) closing(c class) int {
	w := table[c.row]
	switch {
	case l.resolved(c) || w.lot >= 78:
		return -1
	case c.opened == l.spike:
		return c.opened + w.sooner
	}
	return c.opened + w.after
}

func (l *ledger) state(c class) int {
	end := l.closing(c)
	switch {
	case l.resolved(c):
		return stateResolved
	case end >= 0 && end < len(l.scans):
		return stateClosed
	}
	return stateActive
}

// resolution is null where nobody said anything.
func (l *ledger) resolution(c class) any {
	lot := mix(int64(c.row), 37)
	switch l.state(c) {
	case stateResolved:
		return pick([]int{1, 2, 2, 3, 3, 7}, lot)
	case stateClosed:
		return pick([]int{1, 1, 1, 1, 1, 1, 1, 1, 5, 6}, lot)
	}
	switch {
	case lot%9 == 0:
		return 0 // settled once, and opened again by hand
	case lot%61 == 1:
		return 8 // a comment in the code says so, which does not settle it
	}
	return nil
}

func (l *ledger) rule(c class) checkRule {
	r := checkRules[l.rules[c.row]]
	if l.p.Hostile {
		return hostileRule(r)
	}
	return r
}

// draw is a number of a class, for a purpose.
func (l *ledger) draw(c class, purpose int64) int {
	return mix(l.p.Seed, int64(c.opened), int64(c.row), purpose)
}

// classes visits all that have issues.
func (l *ledger) classes(visit func(c class, many int)) {
	for opened := range l.scans {
		for r := range rows {
			if many := l.many(class{opened, r}); many > 0 {
				visit(class{opened, r}, many)
			}
		}
	}
}
