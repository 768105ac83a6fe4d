package commands

import "tcabot/commands/spec"

// metricsDeps is what the commands here use.
type metricsDeps struct {
	Finder
}

// metricsCommands lists the commands about what is measured beside issues, in the order of help.
func metricsCommands(f Finder) []spec.Command {
	d := metricsDeps{f}
	return []spec.Command{complexity(d), complexityFile(d), functions(d), function(d), duplication(d), duplicate(d), duplicateBlock(d), lines(d), linesFiles(d), linesFile(d), linesLanguages(d)}
}
