package command

import (
	"strings"
	"tcabot/commands/locale"
	"unicode/utf8"
)

// Read is name:value of a custom type. read parses it, with a *UsageError for an invalid text; write formats it for a line,
// empty for none.
func Read[T any](p *T, name, sample string, read func(string) (T, error), write func(T) string) Arg {
	return Arg{
		name: name, form: filter, optional: true, values: values{sample: sample},
		get: func() string { return write(*p) }, bound: bounded,
		set: func(text string) (err error) {
			*p, err = read(text)
			return err
		},
	}
}

// Among declares the words that the value of a Read consists of, for a form with check boxes. group names them in either
// language; each lists the words of the current value.
func (a Arg) Among(group locale.Group, words []string, each func() []string) Arg {
	a.values.group, a.values.words, a.values.many, a.each = group, words, true, each
	return a
}

// Named gives the words of Among the names that people know them by, in any language.
func (a Arg) Named(names []string) Arg {
	a.values.shown = names
	return a
}

// AtMost rejects a text of more than so many characters, without the white space around it, before TCA would.
func (a Arg) AtMost(most int, p *string) Arg {
	return a.Check(func() error {
		if n := utf8.RuneCountInString(strings.TrimSpace(*p)); n > most {
			return &UsageError{Reason: "usage.long_value", Data: []any{"Count", n, "Most", most}}
		}
		return nil
	})
}

// AsTime makes forms ask for a time of day.
func (a Arg) AsTime() Arg {
	a.clock = true
	return a
}

// InForm makes forms ask for a positional argument, too.
func (a Arg) InForm() Arg {
	a.asked = true
	return a
}

// Spare lets a form that asks for a positional argument be submitted without it.
func (a Arg) Spare() Arg {
	a.spare = true
	return a
}

// Needed makes the argument required in forms.
func (a Arg) Needed() Arg {
	a.needed = true
	return a
}

// Unasked keeps an argument out of forms: it is only for buttons.
func (a Arg) Unasked() Arg {
	a.unasked = true
	return a
}

// Resets makes an open form clear other arguments when somebody chooses this one: what they were set to belonged to what was
// chosen before.
func (a Arg) Resets(names ...string) Arg {
	a.resets = names
	return a
}

// Offered makes forms offer only some of the words, by the other arguments. A line may have any of them.
func (a Arg) Offered(fits func(word string) bool) Arg {
	a.offered = fits
	return a
}

// HiddenIf keeps an argument out of the form of a line whose other arguments say so, such as one whose value no line can
// carry.
func (a Arg) HiddenIf(hidden func() bool) Arg {
	a.hidden = hidden
	return a
}

// Internal marks an argument that only buttons carry: it is in no help, usage line or form.
func (a Arg) Internal() Arg {
	a.unasked, a.internal = true, true
	return a
}

// Internal is name:value that only buttons carry.
func Internal(p *string, name string) Arg { return Value(p, name, name).Internal() }

// none are the words that clear an argument, in either language.
var none = []string{"none", "all", "无", "全部"}

// Clearable lets "none" clear the value; leaving the argument out keeps it. gone is set when it was cleared.
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
