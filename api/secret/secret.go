// Package secret provides a type for values that must never be printed, such as tokens.
package secret

import (
	"crypto/subtle"
	"encoding"
	"fmt"
	"log/slog"
)

// redacted is what a Text prints as.
const redacted = "[redacted]"

// Text is a secret that prints as "[redacted]" through fmt, log/slog and any encoder that asks for text.
//
// The value is behind a pointer, because fmt does not call methods on unexported fields: it would print a string in
// an unexported field of another struct in clear, but prints a pointer as an address.
// The zero value is no secret. A Text is immutable and safe for concurrent use. Compare with Equal.
type Text struct{ value *string }

var (
	_ fmt.Formatter            = Text{}
	_ slog.LogValuer           = Text{}
	_ encoding.TextMarshaler   = Text{}
	_ encoding.TextUnmarshaler = (*Text)(nil)
)

// New returns a Text that holds s, the zero Text for an empty s.
func New(s string) Text {
	if s == "" {
		return Text{}
	}
	return Text{value: &s}
}

// Reveal returns the secret itself, "" for the zero Text. Every call deserves a review.
func (t Text) Reveal() string {
	if t.value == nil {
		return ""
	}
	return *t.value
}

// IsZero reports whether there is no secret.
func (t Text) IsZero() bool { return t.value == nil }

// Equal reports whether both hold the same secret, in constant time for equal lengths.
func (t Text) Equal(u Text) bool {
	return subtle.ConstantTimeCompare([]byte(t.Reveal()), []byte(u.Reveal())) == 1
}

// Format implements [fmt.Formatter] for every verb, %#v included.
func (t Text) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redacted)) }

// LogValue implements [slog.LogValuer].
func (t Text) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText implements [encoding.TextMarshaler], and so covers JSON, YAML and XML.
func (t Text) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// UnmarshalText implements [encoding.TextUnmarshaler], so that configuration can be decoded straight into a Text.
// It never fails: a decoder's error would quote the value.
func (t *Text) UnmarshalText(b []byte) error {
	*t = New(string(b))
	return nil
}
