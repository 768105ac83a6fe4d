// Package target finds what a person means: an organisation, a team, a repository, an analysed branch or a scheme, by a word, a
// part of a name, a number, a pasted page of TCA's web, or nothing and so a default. What could be several things, or nothing
// that exists, is an error that offers choices.
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
}

// Settings keeps default targets.
type Settings interface {
	// Target returns the default target of a person or channel; the zero one when none is set.
	Target(context.Context, Subject) (Target, error)
	// SetTarget replaces it; a zero target takes it away.
	SetTarget(context.Context, Subject, Target) error
}
