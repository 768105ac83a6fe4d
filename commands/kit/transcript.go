package kit

import "unicode/utf8"

// transcript is a message that is being written as text, line by line. It ends with the last whole line for which there
// is room: a line cut in its middle could end inside a token of Slack's.
type transcript struct {
	text  []byte
	begin int  // of the line that is being written
	left  int  // how many characters there is room for
	full  bool // nothing more is taken
}

// end ends a line.
func (t *transcript) end() {
	if t.full {
		t.text = t.text[:t.begin]
		return
	}
	t.left -= utf8.RuneCount(t.text[t.begin:]) + 1
	if t.full = t.left < 0; t.full {
		t.text = append(t.text[:t.begin], "…\n"...)
	} else {
		t.text = append(t.text, '\n')
	}
	t.begin = len(t.text)
}

// write writes a part of a line as it is.
func (t *transcript) write(s string) { t.text = append(t.text, s...) }

// escaped writes a part of a line that may be from outside.
func (t *transcript) escaped(s string) { t.text = appendEscaped(t.text, s) }

// String is the text so far.
func (t *transcript) String() string { return string(t.text[:max(0, len(t.text)-len("\n"))]) }
