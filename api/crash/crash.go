// Package crash makes errors of panics, so that what fails for one person fails for nobody else.
package crash

import (
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"tcabot/api/secret"
)

// Error is a panic. Its text has the stack, which holds addresses but no values, and of what was given to panic only what
// can hold no secret.
type Error struct {
	value string
	stack []byte
}

// Of makes an error of what recover returned. It is called by the deferred function, which stands in the stack above
// whatever panicked.
func Of(value any) *Error { return &Error{value: Describe(value), stack: debug.Stack()} }

// Error implements error.
func (e *Error) Error() string { return "panic: " + e.value + "\n" + string(e.stack) }

// maxValue is how much of a text is kept, in bytes.
const maxValue = 200

// credential is what may be a secret in a text: Slack's tokens, and addresses, which may have one in them.
var credential = regexp.MustCompile(`xox[a-z]-\S+|xapp-\S+|\w+://\S+`)

// Describe says what was given to panic: what the runtime found, a text without secrets, or the type of anything else.
func Describe(value any) string {
	switch v := value.(type) {
	case runtime.Error:
		return v.Error()
	case string:
		text := secret.MaskTokens(credential.ReplaceAllString(v, "…"))
		return fmt.Sprintf("%.*s", maxValue, text)
	default:
		return fmt.Sprintf("%T", value)
	}
}
