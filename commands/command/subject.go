package command

import "strings"

// Subject is what a line is about, as the line has it: the words at their places, without filters, flags and search
// texts. Of a line that holds another, such as an export's, it is the subject of that one. It is empty for a line that
// names nothing, or cannot be read.
func (b *Book) Subject(written string) string {
	p, err := b.Parse(written)
	if err != nil {
		return ""
	}
	args := p.Command.args()
	if args.parse(p.Words) != nil {
		return ""
	}
	var words []string
	for _, a := range args {
		switch v := a.get(); {
		case v == "":
		case a.form == positional:
			words = append(words, v)
		case a.form == line:
			return b.Subject(v)
		}
	}
	return strings.Join(words, " ")
}
