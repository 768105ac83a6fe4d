package command

import (
	"strings"
	"tcabot/commands/locale"
)

// Read is name:value of a kind of its own. read makes one of a text: its error is a *UsageError. write is how the value
// stands in a line; empty for none.
func Read[T any](p *T, name, sample string, read func(string) (T, error), write func(T) string) Arg {
	return Arg{
		name: name, form: filter, optional: true, values: values{sample: sample},
		get: func() string { return write(*p) },
		set: func(text string) (err error) {
			if err := bounded(text); err != nil {
				return err
			}
			*p, err = read(text)
			return err
		},
	}
}

// Among gives a Read the words that its values are made of: a form offers them to be ticked. group names them in either
// language, and each lists those of the present value.
func (a Arg) Among(group locale.Group, words []string, each func() []string) Arg {
	a.values.group, a.values.words, a.values.many, a.each = group, words, true, each
	return a
}

// AsTime lets a form ask for the value as a time of day.
func (a Arg) AsTime() Arg {
	a.clock = true
	return a
}

// InForm lets a form ask for what stands at a place of the line, too.
func (a Arg) InForm() Arg {
	a.asked = true
	return a
}

// Needed keeps a form from taking nothing for it.
func (a Arg) Needed() Arg {
	a.needed = true
	return a
}

// Suggested lets a form suggest what a text may mean while it is written.
func (a Arg) Suggested() Arg {
	a.suggested = true
	return a
}

// Unasked keeps an Arg out of forms: it is for the buttons that a screen makes.
func (a Arg) Unasked() Arg {
	a.unasked = true
	return a
}

// none are the words that take away what an Arg has, in either language.
var none = []string{"none", "all", "无", "全部"}

// Clearable lets "none" take away what is there: nothing given leaves it as it is. gone tells that it was.
func (a Arg) Clearable(gone *bool) Arg {
	set, get := a.set, a.get
	a.clear = none[0]
	a.get = func() string {
		if v := get(); v != "" || !*gone {
			return v
		}
		return none[0]
	}
	a.set = func(text string) error {
		for _, w := range none {
			if strings.EqualFold(text, w) {
				*gone = true
				return nil
			}
		}
		return set(text)
	}
	return a
}
