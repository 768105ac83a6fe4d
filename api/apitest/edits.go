package apitest

import (
	"maps"
	"slices"
	"time"
)

// edit is what people changed about one issue.
type edit struct {
	decisions []decision // oldest first
	author    *any       // nil: not changed
	severity  int        // 0: not changed
	rated     time.Time  // when the severity was
	at        time.Time  // of the last change
	by        string
	comments  []comment // oldest first
}

// decision is a resolution that was set.
type decision struct {
	at         time.Time
	state      int   // 0: left as it was
	resolution any   // null after the issue was opened again
	scan       int64 // that set it, 0 for a person
}

// comment is an action on an issue.
type comment struct {
	id              int64
	action, message string
	at              time.Time
	by              string
}

// edited is an issue that people changed. It is a class of its own, whose row lies behind those of the table.
type edited struct {
	*edit

	i    int // index of the issue
	base class
}

// adopt gives every edited issue a class of its own.
func (l *ledger) adopt(edits map[int]*edit) {
	for _, i := range slices.Sorted(maps.Keys(edits)) {
		if i >= l.total() {
			continue
		}
		base := l.class(i)
		l.taken[base]++
		l.own = append(l.own, edited{edits[i], i, base})
	}
	for k, x := range l.own {
		l.rowOf[x.i] = rows + k
	}
}

// edit returns what people changed about the issue of a class of its own, nil for other classes.
func (l *ledger) edit(c class) *edit {
	if c.row < rows {
		return nil
	}
	return l.own[c.row-rows].edit
}

// base returns the class that an issue would have if nobody had changed it.
func (l *ledger) base(c class) class {
	if c.row < rows {
		return c
	}
	return l.own[c.row-rows].base
}

// width is the number of rows, with those of edited issues.
func (l *ledger) width() int { return rows + len(l.own) }

// since returns the first good scan that ended after a change, which the counts that are stored with it know of; it is the
// number of scans when there was none.
func (l *ledger) since(at time.Time) int {
	return slices.IndexFunc(append(slices.Clone(l.scans), scan{created: at.Add(time.Hour)}), func(x scan) bool { return x.end().After(at) })
}

// decided returns the last decision before a good scan, if one changed the state.
func (l *ledger) decided(e *edit, nth int, changesState bool) (d decision, ok bool) {
	if e == nil {
		return decision{}, false
	}
	for _, d := range slices.Backward(e.decisions) {
		if l.since(d.at) <= nth && (d.state != 0 || !changesState) {
			return d, true
		}
	}
	return decision{}, false
}

// stateAfter returns the state that an issue had after a good scan; the number of scans stands for now.
func (l *ledger) stateAfter(c class, nth int) int {
	base := l.base(c)
	end, again := l.closing(base), l.again(base)
	closed := end >= 0 && end <= nth && end < len(l.scans) && (again < 0 || again > nth || again >= len(l.scans))
	d, ok := l.decided(l.edit(c), nth, true)
	switch {
	case ok && d.state == stateActive && closed && end >= l.since(d.at):
		return stateClosed
	case ok:
		return d.state
	case l.resolved(base):
		return stateResolved
	case closed:
		return stateClosed
	}
	return stateActive
}

// ruleAfter returns the index of the rule that an issue was counted under after a good scan.
func (l *ledger) ruleAfter(c class, nth int) int {
	which := l.ruleOf(l.base(c))
	if e := l.edit(c); e != nil && e.severity != 0 && l.since(e.rated) <= nth {
		return rated(which, e.severity)
	}
	return which
}

// follow adds an edited issue to the counts: where it would be without the changes, until the scans that know of them.
func (l *ledger) follow(c class) {
	before := 0
	for nth := c.opened; nth < len(l.scans); nth++ {
		state, which := l.stateAfter(c, nth), l.ruleAfter(c, nth)
		switch {
		case nth == c.opened:
			l.fresh[nth][which]++
		case nth == l.again(l.base(c)) && state == stateActive:
			l.fresh[nth][which]++
		case state == stateClosed && before != stateClosed:
			l.fixed[nth]++
		}
		l.after[nth][which][state]++
		before = state
	}
}

// now counts the issues as they are, with the changes that no scan knows of yet.
func (l *ledger) now() []tally {
	last := len(l.scans) - 1
	after := slices.Clone(l.after[last])
	for k, x := range l.own {
		c := class{x.base.opened, rows + k}
		after[l.ruleAfter(c, last)][l.stateAfter(c, last)]--
		after[l.which(c)][l.state(c)]++
	}
	return after
}
