package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"tcabot/commands/locale"
	"time"
)

// values are what a filter takes.
type values struct {
	sample string   // how they are hinted at in a usage line
	words  []string // the fixed set; nil for free text
	group  string   // the catalogue's "<group>.<word>" name the values, in either language; empty when the words stand for themselves
}

// names lists the values as a person is told them: the word to type and, in another language, what it means.
func (v values) names(w locale.Words) []string {
	out := slices.Clone(v.words)
	for i, word := range out {
		if name := w.Say(v.group + "." + word); v.group != "" && !strings.EqualFold(name, word) {
			out[i] = word + " = " + name
		}
	}
	return out
}

// word finds the value that a text means.
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
			if strings.EqualFold(locale.In(l).Say(v.group+"."+w), text) {
				return w, true
			}
		}
	}
	return "", false
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

// Several is name:value,value of a fixed set. -name:value means all but that one.
func Several[T Word](p *[]T, name, group string, all ...T) Arg {
	v := values{group: group}
	for _, one := range all {
		v.words = append(v.words, one.String())
	}
	v.sample = strings.Join(v.words[:min(2, len(v.words))], ",") + "…"
	if len(v.words) <= 4 {
		v.sample = strings.Join(v.words, ",")
	}
	read := func(text string) ([]T, error) {
		var out []T
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
			w, ok := v.word(strings.TrimSpace(part))
			if !ok {
				return nil, &UsageError{Reason: "usage.choice", Data: []any{"Value", part}}
			}
			out = append(out, all[slices.Index(v.words, w)])
		}
		if len(out) == 0 {
			return nil, &UsageError{Reason: "usage.choice", Data: []any{"Value", text}}
		}
		return out, nil
	}
	// sorted keeps one order, so that two ways of writing the same thing are one line and one remembered answer.
	sorted := func(keep func(T) bool) []T {
		return slices.DeleteFunc(slices.Clone(all), func(v T) bool { return !keep(v) })
	}
	return Arg{
		name: name, form: filter, optional: true, values: v,
		get: func() string {
			var words []string
			for _, one := range *p {
				words = append(words, one.String())
			}
			return strings.Join(words, ",")
		},
		set: func(text string) error {
			some, err := read(text)
			*p = sorted(func(v T) bool { return slices.Contains(some, v) })
			return err
		},
		exclude: func(text string) error {
			some, err := read(text)
			before := *p
			*p = sorted(func(v T) bool {
				return !slices.Contains(some, v) && (len(before) == 0 || slices.Contains(before, v))
			})
			if err == nil && len(*p) == 0 {
				return &UsageError{Reason: "usage.nothing_left"}
			}
			return err
		},
	}
}

// One is name:value, one of a fixed set. The zero T stands for none.
func One[T Word](p *T, name, group string, all ...T) Arg {
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
		get: func() string { return *p }, set: store(p),
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

// Numbers is name:n,n.
func Numbers(p *[]int64, name string) Arg {
	return Arg{
		name: name, form: filter, optional: true, values: values{sample: "n,…"},
		get: func() string {
			texts := make([]string, len(*p))
			for i, n := range *p {
				texts[i] = strconv.FormatInt(n, 10)
			}
			return strings.Join(texts, ",")
		},
		set: func(text string) error {
			*p = nil
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

// Date is a day as people write it: 2026-11-20, or 7d and 2w for so long ago. The zero Date is none.
type Date struct{ text string }

var (
	dayForm = regexp.MustCompile(`^\d{4}-\d{1,2}-\d{1,2}$`)
	agoForm = regexp.MustCompile(`^(\d{1,4})([dw])$`)
)

// IsZero reports whether no day was given.
func (d Date) IsZero() bool { return d.text == "" }

// Start is when the day begins in a zone; now is what "ago" counts from. The zero Date gives the zero time.
func (d Date) Start(now time.Time, zone *time.Location) time.Time {
	if m := agoForm.FindStringSubmatch(d.text); m != nil {
		n, _ := strconv.Atoi(m[1])
		if m[2] == "w" {
			n *= 7
		}
		now = now.In(zone)
		return time.Date(now.Year(), now.Month(), now.Day()-n, 0, 0, 0, 0, zone)
	}
	t, err := time.ParseInLocation("2006-1-2", d.text, zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Day is name:date.
func Day(p *Date, name string) Arg {
	return Arg{
		name: name, form: filter, optional: true, values: values{sample: "2026-11-20|7d"},
		get: func() string { return p.text },
		set: func(text string) error {
			text = strings.ToLower(strings.ReplaceAll(text, "/", "-"))
			if _, err := time.Parse("2006-1-2", text); !agoForm.MatchString(text) && (!dayForm.MatchString(text) || err != nil) {
				return &UsageError{Reason: "usage.date", Data: []any{"Value", text}}
			}
			p.text = text
			return nil
		},
	}
}
