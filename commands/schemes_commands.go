package commands

import "tcabot/commands/spec"

// schemesDeps is what the commands here use.
type schemesDeps struct {
	Finder
}

// schemesCommands lists the commands about what a scan looks for, in the order of help.
func schemesCommands(f Finder) []spec.Command {
	d := schemesDeps{f}
	return []spec.Command{schemes(d), scheme(d), templates(d), tools(d), tool(d), reference(d)}
}
