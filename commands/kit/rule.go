package kit

// Rule is a thin line between what comes before and after it.
type Rule struct{}

func (Rule) role() role             { return content }
func (Rule) shorter() Part          { return nil }
func (Rule) size() int              { return 0 }
func (Rule) transcribe(*transcript) {}

func (Rule) appendBlock(dst []byte, _ int) []byte { return append(dst, `{"type":"divider"}`...) }
