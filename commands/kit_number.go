package commands

import (
	"strconv"
	"tcabot/commands/kit"
)

func number[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// tail shortens a path to its end, which tells more than its beginning.
func tail(path string, most int) string {
	path = kit.Clean(path)
	runes := []rune(path)
	if len(runes) <= most {
		return path
	}
	return "…" + string(runes[len(runes)-most+1:])
}
