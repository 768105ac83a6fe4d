package kit

import "slices"

const (
	// MaxSize is how long all texts, addresses and values of a message may be together. Slack's own limit, near 13,200
	// characters, is not documented: it was observed in production (msg_blocks_too_long).
	MaxSize = 12_500
	// maxText is where Slack starts to split the text of a message.
	maxText = 4000
)

// Message is a list of parts, from top to bottom.
type Message []Part

// Part is a piece of a message. Everything about a kind of part is in the file of its type, so a new kind is one new file: Heading, Para, Gap, Rows, Quote, Table, Source, Chart, Note, Checks, Buttons and Rule.
type Part interface {
	// role says what the part is for in a message.
	role() role
	// transcribe writes the part as lines of mrkdwn, with text from outside escaped.
	transcribe(t *transcript)
	// appendBlock appends the part, which stands at an index of its message, as a block; nothing when there is nothing to
	// show. No part is more than one block, so the number of parts bounds the number of blocks.
	appendBlock(dst []byte, at int) []byte
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
func (m Message) Blocks() Blocks {
	fit, size := m.fit()
	_, blocks := fit.appendBlocks(make([]byte, 0, blockBytes(size)))
	return blocks
}

// blockBytes is about how long the blocks of a message of a size are as JSON: two or three times as long as their texts.
func blockBytes(size int) int { return 3*size + 512 }

// appendBlocks appends the blocks of a message that fits as the elements of an array, and returns them also one by one.
func (m Message) appendBlocks(dst []byte) ([]byte, Blocks) {
	var at [2 * maxBlocks]int // where each block begins and ends: dst may move while it grows
	n := 0
	for i, p := range m {
		before := len(dst)
		if n > 0 {
			dst = append(dst, ',')
		}
		begin := len(dst)
		if dst = p.appendBlock(dst, i); len(dst) == begin {
			dst = dst[:before]
			continue
		}
		at[2*n], at[2*n+1] = begin, len(dst)
		n++
	}
	blocks := make(Blocks, n)
	for i := range blocks {
		begin, end := at[2*i], at[2*i+1]
		blocks[i] = dst[begin:end:end]
	}
	return dst, blocks
}

// Text is the whole message as text, for notifications and screen readers, which read nothing else. Markup in
// text from outside is escaped, so the message notifies nobody but a Person.
func (m Message) Text() string {
	t := transcript{text: make([]byte, 0, 1024), left: maxText - 100}
	for _, p := range m {
		if p.transcribe(&t); t.full {
			break
		}
	}
	return t.String()
}

// Size is how long all texts, addresses and values of a message are together, in characters.
func (m Message) Size() int {
	n := 0
	for _, p := range m {
		n += p.size()
	}
	return n
}

// Button is the button with an ID.
func (m Message) Button(id string) (Button, bool) {
	for _, p := range m {
		row, _ := p.(Buttons)
		for _, c := range row {
			if b, ok := c.(Button); ok && b.ID == id {
				return b, true
			}
		}
	}
	return Button{}, false
}

// Incomplete reports whether the message says that something is missing from it.
func (m Message) Incomplete() bool {
	return slices.ContainsFunc(m, func(p Part) bool { return p.role() == missing })
}
