// Package schemes has the commands about the configuration of scans: schemes, their templates, tools, nodes and the values
// of settings.
package schemes

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
}

// Commands lists the commands about the configuration of scans, in the order of help.
func Commands(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{schemes(d), scheme(d), templates(d), tools(d), tool(d), nodes(d), reference(d)}
}
