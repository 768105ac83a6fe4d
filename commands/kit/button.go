package kit

// Slack's limits for a button, from its Block Kit reference.
const (
	maxLabel = 75
	maxValue = 2000
)

// Button opens a page when it has a URL; otherwise a click sends its Value to the bot.
type Button struct {
	ID    string // unique in its row; the part before "/" names its handler
	Label string
	Value string
	URL   string
	Main  bool // the primary button
	Alert bool // a destructive action
	Ask   *Ask // a confirmation before the click counts
}

// Ask is a confirmation dialog.
type Ask struct{ Title, Text, Yes, No string }

func (b Button) size() int {
	n := min(length(b.Label), maxLabel) + length(b.Value) + length(b.URL)
	if b.Ask != nil {
		n += length(b.Ask.Title + b.Ask.Text + b.Ask.Yes + b.Ask.No)
	}
	return n
}

func (b Button) appendElement(dst []byte) []byte {
	dst = appendPlain(append(dst, `{"type":"button","text":`...), Cut(b.Label, maxLabel))
	dst = AppendString(append(dst, `,"action_id":`...), b.ID)
	if b.URL != "" {
		dst = AppendString(append(dst, `,"url":`...), b.URL)
	}
	if b.Value != "" {
		dst = AppendString(append(dst, `,"value":`...), Cut(b.Value, maxValue))
	}
	if b.Ask != nil {
		dst = b.Ask.append(append(dst, `,"confirm":`...))
	}
	switch {
	case b.Alert:
		dst = append(dst, `,"style":"danger"`...)
	case b.Main:
		dst = append(dst, `,"style":"primary"`...)
	}
	return append(dst, '}')
}

func (a *Ask) append(dst []byte) []byte {
	dst = appendPlain(append(dst, `{"title":`...), Cut(a.Title, 100))
	dst = appendPlain(append(dst, `,"text":`...), Cut(a.Text, 300))
	dst = appendPlain(append(dst, `,"confirm":`...), Cut(a.Yes, 30))
	dst = appendPlain(append(dst, `,"deny":`...), Cut(a.No, 30))
	return append(dst, '}')
}
