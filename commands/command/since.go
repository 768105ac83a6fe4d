package command

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Since is when a list begins: on a day, or after a pinned scan.
type Since struct {
	Day Date
	Pin string // name of the pinned scan; empty for none
}

// String is the value in a line; empty for none.
func (s Since) String() string {
	if s.Pin != "" {
		return s.Pin
	}
	return s.Day.String()
}

// DayOrPin is name:date, or name:pin with the name of a pinned scan. Whether there is such a pin is for the command to find
// out.
func DayOrPin(p *Since, name string) Arg {
	a := Day(&p.Day, name)
	a.values.sample = "2026-11-20|7d|release"
	a.get = func() string { return p.String() }
	a.set = func(text string) error {
		day, err := readDate(text, time.Now())
		pin, noPin := ReadPinName(text)
		switch {
		case err == nil:
			*p = Since{Day: day}
		case noPin == nil:
			*p = Since{Pin: pin}
		default:
			return err
		}
		return nil
	}
	a.otherwise = func() bool { return p.Pin != "" }
	return a
}

// MaxPinName is how many characters the name of a pinned scan can have.
const MaxPinName = 40

// ReadPinName reads the name of a pinned scan. Letter case does not matter: names are kept in lower case. A name has at least
// one letter, since a number is the ID of a scan, no blanks or punctuation that have a meaning in lines, and is not a date. The
// error is a *UsageError.
func ReadPinName(text string) (string, error) {
	name := strings.ToLower(strings.TrimSpace(text))
	odd := func(r rune) bool { return r <= ' ' || strings.ContainsRune(",:#@`'\"<>&=，、：", r) }
	_, noDate := readDate(name, time.Now())
	if strings.ContainsFunc(name, odd) || !strings.ContainsFunc(name, unicode.IsLetter) || noDate == nil ||
		strings.HasPrefix(name, "-") || !utf8.ValidString(name) || utf8.RuneCountInString(name) > MaxPinName {
		return "", &UsageError{Reason: "usage.pin_name", Data: []any{"Value", text}}
	}
	return name, nil
}
