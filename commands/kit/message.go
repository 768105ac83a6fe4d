package kit

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

const (
	// MaxSize is how long all texts, addresses and values of a message may be together. Slack's own limit, near 13,200
	// characters, is not documented: it was observed in production (msg_blocks_too_long).
	MaxSize = 12_500
	// maxText is where Slack starts to split the text of a message.
	maxText = 4000
)

// Message is a list of parts, from top to bottom.
type Message []Part

// Part is a piece of a message. Everything about a kind of part is in the file of its type, so a new kind is one new file: Heading, Para, Gap, Rows, Quote, Table, Source, Chart, Note, Buttons and Rule.
type Part interface {
	// role says what the part is for in a message.
	role() role
	// appendText appends the part as lines of mrkdwn, with text from outside escaped.
	appendText(lines []string) []string
	// block renders the part, which stands at an index of its message; nil when there is nothing to show. No part is more
	// than one block, so the number of parts bounds the number of blocks.
	block(at int) slack.Block
	// size is how long all texts, addresses and values of the part are together, in characters.
	size() int
	// shorter is the part without its last entries; nil when it has only one, or cannot be taken apart.
	shorter() Part
}

// role is what a part is for in a message.
type role int

const (
	content  role = iota + 1
	missing       // says that something is missing from the message
	footnote      // belongs to the controls at the foot when it stands before them
	controls      // a row of controls, of which the last is kept when a message is cut
)

// Plain is a message of one paragraph.
func Plain(s string) Message { return Message{Para{Text(s)}} }

// Blocks renders the message, as much of it as Slack takes: see Fit.
func (m Message) Blocks() []slack.Block {
	fit := m.Fit()
	blocks := make([]slack.Block, 0, len(fit))
	for i, p := range fit {
		if b := p.block(i); b != nil {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// Text is the whole message as text, for notifications and screen readers, which read nothing else. Markup in
// text from outside is escaped, so the message notifies nobody but a Person.
func (m Message) Text() string {
	var lines []string
	for _, p := range m {
		lines = p.appendText(lines)
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

// Size is how long all texts, addresses and values of a message are together, in characters.
func (m Message) Size() int {
	n := 0
	for _, p := range m {
		n += p.size()
	}
	return n
}

// Incomplete reports whether the message says that something is missing from it.
func (m Message) Incomplete() bool {
	return slices.ContainsFunc(m, func(p Part) bool { return p.role() == missing })
}
