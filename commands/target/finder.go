// Package target finds what a person means: an organisation, a team, a repository, an analysed branch or a scheme, by a word, a
// part of a name, a number, a pasted URL of a TCA page, or nothing, which stands for the default. An ambiguous or unknown word
// is an error that offers choices.
package target

import (
	"context"
	"tcabot/api"
)

// Finder finds what a person means by the words of a line.
type Finder struct {
	Settings   Settings
	Site       api.Site // where TCA's web pages are
	DefaultOrg string   // the organisation of everybody who named none; may be empty
	Recent     *Recent  // nil to remember nothing
	Pins       Pins     // nil for none
}

// Settings keeps default targets.
type Settings interface {
	// Target returns the default target of a person or channel; the zero one when none is set.
	Target(context.Context, Subject) (Target, error)
	// SetTarget replaces it; a zero target removes it.
	SetTarget(context.Context, Subject, Target) error
}
