package commands

import "tcabot/commands/spec"

// GeneralDeps is what the commands use that are about no subject of their own.
type GeneralDeps struct {
	Finder
	Exports Exports
	Book    func() *spec.Book // all commands
}

// generalHelp lists the command that explains the others.
func generalHelp(d GeneralDeps) []spec.Command { return []spec.Command{help(d)} }

// generalTake lists the commands that take things elsewhere: into a file, onto TCA's own pages.
func generalTake(d GeneralDeps) []spec.Command { return []spec.Command{export(d), open(d)} }
