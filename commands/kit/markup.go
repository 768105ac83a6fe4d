package kit

import (
	"strconv"
	"strings"
)

// markup renders the line as Slack's mrkdwn with nothing from outside active in it. It is only used where Slack takes
// nothing better: a message's top-level text, and moments and people in small print.
func (l Line) markup() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.markup())
	}
	return b.String()
}

func (s Span) markup() string {
	switch s.kind {
	case moment:
		return "<!date^" + strconv.FormatInt(s.when.Unix(), 10) + "^" + dateFormat + "|" + s.text + ">"
	case person:
		return "<@" + s.user + ">"
	case channel:
		return "<#" + s.user + ">"
	default:
		return escape(s.text)
	}
}

// escape disarms what mrkdwn would act on. Slack decodes the three entities and nothing else; the formatting
// characters have no escape, so an invisible word joiner after each keeps them from pairing up.
func escape(s string) string { return escaper.Replace(s) }

var escaper = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	"*", "*\u2060", "_", "_\u2060", "~", "~\u2060", "`", "`\u2060", ":", ":\u2060", "@", "@\u2060",
)
