// Package overview has the commands that sum up a branch, and a person's open work in all branches.
package overview

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
}

// Branch lists the commands that sum up a branch, in the order of help.
func Branch(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{overview(d)}
}

// Mine lists the commands about a person's open work, in the order of help.
func Mine(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{mine(d)}
}
