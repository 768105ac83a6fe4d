package gate

import (
	"strings"
	"tcabot/commands/command"
	"unicode/utf8"
)

// Against is what the figures of a branch are compared with. The zero Against is the scan before.
type Against struct {
	What Reference
	Pin  string // name of the pin, for AgainstPin
}

// Reference is a kind of state that a branch can be compared with.
type Reference string

// The states that a branch can be compared with.
const (
	AgainstScan   Reference = ""       // after the scan before
	AgainstDigest Reference = "digest" // in the last digest of the channel
	AgainstPin    Reference = "pin"    // after a pinned scan
)

// scanWord is AgainstScan as it is typed.
const scanWord = "scan"

// String is how it is typed: scan, digest, pin or pin:1.4.
func (a Against) String() string {
	switch {
	case a.What == AgainstScan:
		return scanWord
	case a.What == AgainstPin && a.Pin != UsualPin:
		return string(AgainstPin) + ":" + a.Pin
	default:
		return string(a.What)
	}
}

// ReadAgainst reads what String writes. The error is a *command.UsageError.
func ReadAgainst(text string) (Against, error) {
	kind, name, named := strings.Cut(text, ":")
	switch kind = strings.ToLower(kind); {
	case kind == scanWord && !named:
		return Against{}, nil
	case kind == string(AgainstDigest) && !named:
		return Against{What: AgainstDigest}, nil
	case kind == string(AgainstPin) && !named:
		return Against{What: AgainstPin, Pin: UsualPin}, nil
	case kind == string(AgainstPin):
		name, err := ReadPinName(name)
		return Against{What: AgainstPin, Pin: name}, err
	}
	return Against{}, &command.UsageError{Reason: "usage.against", Data: []any{"Value", text}}
}

// UsualPin is the name of a pin that was given no other.
const UsualPin = "release"

// MaxPinName is how many characters the name of a pin can have.
const MaxPinName = 40

// ReadPinName reads the name of a pin. Letter case does not matter: names are kept in lower case. A name cannot have blanks
// or commas, which separate words, and cannot be a number, which is the ID of a scan. The error is a *command.UsageError.
func ReadPinName(text string) (string, error) {
	name := strings.ToLower(strings.TrimSpace(text))
	odd := strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || strings.ContainsRune(",:#@`'\"<>&=，、：", r) })
	digits := strings.Trim(name, "0123456789") == ""
	if name == "" || odd || digits || strings.HasPrefix(name, "-") || !utf8.ValidString(name) || utf8.RuneCountInString(name) > MaxPinName {
		return "", &command.UsageError{Reason: "usage.pin_name", Data: []any{"Value", text}}
	}
	return name, nil
}
