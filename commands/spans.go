package commands

import (
	"strconv"
	"tcabot/api"
)

// wholeSeconds writes a length of time for a file: seconds, which spreadsheet programs can add up.
func wholeSeconds(t api.Span) string {
	if t.Seconds() <= 0 {
		return ""
	}
	return strconv.Itoa(int(t.Seconds() + 0.5))
}

// tenths writes a figure for a file, with one digit after the point.
func tenths(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
