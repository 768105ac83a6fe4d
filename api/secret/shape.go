package secret

import (
	"regexp"
	"strings"
)

// tokenDigits is the length of a TCA token, which consists of hexadecimal digits. So do git's revisions.
const tokenDigits = 40

// digits are long enough to hold a token, whatever stands around them: Slack's marks of emphasis, a letter too many, or
// another word.
var digits = regexp.MustCompile(`(?i)[0-9a-f]{40,}`)

// Tokens lists what has the shape of a TCA token in a text, in lower case.
func Tokens(text string) []string {
	var all []string
	for _, run := range digits.FindAllString(text, -1) {
		if len(run) == tokenDigits {
			all = append(all, strings.ToLower(run))
		}
	}
	return all
}

// MayHoldToken reports whether a TCA token could be somewhere in a text. No part of such a text may be repeated.
func MayHoldToken(text string) bool { return digits.MatchString(text) }

// MaskTokens replaces everything in a text that could hold a TCA token.
func MaskTokens(text string) string { return digits.ReplaceAllString(text, "…") }

// In reports whether a text contains the secret, in upper or lower case.
func (t Text) In(text string) bool {
	return !t.IsZero() && strings.Contains(strings.ToLower(text), strings.ToLower(t.Reveal()))
}
