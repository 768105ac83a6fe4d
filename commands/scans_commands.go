package commands

import "tcabot/commands/spec"

// scansDeps is what the commands here use.
type scansDeps struct {
	Finder
	Links Links
}

// scansResults lists the commands about what the last scans found, in the order of help.
func scansResults(f Finder) []spec.Command {
	d := scansDeps{Finder: f}
	return []spec.Command{latest(d), trend(d)}
}

// scansCommands lists the commands about scans and their jobs, in the order of help.
func scansCommands(f Finder, links Links) []spec.Command {
	d := scansDeps{f, links}
	return []spec.Command{scans(d), jobs(d), job(d)}
}
