// Package kit holds the few shapes our answers are made of, and turns them into Slack's Block Kit.
//
// A message is written once as parts and spans; its blocks and its plain text (what notifications and screen readers
// use) are both derived from them and cannot drift apart. Text from outside never meets a markup parser: it is carried
// by rich_text and plain_text only, so a repository called "<!channel>" or "*bold*" shows exactly so.
package kit

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Span is a run of text with one look and meaning.
type Span struct {
	kind kind
	text string // what is read; for a time, what is shown where Slack cannot show the time
	url  string // target of a link
	user string // Slack ID of a person or channel
	when time.Time
}

type kind int

const (
	plain kind = iota + 1
	bold
	italic
	code
	link
	moment
	person
	channel
)

// Line is a sequence of spans read as one line.
type Line []Span

// Text is plain text. It may hold anything: it is cleaned here and shown literally.
func Text(s string) Span { return Span{kind: plain, text: Clean(s)} }

// Bold is emphasised text.
func Bold(s string) Span { return Span{kind: bold, text: Clean(s)} }

// Italic is text set apart, such as "nothing yet".
func Italic(s string) Span { return Span{kind: italic, text: Clean(s)} }

// Code is text in a fixed-width font: something to type, an identifier.
func Code(s string) Span { return Span{kind: code, text: Clean(s)} }

// Link is a label that opens a page. A url that is not http or https gives the bare label.
func Link(url, label string) Span {
	label = Clean(label)
	if label == "" {
		label = url
	}
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") || strings.ContainsAny(url, " \n<>|") {
		return Span{kind: bold, text: label}
	}
	return Span{kind: link, url: url, text: label}
}

// When is a moment, shown in the reader's own time zone. A zero time gives the given word instead.
func When(t time.Time, never string) Span {
	if t.IsZero() || t.Unix() < 0 {
		return Text(never)
	}
	return Span{kind: moment, when: t, text: t.UTC().Format("2006-01-02 15:04 UTC")}
}

// Person is a Slack user, shown by name. In a new post it notifies that person, so it is for whoever asked for the post.
func Person(userID string) Span { return Span{kind: person, user: userID} }

// Channel is a conversation in Slack, shown by the name it has when it is read, to whoever may know it.
func Channel(id string) Span { return Span{kind: channel, user: id} }

// Clean makes text from outside fit for one line: line breaks and tabs become spaces; control characters and the
// characters that turn the direction of the text around them are dropped; text written right to left is isolated, so
// that it cannot reorder what follows it. Letters, markup characters and emoji stay as they are.
func Clean(s string) string {
	isolate := false
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f':
			return -1
		case r == utf8.RuneError, unicode.IsControl(r), r >= '\ue000' && r <= '\uf8ff':
			return -1
		case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko):
			isolate = true
		}
		return r
	}, s)
	if isolate {
		return "\u2068" + s + "\u2069"
	}
	return s
}

// Name is how a thing from outside is called: its cleaned name cut at most runes long, or fallback when nothing of it
// would be visible.
func Name(s, fallback string, most int) string {
	visible := func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) }
	cleaned := Clean(s)
	if strings.IndexFunc(cleaned, visible) < 0 {
		return fallback
	}
	return Cut(cleaned, most)
}

// Cut shortens s to at most n runes, the last of them "…" when something was cut.
func Cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}
