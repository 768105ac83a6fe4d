package kit

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Slack's limits, from its Block Kit reference. Strings are counted in runes; Slack's unit is not documented.
const (
	maxHeading = 150
	maxLabel   = 75
	maxValue   = 2000
	maxOptions = 100
	maxOption  = 150
	// maxControls is how many controls a row takes.
	maxControls = 25
	// maxText is where Slack starts to split the text of a message.
	maxText = 4000
)

// Message is one answer: its parts from top to bottom.
type Message []Part

// Part is a piece of a message: Heading, Para, Rows, Quote, Table, Source, Chart, Note, Buttons or Rule.
type Part interface{ part() }

// Heading is the title of a message or of a section of it.
type Heading string

// Para is a paragraph.
type Para Line

// Gap is a paragraph that says that something is missing from the message.
type Gap Line

// Incomplete reports whether the message says that something is missing from it.
func (m Message) Incomplete() bool {
	return slices.ContainsFunc(m, func(p Part) bool { _, ok := p.(Gap); return ok })
}

// Rows is a list. Each row is one or more lines: the first names the thing, the others tell about it.
type Rows [][]Line

// Quote is what somebody else wrote, over several lines perhaps. It is cut at maxQuote runes.
type Quote string

const maxQuote = 1200

// clean keeps the line breaks of a quote, at most one empty line at a time, and cleans its lines.
func (q Quote) clean() string {
	var lines []string
	for l := range strings.Lines(string(q)) {
		l = strings.TrimRight(Clean(strings.TrimRight(l, "\r\n")), " ")
		if l != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, l)
		}
	}
	return Cut(strings.TrimSpace(strings.Join(lines, "\n")), maxQuote)
}

// Note is small print.
type Note Line

// Buttons is a row of things to press.
type Buttons []Control

// Rule is a thin line between what comes before and after it.
type Rule struct{}

func (Heading) part() {}
func (Para) part()    {}
func (Gap) part()     {}
func (Rows) part()    {}
func (Quote) part()   {}
func (Note) part()    {}
func (Buttons) part() {}
func (Rule) part()    {}

// Control is a Button or a Menu.
type Control interface{ size() int }

// Button is pressed. With a URL it opens a page, else its Value comes back to the bot.
type Button struct {
	ID    string // unique in its row; what stands before "/" says who handles it
	Label string
	Value string
	URL   string
	Main  bool // the one button most people want
	Alert bool // the one that takes something away
	Ask   *Ask // asked before the press counts
}

// Ask is a question put before a press counts.
type Ask struct{ Title, Text, Yes, No string }

// Menu offers one choice among many.
type Menu struct {
	ID          string
	Placeholder string
	Options     []Option
}

// Option is one line of a Menu. Its Value may be 150 characters long.
type Option struct{ Label, Value string }

// Text is the whole message as text, for notifications and screen readers, which read nothing else. What Slack would
// take for markup is disarmed, so it notifies nobody but a Person.
func (m Message) Text() string {
	var lines []string
	for _, p := range m {
		switch p := p.(type) {
		case Heading:
			lines = append(lines, escape(Clean(string(p))))
		case Para:
			lines = append(lines, Line(p).markup())
		case Gap:
			lines = append(lines, Line(p).markup())
		case Note:
			lines = append(lines, Line(p).markup())
		case Rows:
			for _, row := range p {
				var told []string
				for _, l := range row {
					told = append(told, l.markup())
				}
				lines = append(lines, "• "+strings.Join(told, " — "))
			}
		case Quote:
			lines = append(lines, escape(p.clean()))
		case Table:
			lines = append(lines, p.text()...)
		case Source:
			lines = append(lines, p.text()...)
		case Chart:
			lines = append(lines, p.text()...)
		case Buttons, Rule:
		}
	}
	return cutLines(lines, maxText-100)
}

// cutLines joins whole lines while they fit: a line cut in its middle could end inside a token of Slack's.
func cutLines(lines []string, most int) string {
	size := 0
	for i, l := range lines {
		size += utf8.RuneCountInString(l) + 1
		if size > most {
			return strings.Join(append(slices.Clone(lines[:i]), "…"), "\n")
		}
	}
	return strings.Join(lines, "\n")
}

// Plain is a message of one paragraph.
func Plain(s string) Message { return Message{Para{Text(s)}} }
