package kit

// Rows is a list. Each row is one or more lines: the first names the thing, the others describe it.
type Rows [][]Line

func (Rows) role() role { return content }

func (r Rows) size() int {
	n := 0
	for _, row := range r {
		for _, l := range row {
			n += l.size() + 1
		}
	}
	return n
}

func (r Rows) shorter() Part {
	if len(r) < 2 {
		return nil
	}
	return r[:fewer(len(r))]
}

func (r Rows) transcribe(t *transcript) {
	for _, row := range r {
		t.write("• ")
		for i, l := range row {
			if i > 0 {
				t.write(" — ")
			}
			l.transcribe(t)
		}
		if t.end(); t.full {
			return
		}
	}
}

func (r Rows) appendBlock(dst []byte, _ int) []byte {
	if len(r) == 0 {
		return dst
	}
	dst = append(dst, richText+`{"type":"rich_text_list","elements":[`...)
	for _, row := range r {
		dst = appendSection(next(dst), row...)
	}
	return append(dst, `],"style":"bullet","indent":0,"border":0,"offset":0}]}`...)
}
