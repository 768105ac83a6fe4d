package config

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"time"
	"unicode"

	"github.com/sethvargo/go-envconfig"
)

// mistakes are the settings that are wrong: by name, what is wrong and how to correct it. A setting has one mistake at
// most, the first that was found.
type mistakes map[string]string

func (m mistakes) add(name, format string, args ...any) {
	if _, found := m[name]; !found {
		m[name] = fmt.Sprintf(format, args...)
	}
}

// err joins all mistakes in the order of Variables. It is nil when there is none.
func (m mistakes) err() error {
	var all []error
	for _, v := range Variables() {
		if text, found := m[v.Name]; found {
			all = append(all, fmt.Errorf("%s %s", v.Name, text))
		}
	}
	return errors.Join(all...)
}

// read decodes the settings. envconfig stops at the first value that it cannot decode, and its error quotes the value. So such
// a setting is recorded, and decoding is repeated as if it were unset, until all others are read.
func read(ctx context.Context, from envconfig.Lookuper) (Config, mistakes, error) {
	wrong := mistakes{}
	for {
		var c Config
		l := &lookuper{from: from, wrong: wrong}
		err := envconfig.ProcessWith(ctx, &envconfig.Config{Target: &c, Lookuper: l})
		if err == nil {
			return c, wrong, nil
		}
		v, known := variable(l.last)
		if _, again := wrong[l.last]; again || !known {
			return c, wrong, fmt.Errorf("read the settings: %w", err) // a tag of Config is wrong: no value is quoted
		}
		if accepted := form(v.kind); accepted == v.Usage {
			wrong.add(v.Name, "must be %s", accepted)
		} else {
			wrong.add(v.Name, "must be %s (%s)", accepted, v.Usage)
		}
	}
}

// lookuper hides the settings that are known to be wrong, and records the last one that was read.
type lookuper struct {
	from  envconfig.Lookuper
	wrong mistakes
	last  string
}

// Lookup implements envconfig.Lookuper. Secrets that come from files end with a line break, and no setting begins or ends
// with a space, so that both are removed. A setting that has a default must not be set to nothing: some kinds would then
// silently be zero or false.
func (l *lookuper) Lookup(name string) (string, bool) {
	l.last = name
	if _, hidden := l.wrong[name]; hidden {
		return "", false
	}
	value, found := l.from.Lookup(name)
	value = trim(value)
	v, _ := variable(name)
	switch {
	case found && value == "" && v.Default != "":
		l.wrong.add(name, "is empty: remove it to get the default %s, or set it (%s)", v.Default, v.Usage)
	case isQuoted(value): // container runtimes and service managers do not remove them as a shell does
		l.wrong.add(name, "has quotation marks around its value: remove them (%s)", v.Usage)
	default:
		return value, found
	}
	return "", false
}

// trim removes the spaces and invisible characters around a value, such as the line break at the end of a file and the byte
// order mark at its beginning.
func trim(value string) string {
	return strings.TrimFunc(value, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
}

func isQuoted(value string) bool {
	return len(value) > 1 && strings.ContainsRune(`"'`, rune(value[0])) && value[0] == value[len(value)-1]
}

// form describes the values that a kind of setting accepts.
func form(kind reflect.Type) string {
	switch kind {
	case reflect.TypeFor[time.Duration]():
		return "a duration with its unit, such as 30s, 5m or 1h30m"
	case reflect.TypeFor[slog.Level]():
		return "debug, info, warn or error"
	case reflect.TypeFor[bool]():
		return "true or false"
	default:
		return "a whole number"
	}
}
