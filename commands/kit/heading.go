package kit

// maxHeading is Slack's limit for a header block. Strings are counted in runes; Slack's unit is not documented.
const maxHeading = 150

// Heading is the title of a message or of a section of it.
type Heading string

func (Heading) role() role    { return content }
func (Heading) shorter() Part { return nil }
func (h Heading) size() int   { return min(length(string(h)), maxHeading) }

func (h Heading) transcribe(t *transcript) {
	t.escaped(Clean(string(h)))
	t.end()
}

func (h Heading) appendBlock(dst []byte, _ int) []byte {
	dst = appendPlain(append(dst, `{"type":"header","text":`...), Cut(Clean(string(h)), maxHeading))
	return append(dst, '}')
}
