package commands

import "tcabot/commands/spec"

// overviewDeps is what the commands here use.
type overviewDeps struct {
	Finder
}

// overviewBranch lists the commands about how a branch stands, in the order of help.
func overviewBranch(f Finder) []spec.Command {
	d := overviewDeps{f}
	return []spec.Command{overview(d)}
}

// overviewMine lists the commands about what is whose, in the order of help.
func overviewMine(f Finder) []spec.Command {
	d := overviewDeps{f}
	return []spec.Command{mine(d)}
}
