package gate

import (
	"strings"
	"tcabot/commands/command"
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
		name, err := command.ReadPinName(name)
		return Against{What: AgainstPin, Pin: name}, err
	}
	return Against{}, &command.UsageError{Reason: "usage.against", Data: []any{"Value", text}}
}

// UsualPin is the name of a pin that was given no other.
const UsualPin = "release"

// MaxPinName is how many characters the name of a pin can have.
const MaxPinName = command.MaxPinName
