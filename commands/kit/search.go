package kit

// Search is a menu into which people type: the bot suggests its options.
type Search struct {
	ID          string
	Placeholder string
}

func (s Search) size() int { return length(s.Placeholder) }

func (s Search) appendElement(dst []byte) []byte {
	dst = appendPlain(append(dst, `{"type":"external_select","placeholder":`...), Cut(s.Placeholder, maxLabel))
	dst = AppendString(append(dst, `,"action_id":`...), s.ID)
	return append(dst, `,"min_query_length":1}`...)
}
