package screen

import (
	"strconv"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Duration formats a length of time for people.
func Duration(s command.Screen, t api.Span) string {
	switch seconds := int(t.Seconds() + 0.5); {
	case seconds <= 0:
		return s.Say("took.unknown")
	case seconds < 60:
		return s.Say("took.seconds", "Count", seconds)
	case seconds < 3600:
		return s.Say("took.minutes", "Count", seconds/60, "Seconds", seconds%60)
	default:
		return s.Say("took.hours", "Count", seconds/3600, "Minutes", seconds%3600/60)
	}
}

// PercentOf is how many percent a part is of the whole.
func PercentOf(part, whole int) float64 {
	if whole <= 0 {
		return 0
	}
	return float64(part) * 100 / float64(whole)
}

// TextOr is a text, or a substitute for an empty one.
func TextOr(text, none string) string {
	if text == "" {
		return none
	}
	return text
}

// Signed writes a change: +5, −3, 0.
func Signed(n int) string {
	switch {
	case n > 0:
		return "+" + kit.Thousands(n)
	case n < 0:
		return "−" + kit.Thousands(-n)
	default:
		return "0" // "±0" is two columns wide in fonts with Chinese letters
	}
}

// Range formats positions in a list; a single one is not formatted as a range.
func Range(s command.Screen, from, to int) string {
	if from >= to {
		return kit.Thousands(from)
	}
	return s.Say("list.range", "From", kit.Thousands(from), "To", kit.Thousands(to))
}

// Percent writes 12.34 as 12.3 %.
func Percent(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "%" }

// Since formats a change after a figure, in brackets; empty for none.
func Since(s command.Screen, change int) string {
	if change == 0 {
		return ""
	}
	return s.Say("metric.since", "Diff", Signed(change))
}

// PlainRate formats a rate for a file.
func PlainRate(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
