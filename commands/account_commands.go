package commands

import (
	"context"
	"tcabot/commands/spec"
)

// AccountDeps is what the commands about a person's account and settings use.
type AccountDeps struct {
	Finder
	Links     Links
	Languages Languages
}

// Languages keeps the languages that people chose.
type Languages interface {
	// Language returns the language a person chose, or "" for Slack's own.
	Language(context.Context, spec.Who) (string, error)
	// SetLanguage replaces it.
	SetLanguage(context.Context, spec.Who, string) error
}

// accountStart lists the commands that one begins with.
func accountStart(d AccountDeps) []spec.Command {
	return []spec.Command{login(d), use(d)}
}

// accountYou lists the commands about whoever asks.
func accountYou(d AccountDeps) []spec.Command {
	return []spec.Command{whoami(d), accountsCommand(d), languageCommand(d), logout(d)}
}
