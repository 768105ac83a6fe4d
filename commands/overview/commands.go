// Package overview has the commands that tell how a branch stands, and what of it is whose.
package overview

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
}

// Branch lists the commands about how a branch stands, in the order of help.
func Branch(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{overview(d)}
}

// Mine lists the commands about what is whose, in the order of help.
func Mine(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{mine(d)}
}
