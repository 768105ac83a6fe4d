package kit

import (
	"strconv"
)

// Number writes a whole number in digits alone, as IDs are written.
func Number[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// Tail shortens a path to its end, which tells more than its beginning.
func Tail(path string, most int) string {
	path = Clean(path)
	runes := []rune(path)
	if len(runes) <= most {
		return path
	}
	return "…" + string(runes[len(runes)-most+1:])
}
