package kit

// Slack's limits for a menu, from its Block Kit reference.
const (
	maxOptions = 100
	// MaxOption is how many bytes the value of an option has at most.
	MaxOption = 150
)

// Menu offers one choice among many.
type Menu struct {
	ID          string
	Placeholder string
	Options     []Option
}

// Option is one line of a Menu. Its Value may be 150 characters long.
type Option struct{ Label, Value string }

func (m Menu) size() int {
	n := length(m.Placeholder)
	for _, o := range m.Options {
		n += min(length(o.Label), maxLabel) + length(o.Value)
	}
	return n
}

func (m Menu) appendElement(dst []byte) []byte {
	begin := len(dst)
	dst = appendPlain(append(dst, `{"type":"static_select","placeholder":`...), Cut(m.Placeholder, maxLabel))
	dst = AppendString(append(dst, `,"action_id":`...), m.ID)
	dst = append(dst, `,"options":[`...)
	none := len(dst)
	for _, o := range m.Options[:min(len(m.Options), maxOptions)] {
		if len(o.Value) <= MaxOption { // a longer line would come back cut; the list above still links to it
			dst = o.append(next(dst))
		}
	}
	if len(dst) == none {
		return dst[:begin]
	}
	return append(dst, "]}"...)
}

func (o Option) append(dst []byte) []byte {
	dst = appendPlain(append(dst, `{"text":`...), Cut(Clean(o.Label), maxLabel))
	return append(AppendString(append(dst, `,"value":`...), o.Value), '}')
}
