package kit

import "slices"

// Rendered is a message as it is delivered, made once for whoever delivers it, several times perhaps. It does not change.
type Rendered struct {
	text       string
	blocks     Blocks
	members    []byte // text and blocks as the members of a JSON object; blocks are parts of it
	incomplete bool
	charted    Message // the message, if it has charts
}

// Render renders a message.
func Render(m Message) Rendered { return render(m, m.Text()) }

// render renders a message with a text.
func render(m Message, text string) Rendered {
	r := Rendered{text: text, incomplete: m.Incomplete()}
	if m.Charted() {
		r.charted = m
	}
	fit, size := m.fit()
	r.members = AppendString(append(make([]byte, 0, len(r.text)+len(r.text)/4+blockBytes(size)), `"text":`...), r.text)
	empty := len(r.members)
	r.members = append(r.members, `,"blocks":[`...)
	if r.members, r.blocks = fit.appendBlocks(r.members); len(r.blocks) == 0 {
		r.members = r.members[:empty]
	} else {
		r.members = append(r.members, ']')
	}
	return r
}

// Text is Message.Text.
func (r Rendered) Text() string { return r.text }

// Blocks is Message.Blocks.
func (r Rendered) Blocks() Blocks { return r.blocks }

// Members are the text and the blocks as the members of a JSON object, as Slack takes them. Nobody may change them.
func (r Rendered) Members() []byte { return r.members }

// Charted is Message.Charted.
func (r Rendered) Charted() bool { return r.charted != nil }

// Uncharted is the message with its charts told in words. Its text tells them anyway.
func (r Rendered) Uncharted() Rendered {
	if r.charted == nil {
		return r
	}
	return render(r.charted.Uncharted(), r.text)
}

// Incomplete is Message.Incomplete.
func (r Rendered) Incomplete() bool { return r.incomplete }

// Under is the message under a short note, if there is room for one.
func (r Rendered) Under(note Message) Rendered {
	above := Render(note)
	if len(above.blocks)+len(r.blocks) > maxBlocks {
		return r
	}
	under := Rendered{text: above.text + "\n" + r.text, blocks: slices.Concat(above.blocks, r.blocks), incomplete: r.incomplete}
	if r.charted != nil {
		under.charted = slices.Concat(note, r.charted)
	}
	under.members = AppendString([]byte(`"text":`), under.text)
	if len(under.blocks) > 0 {
		under.members = under.blocks.AppendJSON(append(under.members, `,"blocks":`...))
	}
	return under
}
