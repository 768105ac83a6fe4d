package kit

import "slices"

// Rendered is a message as it is delivered, made once for whoever delivers it, several times perhaps. It does not change.
type Rendered struct {
	text       string
	blocks     Blocks
	members    []byte // text and blocks as the members of a JSON object; blocks are parts of it
	incomplete bool
	uncharted  *Rendered // the message with its charts told in words, if it has charts
}

// Render renders a message.
func Render(m Message) Rendered {
	text := m.Text() // tells charts in words anyway
	r := render(m, text)
	if m.Charted() {
		uncharted := render(m.Uncharted(), text)
		r.uncharted = &uncharted
	}
	return r
}

// render renders a message with a text. Nothing of the message is kept: its parts hold whole catalogues.
func render(m Message, text string) Rendered {
	r := Rendered{text: text, incomplete: m.Incomplete()}
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
func (r Rendered) Charted() bool { return r.uncharted != nil }

// Uncharted is the message with its charts told in words.
func (r Rendered) Uncharted() Rendered {
	if r.uncharted == nil {
		return r
	}
	return *r.uncharted
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
	if r.uncharted != nil {
		uncharted := r.uncharted.Under(note)
		under.uncharted = &uncharted
	}
	under.members = AppendString([]byte(`"text":`), under.text)
	if len(under.blocks) > 0 {
		under.members = under.blocks.AppendJSON(append(under.members, `,"blocks":`...))
	}
	return under
}
