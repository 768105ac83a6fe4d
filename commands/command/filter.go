package command

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"tcabot/commands/locale"
)

// values are the values of a filter.
type values struct {
	sample string       // an example of them in a usage line
	words  []string     // the fixed set; nil for free text
	many   bool         // several of words are allowed
	note   locale.Key   // a remark about the value
	group  locale.Group // names the values, in either language; empty when the words stand for themselves
	shown  []string     // their names where those are the same in either language
}

// labels are the names of the values in the person's language.
func (v values) labels(w locale.Words) []string {
	out := slices.Clone(v.words)
	copy(out, v.shown)
	if v.group != "" {
		for i, word := range out {
			out[i] = w.Say(v.group.Key(word))
		}
	}
	return out
}

// names lists the words to type, each with its name in the person's language where that differs.
func (v values) names(w locale.Words) []string {
	out := slices.Clone(v.words)
	for i, label := range v.labels(w) {
		if !strings.EqualFold(label, out[i]) {
			out[i] += " = " + label
		}
	}
	return out
}

// word finds the value for a text in either language.
func (v values) word(text string) (string, bool) {
	for _, w := range v.words {
		if strings.EqualFold(w, text) {
			return w, true
		}
	}
	if v.group == "" {
		return "", false
	}
	for _, l := range locale.Languages() {
		for _, w := range v.words {
			if strings.EqualFold(locale.In(l).Say(v.group.Key(w)), text) {
				return w, true
			}
		}
	}
	return v.synonym(text)
}

// Choice is name:value, one of a few words.
func Choice[T ~string](p *T, name string, all ...T) Arg {
	words := make([]string, len(all))
	for i, v := range all {
		words[i] = string(v)
	}
	a := Arg{name: name, form: filter, optional: true, values: values{sample: strings.Join(words, "|"), words: words}}
	a.get = func() string { return string(*p) }
	a.set = func(text string) error {
		w, ok := a.values.word(text)
		if !ok {
			return &UsageError{Reason: "usage.choice", Data: []any{"Value", text}}
		}
		*p = T(w)
		return nil
	}
	return a
}

// Word is a value with a fixed spelling, such as an api.Severity.
type Word interface {
	comparable
	fmt.Stringer
}

// Several is name:value,value of a fixed set; -name:value excludes a value. Repeated, the values add up, and so do the
// excluded ones, in any order.
func Several[T Word](p *[]T, name string, group locale.Group, all ...T) Arg {
	return several(p, name, group, "", all)
}

// several is Several with a word that stands for all values; empty for none.
func several[T Word](p *[]T, name string, group locale.Group, everything string, all []T) Arg {
	v := values{group: group, many: true}
	for _, one := range all {
		v.words = append(v.words, one.String())
	}
	v.sample = sampleOf(v.words)
	if everything != "" {
		v.words = append(v.words, everything)
	}
	// sorted keeps a fixed order, so that the same selection is always the same line and cache entry.
	sorted := func(keep func(T) bool) []T {
		return slices.DeleteFunc(slices.Clone(all), func(v T) bool { return !keep(v) })
	}
	var in, out []T
	add := func(to *[]T) func(string) error {
		return func(text string) error {
			some, err := among(v, everything, all, text)
			*to = append(*to, some...)
			*p = sorted(func(v T) bool { return (len(in) == 0 || slices.Contains(in, v)) && !slices.Contains(out, v) })
			return err
		}
	}
	return Arg{
		name: name, form: filter, optional: true, values: v, adds: true,
		get: func() string {
			if everything != "" && len(*p) == len(all) {
				return everything
			}
			var words []string
			for _, one := range *p {
				words = append(words, one.String())
			}
			return strings.Join(words, ",")
		},
		set:     add(&in),
		exclude: add(&out),
		check: func() error {
			if len(in)+len(out) > 0 && len(*p) == 0 {
				return &UsageError{Reason: "usage.nothing_left"}
			}
			return nil
		},
	}
}

