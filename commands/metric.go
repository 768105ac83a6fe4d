package commands

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// unfiltered is the line that shows more when a list came out empty: the same without filters.
func unfiltered(s spec.Screen, total int, all string) string {
	if total > 0 || s.Line == all {
		return ""
	}
	return all
}

// fileChange is the word for how a file changed; none for one that did not.
func fileChange(w sayer, c api.FileChange) string {
	if !c.Valid() {
		return ""
	}
	return w.Say("file_change." + c.String())
}

// pathName is a path, cut at its beginning, or its number when nothing of it would be visible.
func pathName(path string, id int64, most int) string {
	return kit.Name(tail(path, most), "#"+number(id), most)
}

// fileTitle is a file's own name, for a heading.
func fileTitle(path string) string {
	path = kit.Clean(path)
	return kit.Name(path[strings.LastIndex(path, "/")+1:], tail(path, 80), 80)
}

// lineSpan writes which lines of a file something takes.
func lineSpan(s spec.Screen, from, to int) string {
	if to <= from {
		return s.Say("span.line", "From", from)
	}
	return s.Say("span.lines", "From", from, "To", to)
}
