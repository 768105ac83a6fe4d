package kit

import "slices"

// maxBlocks is how many blocks Slack takes in a message.
const maxBlocks = 50

// Fit is the message within Slack's limits. One that is within them stays as it is. A longer one loses the end of its
// content, which a line says; its last row of controls stays, so that there is always a way on.
func (m Message) Fit() Message {
	fit, _ := m.fit()
	return fit
}

// fit is Fit and the size of what is left.
func (m Message) fit() (Message, int) {
	size := m.Size()
	if len(m) <= maxBlocks && size <= MaxSize {
		return m, size
	}
	var c cutting
	if c.measure(m); !c.over() {
		return m, size
	}
	at := len(m)
	if last := lastControls(m); last >= 0 {
		at = last
		for at > 0 && isFoot(m[at-1]) {
			at--
		}
	}
	c.head, c.tail = slices.Clone(m[:at]), slices.Clone(m[at:])
	cut := Para{Text("…")}
	c.measure(Message{cut})
	c.shorten(&c.head, 1, -1)
	c.dropMenus()
	c.shorten(&c.tail, 0, lastControls(c.tail))
	c.shorten(&c.head, 0, -1)
	return append(append(c.head, cut), c.tail...), c.size
}

// lastControls is the index of the last row of controls; -1 when there is none.
func lastControls(m Message) int {
	for i, p := range slices.Backward(m) {
		if p.role() == controls {
			return i
		}
	}
	return -1
}

// isFoot reports whether a part belongs to the controls at a message's foot when it stands before them.
func isFoot(p Part) bool { return p.role() == controls || p.role() == footnote }

// cutting is a message that is being cut: its content, its foot, and how much both are together.
type cutting struct {
	head, tail   Message
	blocks, size int
	scratch      []byte // of counting blocks
}

func (c *cutting) over() bool { return c.blocks > maxBlocks || c.size > MaxSize }

// measure adds parts.
func (c *cutting) measure(m Message) {
	for _, p := range m {
		c.count(p, 1)
	}
}

// count adds a part, or takes one away with a sign of -1.
func (c *cutting) count(p Part, sign int) {
	if c.scratch = p.appendBlock(c.scratch[:0], 0); len(c.scratch) > 0 {
		c.blocks += sign
	}
	c.size += sign * p.size()
}

// replace puts what is left of a part in its place, nil for nothing.
func (c *cutting) replace(was, is Part) {
	c.count(was, -1)
	if is != nil {
		c.count(is, 1)
	}
}

// shorten takes away from the end: entries of the last part that has several, then that part, then the one before, down
// to as many parts as are to be kept. The part at foot is never taken away whole.
func (c *cutting) shorten(m *Message, keep, foot int) {
	for i := len(*m) - 1; i >= keep && c.over(); i-- {
		for left := (*m)[i]; left != nil && c.over(); {
			was := left
			left = nil
			if i == foot || c.blocks <= maxBlocks && c.size-was.size() < MaxSize {
				left = was.shorter()
			}
			if left == nil && i == foot {
				break
			}
			c.replace(was, left)
			if left == nil {
				*m = slices.Delete(*m, i, i+1)
				foot--
			} else {
				(*m)[i] = left
			}
		}
	}
}

// dropMenus takes menus out of the foot, the longest first: they repeat what is there.
func (c *cutting) dropMenus() {
	for c.over() {
		row, at, most := -1, 0, 0
		for i, p := range c.tail {
			if b, ok := p.(Buttons); ok {
				if j, size := b.longestMenu(); size > most {
					row, at, most = i, j, size
				}
			}
		}
		if row < 0 {
			return
		}
		was := c.tail[row].(Buttons)
		left := was.without(at)
		c.replace(was, left)
		c.tail[row] = left
	}
}

// fewer is somewhat less than n.
func fewer(n int) int { return n - max(1, n/8) }
