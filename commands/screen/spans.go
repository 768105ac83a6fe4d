package screen

import (
	"strconv"
	"tcabot/api"
)

// WholeSeconds formats a length of time for a file: seconds, which spreadsheet programs can add up.
func WholeSeconds(t api.Span) string {
	if t.Seconds() <= 0 {
		return ""
	}
	return strconv.Itoa(int(t.Seconds() + 0.5))
}

// Tenths formats a figure for a file, with one decimal.
func Tenths(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
