package apitest

// which returns the index of a class's rule in ratedRules.
func (l *ledger) which(c class) int { return l.ruleAfter(c, len(l.scans)) }

// ruleOf returns the index of the rule of a class that nobody changed.
func (l *ledger) ruleOf(c class) int {
	if r := l.scans[c.opened].run; r != nil && r.Severity > 0 {
		lang := checkRules[l.rules[c.row]].lang
		if severe := l.severe[severity{lang, r.Severity}]; len(severe) > 0 {
			return pick(severe, table[c.row].ordinary)
		}
	}
	return l.rules[c.row]
}

// severity selects the rules of a language.
type severity struct {
	lang  string
	level int
}

// bySeverity sorts the rules of a project's languages by severity.
func (l *ledger) bySeverity() map[severity][]int {
	all := make(map[severity][]int)
	for _, lang := range l.p.Languages {
		for _, i := range rulesOf(lang) {
			key := severity{lang, checkRules[i].severity}
			all[key] = append(all[key], i)
		}
	}
	return all
}

// settle has each started scan close as many issues as its plan says: the newest ones that are open. What it would have
// closed otherwise is left to the next scan. It is exact if no class has more than one issue, as in all but huge projects.
func (l *ledger) settle() {
	due := l.due()
	for at, x := range l.scans {
		if x.run == nil {
			continue
		}
		for _, c := range due[at] {
			if l.closing(c) == at {
				l.moved[c] = at + 1
				due[at+1] = append(due[at+1], c)
			}
		}
		for left, opened := x.run.Fixes, at-1; left > 0 && opened >= 0; opened-- {
			for r := range rows {
				c := class{opened, (r + l.from(opened) + l.shift) % rows} // the first one that it opened first
				many := l.many(c)
				if many == 0 || many > left {
					if r >= l.until[opened]-l.from(opened) {
						break
					}
					continue
				}
				if end := l.closing(c); !l.resolved(c) && (end < 0 || end > at) {
					l.moved[c] = at
					left -= many
				}
			}
		}
	}
}

// due lists the classes by the scan that closes them, if any scan was started by a request.
func (l *ledger) due() map[int][]class {
	for _, x := range l.scans {
		if x.run != nil {
			due := make(map[int][]class)
			l.classes(func(c class, _ int) {
				if end := l.closing(c); end >= 0 {
					due[end] = append(due[end], c)
				}
			})
			return due
		}
	}
	return nil
}
