package playground

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// drawing is the chart of a data_visualization block, to be drawn as SVG.
type drawing struct {
	Type   string `json:"type"`
	Series []struct {
		Name string `json:"name"`
		Data []struct {
			Label string  `json:"label"`
			Value float64 `json:"value"`
		} `json:"data"`
	} `json:"series"`
}

// The picture's size, and the room around the lines for what is written there.
const (
	chartWidth, chartHeight       = 640.0, 200.0
	chartLeft, chartRight         = 56.0, 12.0
	chartTop, chartBottom         = 12.0, 26.0
	chartInnerWidth, chartInnerHt = chartWidth - chartLeft - chartRight, chartHeight - chartTop - chartBottom
)

// line is one series as SVG points.
type line struct {
	Name, Points string
	Number       int // chooses its colour
}

// tick is something written at an axis.
type tick struct {
	X, Y   float64
	Label  string
	Anchor string // where X is: start, middle or end
}

// Heading is the chart's title.
func (b block) Heading() string {
	var s string
	if json.Unmarshal(b.Title, &s) == nil {
		return s
	}
	var t label
	_ = json.Unmarshal(b.Title, &t)
	return t.Text
}

func (d *drawing) bounds() (least, most float64) {
	least, most = math.Inf(1), math.Inf(-1)
	for _, s := range d.Series {
		for _, p := range s.Data {
			least, most = min(least, p.Value), max(most, p.Value)
		}
	}
	if least > most {
		return 0, 1
	}
	if least == most {
		return least - 1, most + 1
	}
	return least, most
}

func (d *drawing) x(i, n int) float64 {
	return chartLeft + chartInnerWidth*float64(i)/float64(max(1, n-1))
}

func (d *drawing) y(v, least, most float64) float64 {
	return chartTop + chartInnerHt*(1-(v-least)/(most-least))
}

// Lines are the series.
func (d *drawing) Lines() []line {
	least, most := d.bounds()
	var out []line
	for i, s := range d.Series {
		points := make([]string, len(s.Data))
		for j, p := range s.Data {
			points[j] = fmt.Sprintf("%.1f,%.1f", d.x(j, len(s.Data)), d.y(p.Value, least, most))
		}
		out = append(out, line{Name: s.Name, Points: strings.Join(points, " "), Number: i % 6})
	}
	return out
}

// Values are the least and the greatest value, at the left.
func (d *drawing) Values() []tick {
	least, most := d.bounds()
	write := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	return []tick{
		{chartLeft - 8, d.y(most, least, most) + 4, write(most), "end"}, {chartLeft - 8, d.y(least, least, most) + 4, write(least), "end"},
	}
}

// Labels are the first, the middle and the last point, below.
func (d *drawing) Labels() []tick {
	if len(d.Series) == 0 || len(d.Series[0].Data) == 0 {
		return nil
	}
	data := d.Series[0].Data
	var out []tick
	last := -1
	for n, i := range []int{0, len(data) / 2, len(data) - 1} {
		if i != last {
			out = append(out, tick{d.x(i, len(data)), chartHeight - 6, data[i].Label, []string{"start", "middle", "end"}[n]})
		}
		last = i
	}
	return out
}
