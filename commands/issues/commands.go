// Package issues has the commands about the issues of an analysed branch, and about the rules and authors behind them.
package issues

import (
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
	Actions action.Runner
}

// Lists lists the commands about the issues of a branch, in the order of help.
func Lists(f target.Finder) []command.Command {
	d := deps{Finder: f}
	return []command.Command{issues(d), issue(d)}
}

// Changes lists the commands that change issues, in the order of help.
func Changes(f target.Finder, actions action.Runner) []command.Command {
	d := deps{f, actions}
	return []command.Command{resolve(d), reopen(d), assign(d), severity(d)}
}

// Rules lists the commands about rules and authors, in the order of help.
func Rules(f target.Finder) []command.Command {
	d := deps{Finder: f}
	return []command.Command{rules(d), rule(d), authors(d)}
}
