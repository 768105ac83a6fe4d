package apitest

// Issues that a scan finds again keep their ID, and get that scan as the one that opened them; when they were closed, and
// why, is forgotten. So the order of IDs is not that of age, and what was counted of an older scan no longer holds: the
// counts that are stored with a scan keep what it found, those that are counted on request drift away from them.

// again returns the good scan that finds an issue again after another one closed it, or -1.
func (l *ledger) again(c class) int {
	end := l.closing(c)
	if !l.p.Reopens || end < 0 || table[l.base(c).row].lot%4 != 0 {
		return -1
	}
	return end + 1 + table[l.base(c).row].ordinary%5
}

// reopened reports whether an issue was found again.
func (l *ledger) reopened(c class) bool {
	again := l.again(c)
	return again >= 0 && again < len(l.scans)
}

// opener returns the good scan that an issue now counts as opened by.
func (l *ledger) opener(c class) int {
	if l.reopened(c) {
		return l.again(c)
	}
	return c.opened
}

// closer returns the good scan that an issue now counts as closed by, or -1.
func (l *ledger) closer(c class) int {
	if l.state(c) != stateClosed {
		return -1
	}
	return l.closing(c)
}

// drifted counts what a scan opened and closed as it can be counted now: an issue that was found again since counts for the
// scan that found it again, and is not closed.
func (l *ledger) drifted(nth int) (opened []tally, fixed int) {
	opened = make([]tally, len(ratedRules))
	l.classes(func(c class, many int) {
		if l.opener(c) == nth && (l.edit(c) == nil || l.state(c) != stateResolved) {
			opened[l.which(c)][stateActive] += many
		}
		if l.closer(c) == nth {
			fixed += many
		}
	})
	return opened, fixed
}
