package kit

import "slices"

// maxBlocks is how many blocks Slack takes in a message.
const maxBlocks = 50

// Fit is the message within Slack's limits. One that is within them stays as it is. Of a longer one the end of what it
// tells is left out, which a line says; its last row of controls stays, so that there is always a way on.
func (m Message) Fit() Message {
	if len(m) <= maxBlocks && m.Size() <= MaxSize {
		return m // no part is more than one block
	}
	var c cutting
	if c.measure(m); !c.over() {
		return m
	}
	at := len(m)
	if last := lastButtons(m); last >= 0 {
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
	c.shorten(&c.tail, 0, lastButtons(c.tail))
	c.shorten(&c.head, 0, -1)
	return append(append(c.head, cut), c.tail...)
}

func lastButtons(m Message) int {
	for i, p := range slices.Backward(m) {
		if _, ok := p.(Buttons); ok {
			return i
		}
	}
	return -1
}

// isFoot reports whether a part belongs to the controls at a message's foot when it stands before them.
func isFoot(p Part) bool {
	switch p.(type) {
	case Buttons, Note:
		return true
	}
	return false
}

// cutting is a message that is being cut: what it tells, its foot, and how much both are together.
type cutting struct {
	head, tail   Message
	blocks, size int
}

func (c *cutting) over() bool { return c.blocks > maxBlocks || c.size > MaxSize }

// measure adds parts.
func (c *cutting) measure(m Message) {
	for _, p := range m {
		one := Message{p}
		c.blocks += len(one.render())
		c.size += one.Size()
	}
}

// replace puts what is left of a part in its place, nil for nothing.
func (c *cutting) replace(was, is Part) {
	one := Message{was}
	c.blocks -= len(one.render())
	c.size -= one.Size()
	if is != nil {
		c.measure(Message{is})
	}
}

// shorten takes away from the end: entries of the last part that has several, then that part, then the one before, down
// to as many parts as are to be kept. The part at foot is never taken away whole.
func (c *cutting) shorten(m *Message, keep, foot int) {
	for i := len(*m) - 1; i >= keep && c.over(); i-- {
		for left := (*m)[i]; left != nil && c.over(); {
			was := left
			left = nil
			if i == foot || c.blocks <= maxBlocks && c.size-(Message{was}).Size() < MaxSize {
				left = shorter(was)
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
		row, at, most := -1, -1, 0
		for i, p := range c.tail {
			b, _ := p.(Buttons)
			for j, control := range b {
				if menu, ok := control.(Menu); ok && menu.size() > most && len(b) > 1 {
					row, at, most = i, j, menu.size()
				}
			}
		}
		if row < 0 {
			return
		}
		was := c.tail[row].(Buttons)
		left := slices.Delete(slices.Clone(was), at, at+1)
		c.replace(was, left)
		c.tail[row] = left
	}
}

// longPara is how long a paragraph is rather cut than left out.
const longPara = 1000

// shorter is a part without its last entries; nil when it has only one, or cannot be taken apart.
func shorter(p Part) Part {
	switch p := p.(type) {
	case Rows:
		if len(p) > 1 {
			return p[:fewer(len(p))]
		}
	case Table:
		if len(p.Rows) > 1 {
			p.Rows = p.Rows[:fewer(len(p.Rows))]
			return p
		}
	case Source:
		if len(p.Lines) > 1 {
			p.Lines = p.Lines[:fewer(len(p.Lines))]
			return p
		}
	case Para:
		l := Line(p)
		switch {
		case l.size() <= longPara:
		case len(l) > 1:
			return Para(l[:len(l)-1])
		case l[0].url == "":
			s := l[0]
			s.text = Cut(s.text, length(s.text)/2)
			return Para{s}
		}
	case Buttons:
		if len(p) > 1 {
			return p[:len(p)-1]
		}
		if len(p) == 0 {
			return nil
		}
		if menu, ok := p[0].(Menu); ok && len(menu.Options) > 1 {
			menu.Options = menu.Options[:fewer(len(menu.Options))]
			return Buttons{menu}
		}
	}
	return nil
}

// fewer is somewhat less than n.
func fewer(n int) int { return n - max(1, n/8) }
