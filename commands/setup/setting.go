package setup

import (
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/locale"
)

// value is the value of a setting as lines and records have it: a text, a number, or words.
type value string

// String is the value itself.
func (v value) String() string { return string(v) }

// setting is one setting of T: an argument of a command, a field of its form, and a change of its actions.
type setting[T any] struct {
	name   string       // of the argument
	tca    string       // of the field of TCA's request
	field  action.Field // of the change
	arg    func(p *value, name string) command.Arg
	get    func(T) string
	set    func(*T, string)
	clears bool // leaving its field empty clears it; otherwise that leaves it as it is
}

// toggle is a setting that is on or off.
func toggle[T any](name, tca string, field action.Field, of func(*T) *bool) setting[T] {
	return setting[T]{
		name: name, tca: tca, field: field, arg: oneOf("setting", action.On, action.Off),
		get: func(t T) string {
			if *of(&t) {
				return action.On
			}
			return action.Off
		},
		set: func(t *T, v string) { *of(t) = v == action.On },
	}
}

// inverse is a toggle of what TCA has the other way round: it skips what is off.
func inverse[T any](name, tca string, field action.Field, skips func(*T) *bool) setting[T] {
	s := toggle(name, tca, field, skips)
	get, set := s.get, s.set
	other := map[string]string{action.On: action.Off, action.Off: action.On}
	s.get = func(t T) string { return other[get(t)] }
	s.set = func(t *T, v string) { set(t, other[v]) }
	return s
}

// text is a setting that is a text, of one or of several lines. It is compared without what forms cannot keep: white space
// around it, and the kind of its line breaks.
func text[T any](name, tca string, field action.Field, lines bool, of func(*T) *string) setting[T] {
	return setting[T]{
		name: name, tca: tca, field: field, clears: true,
		arg: func(p *value, name string) command.Arg {
			a := command.Read(p, name, name, func(v string) (value, error) { return value(plain(v)), nil }, value.String)
			if lines {
				a = a.Multiline()
			}
			return a
		},
		get: func(t T) string { return plain(*of(&t)) },
		set: func(t *T, v string) { *of(t) = v },
	}
}

// kept makes a setting one that cannot be cleared.
func kept[T any](s setting[T]) setting[T] {
	s.clears = false
	return s
}

// rare makes forms fold it away while it has one of these values: none, or what TCA begins with, which few change.
func rare[T any](s setting[T], usual ...string) setting[T] {
	arg := s.arg
	s.arg = func(p *value, name string) command.Arg { return arg(p, name).Rare(usual...) }
	return s
}

// seldom is a toggle that forms fold away whatever it is.
func seldom[T any](s setting[T]) setting[T] { return rare(s, action.On, action.Off) }

// required makes it one without which a form cannot be sent.
func required[T any](s setting[T]) setting[T] {
	arg := s.arg
	s.arg = func(p *value, name string) command.Arg { return arg(p, name).Needed() }
	return kept(s)
}

// known is the word of one of TCA's values; empty for one that cannot be chosen.
func known[V interface {
	String() string
	Valid() bool
}](v V) string {
	if !v.Valid() {
		return ""
	}
	return v.String()
}

func plain(text string) string { return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) }

// number is a setting that is a whole number from 0, which TCA does not check.
func number[T any](name, tca string, field action.Field, of func(*T) *int) setting[T] {
	return setting[T]{
		name: name, tca: tca, field: field, arg: wholeNumber,
		get: func(t T) string { return strconv.Itoa(*of(&t)) },
		set: func(t *T, v string) { *of(t), _ = strconv.Atoi(v) }, // it was read as one
	}
}

// limit is a number that need not be: empty for no limit.
func limit[T any](name, tca string, field action.Field, of func(*T) **int) setting[T] {
	return setting[T]{
		name: name, tca: tca, field: field, arg: wholeNumber, clears: true,
		get: func(t T) string {
			if p := *of(&t); p != nil {
				return strconv.Itoa(*p)
			}
			return ""
		},
		set: func(t *T, v string) {
			*of(t) = nil
			if n, err := strconv.Atoi(v); err == nil {
				*of(t) = &n
			}
		},
	}
}

func wholeNumber(p *value, name string) command.Arg {
	return command.Read(p, name, "n", func(v string) (value, error) {
		n, err := strconv.ParseInt(strings.TrimSpace(v), 10, 32)
		if err != nil || n < 0 {
			return "", &command.UsageError{Reason: "usage.from_zero", Data: []any{"Value", v}}
		}
		return value(strconv.FormatInt(n, 10)), nil
	}, value.String)
}

// oneOf is the argument of a setting that is one of a few words.
func oneOf(group locale.Group, words ...value) func(*value, string) command.Arg {
	return func(p *value, name string) command.Arg { return command.One(p, name, group, words...) }
}

// languages is the argument of a setting that is several languages, in the order of their names.
func languages(p *value, name string) command.Arg {
	known := api.LanguageNames()
	names := make([]string, len(known))
	for i, one := range known {
		names[i] = api.LanguageName(one)
	}
	each := func() []string { return listed(string(*p)) }
	return command.Read(p, name, "go,python", func(v string) (value, error) {
		all := listed(strings.NewReplacer("，", ",", "、", ",").Replace(v))
		for _, one := range all {
			if !slices.Contains(known, one) {
				return "", &command.UsageError{Reason: "usage.language", Data: []any{"Value", one}}
			}
		}
		return value(strings.Join(all, ",")), nil
	}, value.String).Among("", known, each).Named(names)
}

// listed are the languages of a list, in lower case, which is how they are compared.
func listed(text string) []string {
	all := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ',' || r == ' ' })
	slices.Sort(all)
	return slices.Compact(all)
}
