package kit

import "github.com/slack-go/slack"

// Gap is a paragraph that says that something is missing from the message. It is never shortened.
type Gap Line

func (Gap) role() role    { return missing }
func (Gap) shorter() Part { return nil }
func (g Gap) size() int   { return Line(g).size() }

func (g Gap) appendText(lines []string) []string { return append(lines, Line(g).markup()) }

func (g Gap) block(int) slack.Block { return slack.NewRichTextBlock("", section(Line(g))) }
