// Package metrics has the commands about code metrics: complexity, duplicate code and lines of code.
package metrics

import (
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
}

// Changes lists the commands that change functions and files with duplicate code, in the order of help.
func Changes(f target.Finder, actions action.Runner) []command.Command {
	d := changeDeps{f, actions}
	return []command.Command{ignoreFunction(d), restoreFunction(d), assignFunction(d), ignoreDuplicate(d), restoreDuplicate(d), assignDuplicate(d)}
}

// Undoers take back what they change.
func Undoers() map[action.Kind]action.Undoer {
	all := map[action.Kind]action.Undoer{}
	functionThing().undoers(all)
	duplicateThing().undoers(all)
	return all
}

// Commands lists the commands about code metrics, in the order of help.
func Commands(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{complexity(d), complexityFile(d), functions(d), function(d), duplication(d), duplicate(d), duplicateBlock(d), lines(d), linesFiles(d), linesFile(d), linesLanguages(d)}
}
