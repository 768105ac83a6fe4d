package apitest

import "fmt"

// states returns a tally with only the states that occur, as in all count objects.
func states(t tally) obj {
	o := obj{}
	for state := stateActive; state <= stateClosed; state++ {
		if t[state] > 0 {
			o[stateWords[state]] = t[state]
		}
	}
	return o
}

func (t tally) plus(u tally) tally {
	for i := range t {
		t[i] += u[i]
	}
	return t
}

// grouped sums up the tallies of rules by a word of each rule.
func grouped(after []tally, word func(checkRule) string) map[string]tally {
	sums := make(map[string]tally)
	for which, t := range after {
		if t != (tally{}) {
			by := word(ratedRules[which])
			sums[by] = sums[by].plus(t)
		}
	}
	return sums
}

func severityWord(r checkRule) string { return severityWords[r.severity] }
func categoryWord(r checkRule) string { return categoryWords[r.category] }
func everything(checkRule) string     { return "" }

func writeStates(sums map[string]tally) obj {
	o := obj{}
	for word, t := range sums {
		o[word] = states(t)
	}
	return o
}

// actives returns the number of open issues by word.
func actives(sums map[string]tally) obj {
	o := obj{}
	for word, t := range sums {
		if t.open() > 0 {
			o[word] = t.open()
		}
	}
	return o
}

// summary counts by category and severity, with the number of rules.
func summary(after []tally) obj {
	o := obj{}
	for which, t := range after {
		if t == (tally{}) {
			continue
		}
		category, severity := categoryWord(ratedRules[which]), severityWord(ratedRules[which])
		if o[category] == nil {
			o[category] = obj{}
		}
		by, _ := o[category].(obj)
		cell, ok := by[severity].(obj)
		if !ok {
			cell = obj{"rule_count": 0}
			by[severity] = cell
		}
		cell["rule_count"] = num(cell["rule_count"]) + 1
		for word, n := range states(t) {
			cell[word] = num(cell[word]) + num(n)
		}
	}
	return o
}

func num(v any) int {
	n, _ := v.(int)
	return n
}

// opened returns a scan's new issues as tallies, all of them open.
func (l *ledger) opened(nth int) []tally {
	all := make([]tally, len(ratedRules))
	for which, n := range l.fresh[nth] {
		all[which][stateActive] = n
	}
	return all
}

// news returns the number of issues that a scan opened, or found again.
func (l *ledger) news(nth int) (n int) {
	for _, many := range l.fresh[nth] {
		n += many
	}
	return n
}

// lintScan returns the code check part of one good scan, as stored at that time.
func (l *ledger) lintScan(nth int) any {
	x, after, fresh := l.scans[nth], l.after[nth], l.opened(nth)
	all := grouped(after, everything)[""]
	return obj{
		"issue_open_num": l.news(nth), "issue_fix_num": l.fixed[nth], "issue_detail_num": all.open()*5/2 + all[stateResolved],
		"scan": obj{"id": l.p.scanID(x), "scan_time": iso(x.start()), "execute_time": clock(x.exec)},
		"current_scan": obj{
			"active_category_detail": actives(grouped(fresh, categoryWord)), "active_severity_detail": actives(grouped(fresh, severityWord)),
			"issue_open_num": l.news(nth), "issue_fix_num": l.fixed[nth],
		},
		"total": obj{
			"state_detail":    states(all),
			"category_detail": writeStates(grouped(after, categoryWord)),
			"severity_detail": writeStates(grouped(after, severityWord)),
		},
		"status": 0, "text": "成功", "description": "success",
		"url":          fmt.Sprintf("http://127.0.0.1:18000/repos/%d/projects/%d/codelint/issues?state=1&scan_open=%d", l.p.repo.ID, l.p.id, l.p.scanID(x)),
		"scan_summary": summary(fresh), "total_summary": summary(after),
	}
}

// liveCounts returns the shorter form with the present numbers.
func (l *ledger) liveCounts(nth int) obj {
	after := l.now()
	opened, fixed := l.drifted(nth)
	return obj{
		"current_scan": obj{
			"issue_open_num": grouped(opened, everything)[""].open(), "issue_fix_num": fixed,
			"active_severity_detail": actives(grouped(opened, severityWord)),
		},
		"total": obj{
			"state_detail":    states(grouped(after, everything)[""]),
			"severity_detail": writeStates(grouped(after, severityWord)),
		},
	}
}
