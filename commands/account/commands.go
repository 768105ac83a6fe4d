// Package account has the commands about a person's TCA account, language and default target.
package account

import (
	"context"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// Deps is what the commands about a person's account and settings use.
type Deps struct {
	target.Finder
	Links     command.Links
	Languages Languages
	Names     Names
	Mentions  Mentions
	Direct    assignment.Settings
	Eraser    Eraser
}

// Languages keeps the languages that people chose.
type Languages interface {
	// Language returns the language a person chose, or "" for Slack's own.
	Language(context.Context, command.Who) (string, error)
	// SetLanguage replaces it.
	SetLanguage(context.Context, command.Who, string) error
}

// Start lists the commands for getting started.
func Start(d Deps) []command.Command {
	return []command.Command{login(d), use(d)}
}

// You lists the commands about the person.
func You(d Deps) []command.Command {
	return []command.Command{whoami(d), names(d), addName(d), removeName(d), mentions(d), notices(d), quiet(d), accountsCommand(d), languageCommand(d), logout(d), forget(d)}
}
