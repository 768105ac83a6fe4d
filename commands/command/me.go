package command

import (
	"slices"
	"strings"
)

// IsMe reports whether the value of a filter stands for the person who asks.
func IsMe(name string) bool {
	name = bareName(name)
	return strings.EqualFold(name, "me") || name == "我"
}

// AuthorNames are the names to filter by: me stands for all names of the person who asks.
func AuthorNames(r *Request, name string) []string {
	switch {
	case name == "":
		return nil
	case !IsMe(name):
		return []string{bareName(name)}
	}
	return MyNames(r.Username, r.Names)
}

// MyNames are a person's names, each once: TCA does not distinguish letter case.
func MyNames(username string, further []string) []string {
	var all []string
	for _, name := range append([]string{username}, further...) {
		if name != "" && !slices.ContainsFunc(all, func(o string) bool { return strings.EqualFold(o, name) }) {
			all = append(all, name)
		}
	}
	return all
}

// bareName is a name without the "@" that people write before it out of habit.
func bareName(name string) string { return strings.TrimPrefix(name, "@") }

// Bound is a bound of a filter; 0 stands for none.
func Bound(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}
