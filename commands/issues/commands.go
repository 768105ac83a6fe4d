// Package issues has the commands about the issues of an analysed branch, and about the rules and authors behind them.
package issues

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
}

// Lists lists the commands about the issues of a branch, in the order of help.
func Lists(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{issues(d), issue(d)}
}

// Rules lists the commands about rules and authors, in the order of help.
func Rules(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{rules(d), rule(d), authors(d)}
}
