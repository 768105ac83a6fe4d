package action

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// seenSize is how many characters stand for one value: two people's changes rarely look the same in 12 bits.
const seenSize = 2

// Seen stands in a line for the values that a person saw, in the order of the objects, so that what somebody else changes
// before the person confirms is noticed.
func Seen(changes []Change) string {
	var all strings.Builder
	for _, c := range changes {
		all.WriteString(mark(c.Before))
	}
	return all.String()
}

// Expect makes the steps notice values other than those that were seen. An empty text stands for having seen none.
func Expect(steps []Step, seen string) {
	for i := range steps {
		if at := i * seenSize; at+seenSize <= len(seen) {
			want := seen[at : at+seenSize]
			steps[i].Seen = func(now string) bool { return mark(now) == want }
		}
	}
}

func mark(value string) string {
	sum := sha256.Sum256([]byte(value))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:seenSize]
}
