// Package schemes has the commands about what a scan looks for and with what: schemes, their templates, tools and the words
// that settings are made of.
package schemes

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
}

// Commands lists the commands about what a scan looks for, in the order of help.
func Commands(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{schemes(d), scheme(d), templates(d), tools(d), tool(d), nodes(d), reference(d)}
}
