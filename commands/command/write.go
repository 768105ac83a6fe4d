package command

import "strings"

// Write is a command with its arguments as a line.
func Write(name string, as Args) string { return Join(append(strings.Fields(name), as.words()...)) }
