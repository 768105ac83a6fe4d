package screen

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Unfiltered is the line without filters, for a list that is empty.
func Unfiltered(s command.Screen, total int, all line.Line) line.Line {
	if total > 0 || line.This(s) == all {
		return line.Line{}
	}
	return all
}

// FileChange is the word for how a file changed; none for one that did not.
func FileChange(w locale.Sayer, c api.FileChange) string {
	if !c.Valid() {
		return ""
	}
	return w.Say(locale.Group("file_change").Key(c.String()))
}

// PathName is a path, cut at its beginning, or its ID when no character of it is visible.
func PathName(path string, id int64, most int) string {
	return kit.Name(kit.Tail(path, most), "#"+kit.Number(id), most)
}

// FileTitle is a file's own name, for a heading.
func FileTitle(path string) string {
	path = kit.Clean(path)
	return kit.Name(path[strings.LastIndex(path, "/")+1:], kit.Tail(path, 80), 80)
}

// menuFile is how many characters of a path an option of a menu shows: its label has room for 75 in all.
const menuFile = 28

// MenuFile is the end of a path, before the name of something in the file in an option of a menu; empty for no path.
func MenuFile(path string) string {
	if kit.Blank(path) {
		return ""
	}
	return kit.Tail(kit.Clean(path), menuFile) + " · "
}

// LineSpan formats a range of lines of a file.
func LineSpan(s command.Screen, from, to int) string {
	if to <= from {
		return s.Say("span.line", "From", from)
	}
	return s.Say("span.lines", "From", from, "To", to)
}

// BareSpan is LineSpan where the reader knows that it is about lines.
func BareSpan(from, to int) string {
	if to <= from {
		return kit.Number(from)
	}
	return kit.Number(from) + "–" + kit.Number(to)
}
