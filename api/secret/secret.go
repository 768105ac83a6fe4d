// Package secret holds values that must never be printed.
//
// It stands at the bottom of the tree because everything above handles tokens:
// the TCA client sends them, the commands pass them on, the bot stores them.
package secret

import (
	"crypto/subtle"
	"encoding"
	"fmt"
	"log/slog"
)

// redacted is what every way of printing a Text writes.
const redacted = "[redacted]"

// Text is a secret that prints as "[redacted]" through fmt, log/slog and any encoder that asks for text.
//
// The value sits behind a pointer: fmt does not call methods on unexported fields, so a string kind inside
// somebody's struct would be printed in clear; a pointer prints as an address.
// The zero value is "no secret". Texts are immutable and safe for concurrent use; compare them with Equal.
type Text struct{ value *string }

var (
	_ fmt.Formatter            = Text{}
	_ slog.LogValuer           = Text{}
	_ encoding.TextMarshaler   = Text{}
	_ encoding.TextUnmarshaler = (*Text)(nil)
)

// New hides s. An empty s gives the zero Text.
func New(s string) Text {
	if s == "" {
		return Text{}
	}
	return Text{value: &s}
}

// Reveal returns the secret itself. Every call is a place to review.
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