// sampleOf is an example of several words in a usage line: all of a few, the first of many.
func sampleOf(words []string) string {
	if len(words) <= 4 {
		return strings.Join(words, ",")
	}
	return strings.Join(words[:2], ",") + "…"
}

// among reads several of the values, separated by commas of either language.
func among[T any](v values, everything string, all []T, text string) ([]T, error) {
	var out []T
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
		w, ok := v.word(strings.TrimSpace(part))
		switch {
		case !ok:
			return nil, &UsageError{Reason: "usage.choice", Data: []any{"Value", part}}
		case w == everything:
			out = append(out, all...)
		default:
			out = append(out, all[slices.Index(v.words, w)])
		}
	}
	if len(out) == 0 {
		return nil, &UsageError{Reason: "usage.choice", Data: []any{"Value", text}}
	}
	return out, nil
}

// One is name:value, one of a fixed set. The zero T stands for none.
func One[T Word](p *T, name string, group locale.Group, all ...T) Arg {
	v := values{group: group}
	for _, one := range all {
		v.words = append(v.words, one.String())
	}
	v.sample = strings.Join(v.words, "|")
	return Arg{
		name: name, form: filter, optional: true, values: v,
		get: func() string {
			var none T
			if *p == none {
				return ""
			}
			return (*p).String()
		},
		set: func(text string) error {
			w, ok := v.word(text)
			if !ok {
				return &UsageError{Reason: "usage.choice", Data: []any{"Value", text}}
			}
			*p = all[slices.Index(v.words, w)]
			return nil
		},
	}
}

// Value is name:text.
func Value(p *string, name, sample string) Arg {
	return Arg{
		name: name, form: filter, optional: true, values: values{sample: sample},
		get: func() string { return *p }, set: store(p), bound: bounded,
	}
}

// Number is name:n, a whole number from 1; 0 stands for none given.
func Number[T ~int | ~int64](p *T, name string) Arg {
	return Arg{
		name: name, form: filter, optional: true, values: values{sample: "n"},
		get: func() string {
			if *p == 0 {
				return ""
			}
			return strconv.FormatInt(int64(*p), 10)
		},
		set: func(text string) error {
			n, err := strconv.ParseInt(strings.TrimPrefix(text, "#"), 10, 53)
			if err != nil || n < 1 {
				return &UsageError{Reason: "usage.number", Data: []any{"Value", text}}
			}
			*p = T(n)
			return nil
		},
	}
}

// NotBelow rejects an upper bound that is less than the lower bound, when both are given.
func NotBelow[T ~int | ~int64](p, least *T, name string) func() error {
	return func() error {
		if *p == 0 || *p >= *least {
			return nil
		}
		return &UsageError{Reason: "usage.below", Data: []any{"Other", name}}
	}
}

// NotAbove rejects a number above its maximum.
func NotAbove[T ~int | ~int64](p *T, most T) func() error {
	return func() error {
		if *p <= most {
			return nil
		}
		return &UsageError{Reason: "usage.above", Data: []any{"Value", strconv.FormatInt(int64(*p), 10), "Most", strconv.FormatInt(int64(most), 10)}}
	}
}

// Numbers is name:n,n. Repeated, the numbers add up.
func Numbers(p *[]int64, name string) Arg {
	return Arg{
		name: name, form: filter, optional: true, values: values{sample: "n,…"}, adds: true,
		get: func() string {
			texts := make([]string, len(*p))
			for i, n := range *p {
				texts[i] = strconv.FormatInt(n, 10)
			}
			return strings.Join(texts, ",")
		},
		set: func(text string) error {
			for part := range strings.SplitSeq(text, ",") {
				n, err := strconv.ParseInt(strings.TrimSpace(part), 10, 53)
				if err != nil || n < 1 {
					return &UsageError{Reason: "usage.number", Data: []any{"Value", part}}
				}
				*p = append(*p, n)
			}
			return nil
		},
	}
}
