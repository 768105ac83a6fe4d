package bottest

import (
	"encoding/json"
	"fmt"
	"strings"
)

// control is [a button], or {a menu: with | its options}.
func (e element) control() string {
	if e.Type == "button" {
		return "[" + e.text() + "]"
	}
	var options []string
	for _, raw := range e.options() {
		var o option
		_ = json.Unmarshal(raw, &o)
		options = append(options, o.Text.Text)
	}
	name := e.Placeholder.Text
	switch {
	case name == "" && e.Type == "overflow":
		name = "⋯"
	case name == "" && e.InitialDate != "":
		name = e.InitialDate
	case name == "":
		name = e.Type
	}
	if chosen := e.initial(); chosen != "" {
		name += " = " + chosen
	}
	if len(options) == 0 {
		return "{" + name + "}"
	}
	return "{" + name + ": " + strings.Join(options, " | ") + "}"
}

// boxes are check boxes, one a line.
func (e element) boxes() string {
	var lines []string
	for _, raw := range e.options() {
		var o option
		_ = json.Unmarshal(raw, &o)
		line := "☐ " + o.Text.Text
		if o.Description.Text != "" {
			line += " — " + o.Description.Text
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func (e element) initial() string {
	var o option
	_ = json.Unmarshal(e.InitialOption, &o)
	return o.Text.Text
}

// input is a field's label, the field and its hint.
func (e element) input() string {
	text := e.Label.Text + ": "
	if e.Element != nil {
		text += e.Element.field()
	}
	return strings.TrimSuffix(text+"\n"+e.Hint.Text, "\n")
}

// field is what one fills in.
func (e element) field() string {
	switch {
	case strings.HasSuffix(e.Type, "_input"):
		return "{" + strings.TrimSpace(e.Placeholder.Text+" "+textOf(e.Initial)) + "}"
	default:
		return e.control()
	}
}

func (e element) table() string {
	var lines []string
	if e.Caption != "" {
		lines = append(lines, e.Caption)
	}
	for _, row := range e.Rows {
		lines = append(lines, join(row, " | "))
	}
	return strings.Join(lines, "\n")
}

type point struct {
	Label string      `json:"label"`
	Value json.Number `json:"value"`
}

// chart is a chart's title, and a line for each series or segment.
func (e element) chart() string {
	var c struct {
		Segments []point `json:"segments"`
		Series   []struct {
			Name string  `json:"name"`
			Data []point `json:"data"`
		} `json:"series"`
	}
	_ = json.Unmarshal(e.Chart, &c)
	lines := []string{textOf(e.Title)}
	for _, s := range c.Segments {
		lines = append(lines, fmt.Sprintf("%s: %s", s.Label, s.Value))
	}
	for _, s := range c.Series {
		var points []string
		for _, p := range s.Data {
			points = append(points, p.Label+" "+p.Value.String())
		}
		lines = append(lines, s.Name+": "+strings.Join(points, ", "))
	}
	return strings.Join(lines, "\n")
}
