package kit

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"tcabot/commands/locale"
)

// Slack's limits for charts: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
const (
	maxChartTitle  = 50
	maxChartName   = 20
	maxChartPoints = 20
	maxChartSeries = 6
)

// Chart shows figures over time. Slack's newest clients draw it; wherever it cannot be drawn, and for screen
// readers, it is written in a line of text for each series.
type Chart struct {
	words  locale.Words
	title  string
	Points []string // the name of each point, oldest first; at most 20 are drawn, the newest
	Series []Series // at most 6
}

// NewChart is a chart without series, in the reader's language. Arguments are those of the title's sentence.
func NewChart(w locale.Words, title locale.Key, namesAndValues ...any) Chart {
	return Chart{words: w, title: w.Say(title, namesAndValues...)}
}

// Series is one line of a Chart, with a value for each of its points.
type Series struct {
	Name   string
	Values []float64
}

// Charted reports whether a message has a block that Slack may reject. Such a message must not be sent where an error
// would go unnoticed.
func (m Message) Charted() bool {
	return slices.ContainsFunc(m, func(p Part) bool { d, ok := p.(drawing); return ok && d.drawable() })
}

// Uncharted is the message with its charts written in words.
func (m Message) Uncharted() Message {
	out := slices.Clone(m)
	for i, p := range out {
		if d, ok := p.(drawing); ok {
			out[i] = d.inWords()
		}
	}
	return out
}

// drawing is a part that not every client of Slack can draw.
type drawing interface {
	drawable() bool
	inWords() Part
}

func (Chart) role() role    { return content }
func (Chart) shorter() Part { return nil }

func (c Chart) size() int {
	n := 0
	for _, s := range c.Series {
		n += len(s.Values) * maxChartName
	}
	return n
}

func (c Chart) appendBlock(dst []byte, at int) []byte {
	if !c.drawable() {
		return c.inWords().appendBlock(dst, at)
	}
	begin := len(dst)
	skip := max(0, len(c.Points)-maxChartPoints)
	points := distinct(c.Points[skip:])
	dst = AppendString(append(dst, `{"type":"data_visualization","title":`...), Name(c.title, unnamed, maxChartTitle))
	dst = append(dst, `,"chart":{"type":"line","series":[`...)
	none := len(dst)
	for i, name := range c.names() {
		values := c.Series[i].Values
		values = values[min(skip, len(values)):min(len(c.Points), len(values))]
		if len(values) > 0 {
			dst = appendSeries(next(dst), name, points, values)
		}
	}
	if len(dst) == none {
		return dst[:begin]
	}
	dst = append(dst, `],"axis_config":{"categories":[`...)
	for _, p := range points {
		dst = AppendString(next(dst), p)
	}
	return append(dst, "]}}}"...)
}

func appendSeries(dst []byte, name string, points []string, values []float64) []byte {
	dst = AppendString(append(dst, `{"name":`...), name)
	dst = append(dst, `,"data":[`...)
	for i, v := range values {
		dst = AppendString(append(next(dst), `{"label":`...), points[i])
		dst = append(appendNumber(append(dst, `,"value":`...), v), '}')
	}
	return append(dst, "]}"...)
}

// names are what the series are called.
func (c Chart) names() []string {
	names := make([]string, min(len(c.Series), maxChartSeries))
	for i := range names {
		names[i] = c.Series[i].Name
	}
	return distinct(names)
}

// drawable reports whether all values are numbers that JSON has.
func (c Chart) drawable() bool {
	return !slices.ContainsFunc(c.Series, func(s Series) bool {
		return slices.ContainsFunc(s.Values, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	})
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

// inWords is the chart as text that lines up in a fixed-width font.
func (c Chart) inWords() Part { return Source{Lines: c.lines()} }

// lines draws each series with block characters, from its least to its greatest value, and writes its two ends.
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

// transcribe writes the first and the last value of each series.
func (c Chart) transcribe(t *transcript) {
	Heading(c.title).transcribe(t)
	for _, s := range c.Series {
		if len(s.Values) > 0 {
			t.labelled(c.words, s.Name, figure(s.Values[0])+" → "+figure(s.Values[len(s.Values)-1]))
		}
	}
}

var bars = []rune("▁▂▃▄▅▆▇█")

func spark(values []float64) string {
	least, most := slices.Min(values), slices.Max(values)
	var b strings.Builder
	for _, v := range values {
		at := 0
		if most > least {
			at = int(math.Round((v - least) / (most - least) * float64(len(bars)-1)))
			at = min(max(0, at), len(bars)-1) // between infinite values it is anything
		}
		b.WriteRune(bars[at])
	}
	return b.String()
}

func figure(v float64) string {
	if v == math.Trunc(v) && !math.IsInf(v, 0) {
		return Thousands(int(v))
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}
