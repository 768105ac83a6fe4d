package kit

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"
)

// Chart is how figures went over time. Slack's newest clients draw it; wherever it cannot be drawn, and for screen
// readers, it is told in a line of text for each series.
type Chart struct {
	Title  string
	Points []string // what each point is called, oldest first; at most 20 are drawn, the newest
	Series []Series // at most 6
}

// Series is one line of a Chart, with a value for each of its points.
type Series struct {
	Name   string
	Values []float64
}

func (Chart) part() {}

// Slack's limits for charts: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
const (
	maxChartTitle  = 50
	maxChartName   = 20
	maxChartPoints = 20
	maxChartSeries = 6
)

// Charted reports whether a message has something that Slack may not know yet. Such a message must not be sent where
// a refusal is not heard of.
func (m Message) Charted() bool {
	return slices.ContainsFunc(m, func(p Part) bool { _, ok := p.(Chart); return ok })
}

// Uncharted is the message with its charts told in words.
func (m Message) Uncharted() Message {
	out := slices.Clone(m)
	for i, p := range out {
		if c, ok := p.(Chart); ok {
			out[i] = Source{Lines: c.lines()}
		}
	}
	return out
}

func (c Chart) block() slack.Block {
	skip := max(0, len(c.Points)-maxChartPoints)
	names := distinct(c.Points[skip:])
	called := make([]string, min(len(c.Series), maxChartSeries))
	for i := range called {
		called[i] = c.Series[i].Name
	}
	called = distinct(called)
	var series []slack.DataVisualizationDataSeries
	for i, name := range called {
		var data []slack.DataVisualizationDataPoint
		values := c.Series[i].Values
		for j, v := range values[min(skip, len(values)):min(len(c.Points), len(values))] {
			data = append(data, slack.NewDataVisualizationDataPoint(names[j], v))
		}
		if len(data) > 0 {
			series = append(series, slack.NewDataVisualizationDataSeries(name, data...))
		}
	}
	if len(series) == 0 {
		return nil
	}
	axis := slack.NewDataVisualizationAxisConfig(names...)
	return slack.NewDataVisualizationBlock(Name(c.Title, unnamed, maxChartTitle), slack.NewDataVisualizationLineChart(axis, series...))
}

// unnamed stands for a name of which nothing is visible.
const unnamed = "–"

// distinct makes names unique and none of them empty, as Slack wants them: two scans on one day are "11-20" and
// "11-20 (2)".
func distinct(names []string) []string {
	out := make([]string, len(names))
	taken := map[string]bool{}
	for i, name := range names {
		name = Name(name, unnamed, maxChartName)
		if taken[name] { // all but the first get a number, which must not make it too long
			name = Cut(name, maxChartName-5)
		}
		out[i] = name
		for n := 2; taken[out[i]]; n++ {
			out[i] = name + " (" + strconv.Itoa(n) + ")"
		}
		taken[out[i]] = true
	}
	return out
}

// lines tells each series as a small picture of blocks, from its least to its greatest value, and its two ends.
func (c Chart) lines() []string {
	var out []string
	for _, s := range c.Series {
		if len(s.Values) == 0 {
			continue
		}
		first, last := s.Values[0], s.Values[len(s.Values)-1]
		out = append(out, spark(s.Values)+"  "+figure(first)+" → "+figure(last)+"  "+Clean(s.Name))
	}
	if n := len(c.Points); n > 0 && len(out) > 0 {
		out = append(out, Clean(c.Points[0])+" → "+Clean(c.Points[n-1]))
	}
	return out
}

// text reads the chart out.
func (c Chart) text() []string {
	out := []string{escape(Clean(c.Title))}
	for _, s := range c.Series {
		if len(s.Values) > 0 {
			out = append(out, "• "+escape(Clean(s.Name))+": "+figure(s.Values[0])+" → "+figure(s.Values[len(s.Values)-1]))
		}
	}
	return out
}

var bars = []rune("▁▂▃▄▅▆▇█")

func spark(values []float64) string {
	least, most := slices.Min(values), slices.Max(values)
	var b strings.Builder
	for _, v := range values {
		at := 0
		if most > least {
			at = int(math.Round((v - least) / (most - least) * float64(len(bars)-1)))
		}
		b.WriteRune(bars[at])
	}
	return b.String()
}

func figure(v float64) string {
	if v == math.Trunc(v) {
		return Thousands(int(v))
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}

func number(n int) string { return strconv.Itoa(n) }

// Thousands writes 1234567 as 1,234,567.
func Thousands(n int) string {
	digits := strconv.Itoa(n)
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String()
}
