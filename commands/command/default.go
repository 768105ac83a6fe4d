package command

import "tcabot/commands/locale"

// everyValue is the word for all values of a filter that has a default.
const everyValue = "all"

// Default is the value of a filter that is not given.
type Default[T any] struct {
	Value T
	// Unless reports whether the other arguments ask for what the default would hide: then there is none. It is nil for
	// never.
	Unless func() bool
}

// SeveralOr is Several with a default. The word "all" selects all values. A default is shown with the filters of the
// screen, but is not in its line: whoever adds a filter to the line gets what that filter asks for.
func SeveralOr[T Word](p *[]T, name string, group locale.Group, d Default[T], all ...T) Arg {
	a := several(p, name, group, everyValue, all)
	a.fallback = func() bool {
		if d.Unless != nil && d.Unless() {
			return false
		}
		*p = []T{d.Value}
		return true
	}
	return a
}

// Nullable marks a filter of a field that may be empty. TCA cannot select entries without a value: "all but some" would leave
// them out in silence, so values cannot be excluded.
func (a Arg) Nullable() Arg {
	a.exclude = nil
	return a
}

// assume sets the defaults of the filters that are not given.
func (as Args) assume(given map[string]bool) {
	for i, a := range as {
		if a.fallback != nil && !given[a.name] {
			as[i].assumed = a.fallback()
		}
	}
}
