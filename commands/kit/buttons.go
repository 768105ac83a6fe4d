package kit

import (
	"slices"
	"strconv"
)

// maxControls is how many controls a row takes.
const maxControls = 25

// Buttons is a row of controls.
type Buttons []Control

// Control is a Button, a Menu, a Search or an Overflow.
type Control interface {
	// size is how long its texts, address and values are together, in characters.
	size() int
	// appendElement appends it as an element of a block; nothing when there is nothing to show.
	appendElement(dst []byte) []byte
}

func (Buttons) role() role             { return controls }
func (Buttons) transcribe(*transcript) {}

func (b Buttons) size() int {
	n := 0
	for _, c := range b {
		n += c.size()
	}
	return n
}

// appendBlock gives the row a unique block ID, so that actions are never ambiguous.
func (b Buttons) appendBlock(dst []byte, at int) []byte {
	begin := len(dst)
	dst = strconv.AppendInt(append(dst, `{"type":"actions","block_id":"row`...), int64(at), 10)
	dst = append(dst, `","elements":[`...)
	n := 0
	for _, c := range b {
		var shown bool
		if dst, shown = appendElement(dst, c.appendElement); shown {
			n++
		}
		if n == maxControls {
			break
		}
	}
	if n == 0 {
		return dst[:begin]
	}
	return append(dst, "]}"...)
}

func (b Buttons) shorter() Part {
	switch len(b) {
	case 0:
		return nil
	case 1:
		if menu, ok := b[0].(Menu); ok && len(menu.Options) > 1 {
			menu.Options = menu.Options[:fewer(len(menu.Options))]
			return Buttons{menu}
		}
		return nil
	default:
		return b[:len(b)-1]
	}
}

// longestMenu is the index and the size of the row's longest menu. The size is 0 when the row has none, or nothing else.
func (b Buttons) longestMenu() (at, size int) {
	if len(b) < 2 {
		return 0, 0
	}
	for i, c := range b {
		if menu, ok := c.(Menu); ok && menu.size() > size {
			at, size = i, menu.size()
		}
	}
	return at, size
}

// without is the row without one of its controls. The row itself stays as it is.
func (b Buttons) without(at int) Buttons { return slices.Delete(slices.Clone(b), at, at+1) }
