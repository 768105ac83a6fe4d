package command

import "strings"

// Multiline makes a text argument one of several lines, which forms show as a text area. A command line has no line breaks:
// there each is written as \n, and a backslash as two. Only MaxLine bounds such a text.
func (a Arg) Multiline() Arg {
	set, get := a.set, a.get
	a.multiline, a.bound = true, nil
	a.get = func() string { return escapeLines(get()) }
	a.set = func(text string) error { return set(unescapeLines(text)) }
	return a
}

// written is a value of a form as a line has it.
func (a Arg) written(value string) string {
	if value = strings.TrimSpace(value); a.multiline {
		return escapeLines(value)
	}
	return value
}

// shown is the value as a form has it.
func (a Arg) shown() string {
	if a.multiline {
		return unescapeLines(a.get())
	}
	return a.get()
}

var escapes = strings.NewReplacer(`\`, `\\`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func escapeLines(text string) string { return escapes.Replace(text) }

// unescapeLines undoes escapeLines. A backslash before any other character is one that somebody typed, and stays.
var unescapes = strings.NewReplacer(`\\`, `\`, `\n`, "\n")

func unescapeLines(text string) string { return unescapes.Replace(text) }
