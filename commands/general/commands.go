// Package general has the commands that are about no subject of their own: help, files of whole lists, pages of TCA's web.
package general

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// Deps is what the commands use that are about no subject of their own.
type Deps struct {
	target.Finder
	Exports Exports
	Book    func() *command.Book // all commands
}

// Help lists the command that explains the others.
func Help(d Deps) []command.Command { return []command.Command{help(d)} }

// Take lists the commands that take things elsewhere: into a file, onto TCA's own pages.
func Take(d Deps) []command.Command { return []command.Command{export(d), open(d)} }
