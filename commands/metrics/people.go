package metrics

import (
	"cmp"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
)

// people are the values of two filters for people. TCA takes one name for each: where one means the person who asks, who may
// have several, the list is the union of a list for each pair of names.
type people struct{ first, second string }

// peopleOf lists the pairs of names that two filters stand for; "" is no filter.
func peopleOf(r *command.Request, first, second string) []people {
	var all []people
	for _, one := range namesOr(command.AuthorNames(r, first)) {
		for _, two := range namesOr(command.AuthorNames(r, second)) {
			all = append(all, people{one, two})
		}
	}
	return all
}

func namesOr(names []string) []string {
	if len(names) == 0 {
		return []string{""}
	}
	return names
}

// united is the list of all pairs of names.
func united[T any](all []people, compare func(a, b T) int, of func(people) paged.Fetcher[T]) paged.Fetcher[T] {
	lists := make([]paged.Fetcher[T], len(all))
	for i, p := range all {
		lists[i] = of(p)
	}
	return paged.Union(compare, lists...)
}

// mineOf are the names that "me" stands for in one of the filters; none when neither means the person who asks.
func mineOf(r *command.Request, first, second string) []string {
	if command.IsMe(first) || command.IsMe(second) {
		return command.MyNames(r.Username, r.Names)
	}
	return nil
}

// withNames adds to a list for which names of the person who asks it was made.
func withNames(s command.Screen, l screen.List, names []string) screen.List {
	if len(names) == 0 {
		return l
	}
	l.Lead = append(l.Lead, screen.MyNames(s, names))
	l.Rare = append(l.Rare, screen.NamesButton(s))
	return l
}

// filesInOrder compares complex files as TCA orders them, equal ones by ID.
func filesInOrder(by api.Order) func(a, b api.ComplexFile) int {
	return ordered(by, func(a, b api.ComplexFile) int {
		switch max(by, -by) {
		case api.OrderAverage:
			return cmp.Compare(a.Average, b.Average)
		case api.OrderCount:
			return cmp.Compare(a.Functions, b.Functions)
		case api.OrderTime:
			return a.Committed.Compare(b.Committed.Time)
		case api.OrderPath:
			return strings.Compare(a.Path, b.Path)
		case api.OrderScan:
			return cmp.Compare(a.ScanOpen, b.ScanOpen)
		default:
			return cmp.Compare(a.Excess, b.Excess)
		}
	}, func(f api.ComplexFile) int64 { return f.ID })
}

// duplicatesInOrder compares files with duplicate code as TCA orders them, equal ones by ID.
func duplicatesInOrder(by api.Order) func(a, b api.DuplicateFile) int {
	return ordered(by, func(a, b api.DuplicateFile) int {
		switch max(by, -by) {
		case api.OrderPath:
			return strings.Compare(a.Path, b.Path)
		case api.OrderID:
			return cmp.Compare(a.ID, b.ID)
		default:
			return cmp.Compare(a.Rate, b.Rate)
		}
	}, func(f api.DuplicateFile) int64 { return f.ID })
}

func ordered[T any](by api.Order, field func(a, b T) int, id func(T) int64) func(a, b T) int {
	return func(a, b T) int {
		n := field(a, b)
		if by < 0 {
			n = -n
		}
		return cmp.Or(n, cmp.Compare(id(a), id(b)))
	}
}

// worstFirst compares functions: the most complex first.
func worstFirst(a, b api.Function) int {
	return cmp.Or(cmp.Compare(b.Complexity, a.Complexity), cmp.Compare(a.ID, b.ID))
}
