package scans

import (
	"math"
	"strconv"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"time"
)

// TrendPoint is one scan of a trend.
type TrendPoint struct {
	when   time.Time
	values []float64 // one for each series; the first is the figure of the trend
	cells  []string  // the cells of its row in the table
}

// Points are the scans' figures, oldest first.
func (d TrendCard) Points() []TrendPoint {
	var all []TrendPoint
	switch d.Kind {
	case trendComplexity:
		scans, threshold := d.alike()
		for _, c := range scans {
			sum, _ := c.At(threshold)
			all = append(all, TrendPoint{
				c.Time.Time, []float64{float64(sum.Over)}, []string{kit.Thousands(sum.Over), screen.Signed(sum.OverDiff), kit.Thousands(c.Worse)},
			})
		}
	case trendDuplication:
		for _, u := range d.duplicate {
			all = append(all, TrendPoint{
				u.Time.Time, []float64{math.Round(u.Rate*10) / 10}, []string{screen.Percent(u.Rate), kit.Thousands(u.UniqueLines), kit.Thousands(u.Files)},
			})
		}
	case trendLines:
		for _, l := range d.lines {
			all = append(all, TrendPoint{
				l.Time.Time, []float64{float64(l.Code)}, []string{kit.Thousands(l.Code), screen.Signed(l.AddedCode - l.DeletedCode), screen.Percent(screen.PercentOf(l.Comment, l.Total))},
			})
		}
	case TrendIssues:
		for _, l := range d.Lint {
			open := l.Total.ByState.Active
			worst := l.Total.BySeverity.Of(api.SeverityFatal).Active + l.Total.BySeverity.Of(api.SeverityError).Active
			all = append(all, TrendPoint{
				l.Scan.Time.Time,
				[]float64{float64(open), float64(worst)},
				[]string{kit.Thousands(open), kit.Thousands(worst), kit.Thousands(l.Current.Opened), kit.Thousands(l.Current.Fixed)},
			})
		}
	}
	return all
}

// series are the names of the chart's series.
func (d TrendCard) series(s command.Screen) []string {
	switch d.Kind {
	case trendComplexity:
		return []string{s.Say("trend.over")}
	case trendDuplication:
		return []string{s.Say("head.duplicate")}
	case trendLines:
		return []string{s.Say("head.code")}
	default:
		return []string{s.Say("head.open"), s.Say("head.worst")}
	}
}

// heads are the headings of the table's columns except for the last, which is the time.
func (d TrendCard) heads() []locale.Key {
	switch d.Kind {
	case trendComplexity:
		return []locale.Key{"trend.over", "head.change", "trend.worse"}
	case trendDuplication:
		return []locale.Key{"head.duplicate", "head.duplicate_lines", "head.files"}
	case trendLines:
		return []locale.Key{"head.code", "head.change", "trend.comments"}
	default:
		return []locale.Key{"head.open", "head.worst", "head.new", "head.fixed"}
	}
}

// Chart draws the points.
func (d TrendCard) Chart(s command.Screen, points []TrendPoint) kit.Chart {
	c := kit.NewChart(s.Words, locale.Group("trend_what").Key(string(d.Kind)))
	for _, p := range points {
		c.Points = append(c.Points, p.when.In(d.Zone).Format("01-02"))
	}
	for i, name := range d.series(s) {
		one := kit.Series{Name: name}
		for _, p := range points {
			one.Values = append(one.Values, p.values[i])
		}
		c.Series = append(c.Series, one)
	}
	return c
}

// table lists the figures of the last scans, the newest first.
func (d TrendCard) table(s command.Screen, points []TrendPoint) kit.Table {
	t := kit.NewTable(s.Words, append(d.heads(), "")...)
	for i := len(points) - 1; i >= max(0, len(points)-shownScans); i-- {
		t.Rows = append(t.Rows, append(points[i].cells, points[i].when.In(d.Zone).Format("01-02 15:04")))
	}
	return t
}

// Sentence says how the figure changed from the first to the last scan, and in which scan it changed most.
func (d TrendCard) Sentence(s command.Screen, points []TrendPoint) kit.Line {
	first, last := points[0], points[len(points)-1]
	from, to := first.values[0], last.values[0]
	what := s.Say(locale.Group("trend_what").Key(string(d.Kind)))
	span := []any{"What", what, "From", d.figure(from), "To", kit.Bold(d.figure(to)), "Count", len(points), "Day", d.day(s, points, first)}
	if from == to {
		least, most := bounds(points)
		if least == most {
			return kit.Phrase(s.Words, "trend.same", span...)
		}
		return kit.Phrase(s.Words, "trend.back", append(span, "Least", d.figure(least), "Most", d.figure(most))...)
	}
	id, biggest := locale.Key("trend.rose"), locale.Key("trend.biggest_rise")
	sign := 1.0
	if to < from {
		id, biggest, sign = "trend.fell", "trend.biggest_fall", -1
	}
	line := kit.Phrase(s.Words, id, span...)
	if len(points) < 3 {
		return line
	}
	at := 1
	for i := range points[1:] {
		step := func(i int) float64 { return sign * (points[i].values[0] - points[i-1].values[0]) }
		if step(i+1) > step(at) {
			at = i + 1
		}
	}
	return append(line, kit.Phrase(s.Words, biggest, "Day", d.day(s, points, points[at]), "Diff", d.change(s, points[at].values[0]-points[at-1].values[0]))...)
}

// bounds are the minimum and the maximum of the first series.
func bounds(points []TrendPoint) (least, most float64) {
	least, most = points[0].values[0], points[0].values[0]
	for _, p := range points {
		least, most = min(least, p.values[0]), max(most, p.values[0])
	}
	return least, most
}

// day is the date of a scan, with the year where the scans are of several years.
func (d TrendCard) day(s command.Screen, points []TrendPoint, p TrendPoint) string {
	layout := locale.Key("trend.day")
	if points[0].when.In(d.Zone).Year() != points[len(points)-1].when.In(d.Zone).Year() {
		layout = "trend.day_year"
	}
	return p.when.In(d.Zone).Format(s.Say(layout))
}

// figure writes a value of the first series.
func (d TrendCard) figure(v float64) string {
	if d.Kind == trendDuplication {
		return screen.Percent(v)
	}
	return kit.Thousands(int(v))
}

// change writes a difference of the first series.
func (d TrendCard) change(s command.Screen, v float64) string {
	if d.Kind != trendDuplication {
		return screen.Signed(int(v))
	}
	sign := "+"
	if v < 0 {
		sign = "−"
	}
	return s.Say("count.points", "Diff", sign+strconv.FormatFloat(math.Abs(v), 'f', 1, 64))
}
