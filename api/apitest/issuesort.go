package apitest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// sortKey is one field of an order.
type sortKey struct {
	name string
	down bool
}

// sortable are the fields that issues can be sorted by, without their ID. null comes first.
var sortable = map[string]func(*ledger, class) any{
	"severity":               func(l *ledger, c class) any { return ratedRules[l.which(c)].severity },
	"category":               func(l *ledger, c class) any { return ratedRules[l.which(c)].category },
	"state":                  func(l *ledger, c class) any { return l.state(c) },
	"resolution":             func(l *ledger, c class) any { return l.resolution(c) },
	"author":                 func(l *ledger, c class) any { return l.author(c) },
	"language":               func(l *ledger, c class) any { return l.language(c) },
	"file_path":              func(l *ledger, c class) any { return l.fileOf(c).path() },
	"checkrule_real_name":    func(l *ledger, c class) any { return l.rule(c).real },
	"checkrule_display_name": func(l *ledger, c class) any { return l.rule(c).display },
	"checktool_name":         func(l *ledger, c class) any { return l.rule(c).tool.name },
	"scan_open":              func(l *ledger, c class) any { return l.opener(c) },
	"scan_fix":               func(l *ledger, c class) any { id, _ := l.fix(c); return id },
	"fixed_time":             func(l *ledger, c class) any { _, at := l.fix(c); return at },
	"ci_time":                func(l *ledger, c class) any { return isoOr(l.committed(c)) },
}

// issueOrder reads the parameter. Like the server it ignores unknown fields.
func issueOrder(text string) []sortKey {
	var keys []sortKey
	for name := range strings.SplitSeq(text, ",") {
		k := sortKey{name: strings.TrimPrefix(strings.TrimSpace(name), "-"), down: strings.HasPrefix(strings.TrimSpace(name), "-")}
		if _, ok := sortable[k.name]; ok || k.name == "id" {
			keys = append(keys, k)
		}
	}
	return keys
}

// matching finds the issues whose class passes, sorted by ID. The function that it returns is fastest when called for
// consecutive indexes.
func (l *ledger) matching(pass func(class) bool) (found func(int) int, total int) {
	mask, perScan := l.mask(func(c class) int {
		if pass == nil || pass(c) {
			return 1
		}
		return 0
	})
	for _, n := range perScan {
		total += n
	}
	last, at := -1, -1 // where the previous call ended
	return func(want int) int {
		if last < 0 || want != last+1 {
			at = -1
			last = -1
			for opened := 0; opened < len(perScan) && want-last > perScan[opened]; opened++ {
				last += perScan[opened]
				at = l.until[opened] - 1
			}
		}
		for opened := l.class(at + 1).opened; last < want; {
			at++
			for at >= l.until[opened] {
				opened++
			}
			if c := l.classIn(opened, at); mask[opened*l.width()+c.row] > 0 {
				last++
			}
		}
		return at
	}, total
}

// mask holds a number for every class, and counts the issues of a scan whose class has a positive one.
func (l *ledger) mask(number func(class) int) (mask, perScan []int) {
	mask, perScan = make([]int, len(l.scans)*l.width()), make([]int, len(l.scans))
	l.classes(func(c class, many int) {
		if n := number(c); n > 0 {
			mask[c.opened*l.width()+c.row] = n
			perScan[c.opened] += many
		}
	})
	return mask, perScan
}

// sorted finds the issues that pass in another order, with equal ones sorted by ID. It sorts classes, not issues.
func (l *ledger) sorted(pass func(class) bool, order []sortKey) (found func(int) int, total int) {
	down := false
	if at := slices.IndexFunc(order, func(k sortKey) bool { return k.name == "id" }); at >= 0 {
		down = order[at].down
		order = order[:at] // IDs are unique: nothing remains to be sorted
	}
	ranks, sizes := l.ranked(pass, order)
	for _, n := range sizes {
		total += n
	}
	mask, _ := l.mask(func(c class) int { return ranks[c] })
	places := make(map[int][]int) // by rank, of those already requested
	return func(want int) int {
		for i, n := range sizes {
			if want >= n {
				want -= n
				continue
			}
			rank := i + 1
			if places[rank] == nil {
				for i := range l.total() {
					if mask[sortedClass(l, i)] == rank {
						places[rank] = append(places[rank], i)
					}
				}
				if down {
					slices.Reverse(places[rank])
				}
			}
			return places[rank][want]
		}
		return 0
	}, total
}

// ranked numbers the classes that pass from 1 in an order; equal ones have one number. sizes are how many issues each
// number has.
func (l *ledger) ranked(pass func(class) bool, order []sortKey) (ranks map[class]int, sizes []int) {
	type keyed struct {
		class
		keys []any
	}
	var all []keyed
	l.classes(func(c class, _ int) {
		if pass != nil && !pass(c) {
			return
		}
		x := keyed{class: c}
		for _, k := range order {
			x.keys = append(x.keys, sortable[k.name](l, c))
		}
		all = append(all, x)
	})
	compare := func(a, b keyed) int {
		for i, k := range order {
			if n := compareKeys(a.keys[i], b.keys[i]); n != 0 {
				if k.down {
					return -n
				}
				return n
			}
		}
		return 0
	}
	slices.SortStableFunc(all, compare)
	ranks = make(map[class]int, len(all))
	for i, x := range all {
		if i == 0 || compare(all[i-1], x) != 0 {
			sizes = append(sizes, 0)
		}
		ranks[x.class] = len(sizes)
		sizes[len(sizes)-1] += l.many(x.class)
	}
	return ranks, sizes
}

func sortedClass(l *ledger, i int) int {
	c := l.class(i)
	return c.opened*l.width() + c.row
}

func compareKeys(a, b any) int {
	switch {
	case a == nil || b == nil:
		return cmp.Compare(truth(a != nil), truth(b != nil))
	}
	if x, ok := float(a); ok {
		y, _ := float(b)
		return cmp.Compare(x, y)
	}
	return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b))
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
