package screen

import (
	"strconv"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Duration writes how long something lasted, as people say it.
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

// TextOr is a text, or a word in its place when there is none.
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

// Range writes the positions from one to another in a list; a single one is not written as a range.
func Range(s command.Screen, from, to int) string {
	if from >= to {
		return kit.Thousands(from)
	}
	return s.Say("list.range", "From", kit.Thousands(from), "To", kit.Thousands(to))
}

// Percent writes 12.34 as 12.3 %.
func Percent(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) + "%" }

// Since writes a change behind a figure, in brackets; nothing where nothing changed.
func Since(s command.Screen, change int) string {
	if change == 0 {
		return ""
	}
	return s.Say("metric.since", "Diff", Signed(change))
}

// PlainRate writes a rate for a file of figures.
func PlainRate(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
