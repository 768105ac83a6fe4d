// Package metrics has the commands about code metrics: complexity, duplicate code and lines of code.
package metrics

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// deps is what the commands here use.
type deps struct {
	target.Finder
}

// Commands lists the commands about code metrics, in the order of help.
func Commands(f target.Finder) []command.Command {
	d := deps{f}
	return []command.Command{complexity(d), complexityFile(d), functions(d), function(d), duplication(d), duplicate(d), duplicateBlock(d), lines(d), linesFiles(d), linesFile(d), linesLanguages(d)}
}
