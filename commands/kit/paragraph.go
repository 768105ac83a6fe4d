package kit

// longPara is how long a paragraph is before it is cut rather than left out.
const longPara = 1000

// Para is a paragraph.
type Para Line

func (Para) role() role  { return content }
func (p Para) size() int { return Line(p).size() }

func (p Para) transcribe(t *transcript) {
	Line(p).transcribe(t)
	t.end()
}

func (p Para) appendBlock(dst []byte, _ int) []byte {
	dst = appendSection(append(dst, richText...), Line(p))
	return append(dst, "]}"...)
}

func (p Para) shorter() Part {
	switch {
	case p.size() <= longPara:
		return nil
	case len(p) > 1:
		return p[:len(p)-1]
	case p[0].url == "":
		s := p[0]
		s.text = Cut(s.text, length(s.text)/2)
		return Para{s}
	default:
		return nil // the address of a link cannot be cut
	}
}
