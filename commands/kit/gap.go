package kit

// Gap is a paragraph that says that something is missing from the message. It is never shortened.
type Gap Line

func (Gap) role() role    { return missing }
func (Gap) shorter() Part { return nil }
func (g Gap) size() int   { return Line(g).size() }

func (g Gap) transcribe(t *transcript) { Para(g).transcribe(t) }

func (g Gap) appendBlock(dst []byte, at int) []byte { return Para(g).appendBlock(dst, at) }
