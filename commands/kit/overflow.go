package kit

import (
	"slices"
	"strings"
)

const (
	// MaxOverflow is how many options Slack takes in an overflow menu.
	MaxOverflow = 5
	// overflowID is the action ID of overflow menus. The ID of the chosen button is in the option: see Chosen.
	overflowID = "more/menu"
)

// Overflow is the menu behind ⋯, with buttons that are needed less often than those beside it.
type Overflow []Button

// WithOverflow is the row with more buttons behind ⋯. A button that Slack does not take there, because its value is too
// long or there are too many, stands in the row instead; so does a single one.
func (b Buttons) WithOverflow(rare ...Button) Buttons {
	var menu Overflow
	row := slices.Clip(b)
	for _, r := range rare {
		if len(menu) < MaxOverflow && r.Ask == nil && len(r.chosen()) <= MaxOption {
			menu = append(menu, r)
		} else {
			row = append(row, r)
		}
	}
	if len(menu) == 1 {
		return append(row, menu[0])
	}
	if len(menu) > 0 {
		row = append(row, menu)
	}
	return row
}

// chosen is the value of the option that stands for a button.
func (b Button) chosen() string { return b.ID + " " + b.Value }

// Chosen returns the ID and the value of the button that was pressed, by those of the control: an option of an overflow
// menu stands for a button.
func Chosen(id, value string) (button, carried string) {
	if id != overflowID {
		return id, value
	}
	button, carried, _ = strings.Cut(value, " ")
	return button, carried
}

func (o Overflow) size() int {
	n := 0
	for _, b := range o {
		n += b.size() + length(b.ID) + 1
	}
	return n
}

func (o Overflow) appendElement(dst []byte) []byte {
	dst = AppendString(append(dst, `{"type":"overflow","action_id":`...), overflowID)
	dst = append(dst, `,"options":[`...)
	for _, b := range o {
		dst = appendPlain(append(next(dst), `{"text":`...), Cut(b.Label, maxLabel))
		dst = AppendString(append(dst, `,"value":`...), b.chosen())
		if b.URL != "" {
			dst = AppendString(append(dst, `,"url":`...), b.URL)
		}
		dst = append(dst, '}')
	}
	return append(dst, "]}"...)
}
