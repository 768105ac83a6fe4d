package kit

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
)

// MaxChecks is how many options Slack takes in one element with check boxes.
const MaxChecks = 10

// Checks are check boxes. Ticking one does nothing yet: a button of the message acts on all that are ticked.
type Checks struct {
	Number  int     // of the element in its message, from 1
	Options []Check // at most ten are shown
}

// Check is a box that can be ticked.
type Check struct {
	Label       string // at most 75 characters are shown
	Description string // likewise; empty for none
	Value       string // what it stands for; a box without one is not shown
}

// NewChecks are boxes as parts of a message, of ten each.
func NewChecks(boxes []Check) Message {
	var m Message
	for some := range slices.Chunk(boxes, MaxChecks) {
		m = append(m, Checks{Number: len(m) + 1, Options: some})
	}
	return m
}

func (Checks) role() role { return content }

func (c Checks) size() int {
	n := 0
	for _, o := range c.Options {
		n += min(length(o.Label), maxLabel) + min(length(o.Description), maxLabel) + length(o.Value)
	}
	return n
}

func (c Checks) shorter() Part {
	if len(c.Options) < 2 {
		return nil
	}
	c.Options = c.Options[:fewer(len(c.Options))]
	return c
}

func (c Checks) transcribe(t *transcript) {
	for _, o := range c.Options {
		t.write("☐ ")
		t.escaped(o.label())
		if description, ok := o.described(); ok {
			t.write(" — ")
			t.escaped(description)
		}
		if t.end(); t.full {
			return
		}
	}
}

// appendBlock gives the boxes a block ID that changes with any of them: Slack keeps what is ticked in a block of the same ID,
// and the next page of a list, or the same page of a list that changed, has other boxes in its place.
func (c Checks) appendBlock(dst []byte, at int) []byte {
	begin := len(dst)
	if len(c.Options) == 0 {
		return dst
	}
	dst = AppendString(append(dst, `{"type":"actions","block_id":`...), "checks"+strconv.Itoa(at)+" "+c.sum())
	dst = AppendString(append(dst, `,"elements":[{"type":"checkboxes","action_id":`...), "check/"+strconv.Itoa(c.Number))
	dst = append(dst, `,"options":[`...)
	none := len(dst)
	for _, o := range c.Options[:min(len(c.Options), MaxChecks)] {
		if o.Value != "" && len(o.Value) <= MaxOption {
			dst = o.append(next(dst))
		}
	}
	if len(dst) == none {
		return dst[:begin]
	}
	return append(dst, "]}]}"...)
}

// sum stands for the values of the boxes.
func (c Checks) sum() string {
	all := sha256.New()
	for _, o := range c.Options {
		all.Write(AppendString(nil, o.Value))
	}
	return base64.RawURLEncoding.EncodeToString(all.Sum(nil)[:9])
}

func (o Check) label() string { return Name(o.Label, unnamed, maxLabel) }

func (o Check) described() (string, bool) {
	return Cut(Clean(o.Description), maxLabel), !Blank(o.Description)
}

func (o Check) append(dst []byte) []byte {
	dst = appendPlain(append(dst, `{"text":`...), o.label())
	dst = AppendString(append(dst, `,"value":`...), o.Value)
	if description, ok := o.described(); ok {
		dst = appendPlain(append(dst, `,"description":`...), description)
	}
	return append(dst, '}')
}
