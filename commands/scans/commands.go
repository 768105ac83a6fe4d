// Package scans has the commands about scans: their history and jobs, the figures of the last one, and trends.
package scans

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
	Links command.Links
}

// Results lists the commands about the figures of the last scans, in the order of help.
func Results(f target.Finder) []command.Command {
	d := deps{Finder: f}
	return []command.Command{latest(d), trend(d)}
}

// Commands lists the commands about scans and their jobs, in the order of help.
func Commands(f target.Finder, links command.Links) []command.Command {
	d := deps{f, links}
	return []command.Command{scans(d), jobs(d), job(d)}
}
