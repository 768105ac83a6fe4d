package bottest

import (
	"encoding/json"
	"slices"
)

// control is an element one can do something with, and the block it is in.
type control struct {
	element
	block element
}

// controls lists all there is to press, choose and fill in.
func controls(blocks []element) []control {
	var all []control
	for _, b := range blocks {
		inner := slices.Clone(b.Elements)
		if b.Element != nil {
			inner = append(inner, *b.Element)
		}
		if b.Accessory != nil {
			inner = append(inner, *b.Accessory)
		}
		for _, e := range inner {
			if e.ActionID != "" || e.Type == "button" {
				all = append(all, control{element: e, block: b})
			}
		}
		all = append(all, controls(b.ChildBlocks)...)
	}
	return all
}

// find looks a control up by its action ID.
func find(blocks json.RawMessage, actionID string) (control, bool) {
	all := controls(parse(blocks))
	i := slices.IndexFunc(all, func(c control) bool { return c.ActionID == actionID })
	if i < 0 {
		return control{}, false
	}
	return all[i], true
}

// Has reports whether the message has a control of this action ID.
func (m Message) Has(actionID string) bool {
	_, ok := find(m.Blocks, actionID)
	return ok
}

// Value is what a button of the message carries.
func (m Message) Value(actionID string) string {
	c, _ := find(m.Blocks, actionID)
	return c.value()
}

// Button is a button of a message or view.
type Button struct{ Text, ActionID, BlockID, Value, URL, Style string }

// Button finds a button by its label or its action ID.
func (m Message) Button(name string) (Button, bool) { return button(m.Blocks, name) }

// Button finds a button by its label or its action ID.
func (v *View) Button(name string) (Button, bool) { return button(blocksOf(v.Raw), name) }

func button(blocks json.RawMessage, name string) (Button, bool) {
	for _, c := range controls(parse(blocks)) {
		if c.Type == "button" && (c.ActionID == name || c.text() == name) {
			return Button{Text: c.text(), ActionID: c.ActionID, BlockID: c.block.BlockID, Value: c.value(), URL: c.URL, Style: textOf(c.Style)}, true
		}
	}
	return Button{}, false
}
