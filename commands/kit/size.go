package kit

import "unicode/utf8"

// MaxSize is how long all texts, addresses and values of a message may be together. Slack's own limit, near 13,200
// characters, is not documented: it was met in the field (msg_blocks_too_long).
const MaxSize = 12_500

// Size is how long all texts, addresses and values of a message are together, in characters.
func (m Message) Size() int {
	n := 0
	for _, p := range m {
		switch p := p.(type) {
		case Heading:
			n += min(length(string(p)), maxHeading)
		case Para:
			n += Line(p).size()
		case Gap:
			n += Line(p).size()
		case Note:
			n += Line(p).size()
		case Rows:
			for _, row := range p {
				for _, l := range row {
					n += l.size() + 1
				}
			}
		case Quote:
			n += length(p.clean())
		case Table:
			n += size(p.lines())
		case Source:
			n += size(p.lines())
		case Buttons:
			for _, c := range p {
				n += c.size()
			}
		case Chart:
			for _, s := range p.Series {
				n += len(s.Values) * maxChartName
			}
		case Rule:
		}
	}
	return n
}

func length(s string) int { return utf8.RuneCountInString(s) }

func size(lines []string) int {
	n := 0
	for _, l := range lines {
		n += length(l) + 1
	}
	return n
}

func (l Line) size() int {
	n := 0
	for _, s := range l {
		if n += length(s.text) + length(s.url) + len(s.user); s.kind == moment {
			n += len(dateFormat)
		}
	}
	return n
}

func (b Button) size() int {
	n := min(length(b.Label), maxLabel) + length(b.Value) + length(b.URL)
	if b.Ask != nil {
		n += length(b.Ask.Title + b.Ask.Text + b.Ask.Yes + b.Ask.No)
	}
	return n
}

func (m Menu) size() int {
	n := length(m.Placeholder)
	for _, o := range m.Options {
		n += min(length(o.Label), maxLabel) + length(o.Value)
	}
	return n
}
