// Package general has the general commands: help, export to files, links to TCA's pages.
package general

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// Deps is what the general commands use.
type Deps struct {
	target.Finder
	Exports Exports
	Book    func() *command.Book // all commands
}

// Help lists the help command.
func Help(d Deps) []command.Command { return []command.Command{help(d)} }

// Find lists the command of the finder.
func Find(d Deps) []command.Command { return []command.Command{find(d)} }

// Export lists the commands for export and links.
func Export(d Deps) []command.Command { return []command.Command{export(d), open(d)} }
