package apitest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// listing is a list whose items are generated. An unfiltered and unsorted page generates only its own items, any other page
// generates all.
type listing struct {
	c     *call
	n     int
	item  func(int) obj
	tests []func(obj) bool
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (l *listing) keep(t func(obj) bool) { l.tests = append(l.tests, t) }

// anyOf filters by numbers separated by commas; anything else is a 500.
func (l *listing) anyOf(param, key string) {
	if set, ok := l.c.anyOf(param); ok {
		l.keep(func(o obj) bool { n, ok := o[key].(int); return ok && set[n] })
	}
}

// words filters by words separated by commas.
func (l *listing) words(param, key string) {
	if text := l.c.q(param); text != "" {
		l.keep(func(o obj) bool { s, ok := o[key].(string); return ok && slices.Contains(strings.Split(text, ","), s) })
	}
}

// exact filters by a word in any letter case.
func (l *listing) exact(params ...string) {
	for _, param := range params {
		if text := l.c.q(param); text != "" {
			l.keep(func(o obj) bool { s, ok := o[param].(string); return ok && strings.EqualFold(s, text) })
		}
	}
}

// part filters by a part of a text.
func (l *listing) part(params ...string) {
	for _, param := range params {
		if text := l.c.q(param); text != "" {
			l.keep(func(o obj) bool { s, _ := o[param].(string); return fold(s, text) })
		}
	}
}

// between filters by name_gte and name_lte.
func (l *listing) between(params ...string) {
	for _, param := range params {
		in := l.c.between(param)
		if l.c.q(param+"_gte")+l.c.q(param+"_lte") != "" {
			l.keep(func(o obj) bool { n, ok := float(o[param]); return ok && in(n) })
		}
	}
}

// during filters by a time.
func (l *listing) during(param string) {
	in := l.c.window(param+"_gte", param+"_lte", "")
	if l.c.q(param+"_gte")+l.c.q(param+"_lte") != "" {
		l.keep(func(o obj) bool {
			s, _ := o[param].(string)
			t, err := time.Parse(time.RFC3339Nano, s)
			return err == nil && in(t)
		})
	}
}

// page returns the requested page, sorted if the list can be.
func (l *listing) page(canSort bool) any {
	order := l.c.q("ordering")
	if l.c.bad != nil {
		return nil
	}
	if !canSort {
		order = ""
	}
	if len(l.tests) == 0 && order == "" {
		return l.c.paged(l.n, func(i int) any { return l.item(i) })
	}
	var found []obj
	for i := range l.n {
		o := l.item(i)
		if !slices.ContainsFunc(l.tests, func(t func(obj) bool) bool { return !t(o) }) {
			found = append(found, o)
		}
	}
	for _, key := range slices.Backward(strings.Split(order, ",")) {
		name, down := strings.TrimPrefix(key, "-"), strings.HasPrefix(key, "-")
		slices.SortStableFunc(found, func(a, b obj) int {
			n := compareKeys(a[name], b[name])
			if down {
				return -n
			}
			return n
		})
	}
	return pagedOf(l.c, found, func(o obj) any { return o })
}

func float(v any) (float64, bool) {
	switch n := v.(type) {
	case int:
		return float64(n), true
	case int64:
		return float64(n), true
	case float64:
		return n, true
	}
	return 0, false
}
