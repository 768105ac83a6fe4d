package command

import (
	"crypto/sha256"
	"encoding/hex"
)

// KeyOf identifies the request whose answer offers to do something. The button that does it carries the key, so that it is
// done once, however often the button is pressed or its press is delivered.
func KeyOf(r *Request) string {
	sum := sha256.Sum256([]byte(r.ID))
	return hex.EncodeToString(sum[:6])
}
