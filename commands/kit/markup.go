package kit

import (
	"strconv"
	"strings"
)

// dateFormat shows a moment in the reader's zone and clock style.
// https://docs.slack.dev/messaging/formatting-message-text#date-formatting
const dateFormat = "{date_short_pretty} {time}"

// appendElement appends the span as an element of rich text.
func (s Span) appendElement(dst []byte) []byte {
	switch s.kind {
	case link:
		dst = AppendString(append(dst, `{"type":"link","url":`...), s.url)
		dst = AppendString(append(dst, `,"text":`...), s.text)
	case moment:
		dst = strconv.AppendInt(append(dst, `{"type":"date","timestamp":`...), s.when.Unix(), 10)
		dst = AppendString(append(dst, `,"format":"`+dateFormat+`","fallback":`...), s.text)
	case person:
		dst = AppendString(append(dst, `{"type":"user","user_id":`...), s.user)
	case channel:
		dst = AppendString(append(dst, `{"type":"channel","channel_id":`...), s.user)
	default:
		dst = AppendString(append(dst, `{"type":"text","text":`...), s.text)
	}
	switch s.kind {
	case bold, link:
		dst = append(dst, `,"style":{"bold":true}`...)
	case italic:
		dst = append(dst, `,"style":{"italic":true}`...)
	case code:
		dst = append(dst, `,"style":{"code":true}`...)
	default:
	}
	return append(dst, '}')
}

// appendMarkup appends the span as mrkdwn.
func (s Span) appendMarkup(dst []byte) []byte {
	switch s.kind {
	case moment:
		dst = strconv.AppendInt(append(dst, "<!date^"...), s.when.Unix(), 10)
		dst = append(dst, "^"+dateFormat+"|"...)
		return append(append(dst, s.text...), '>')
	case person:
		return append(append(append(dst, "<@"...), s.user...), '>')
	case channel:
		return append(append(append(dst, "<#"...), s.user...), '>')
	default:
		return appendEscaped(dst, s.text)
	}
}

// escape is a text without active mrkdwn: see appendEscaped.
func escape(s string) string {
	if !strings.ContainsAny(s, "&<>*_~`:@") {
		return s
	}
	return string(appendEscaped(nil, s))
}

// appendEscaped escapes mrkdwn. Slack decodes the three entities and nothing else; the formatting characters have no
// escape, so an invisible word joiner after each keeps them from pairing up.
func appendEscaped(dst []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; c {
		case '&':
			dst = append(dst, "&amp;"...)
		case '<':
			dst = append(dst, "&lt;"...)
		case '>':
			dst = append(dst, "&gt;"...)
		case '*', '_', '~', '`', ':', '@':
			dst = append(append(dst, c), "\u2060"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}
