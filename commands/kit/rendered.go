package kit

// Rendered is a message with its text and blocks, made once for whoever delivers it, several times perhaps.
type Rendered struct {
	Message

	text   string
	blocks Blocks
}

// Render renders a message.
func Render(m Message) Rendered { return Rendered{Message: m, text: m.Text(), blocks: m.Blocks()} }

// Text is Message.Text.
func (r Rendered) Text() string { return r.text }

// Blocks is Message.Blocks.
func (r Rendered) Blocks() Blocks { return r.blocks }
