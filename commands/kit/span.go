// Package kit holds the few shapes our answers are made of, and turns them into Slack's Block Kit.
//
// A message is written once as parts and spans; its blocks and its plain text (what notifications and screen readers
// use) are both derived from them and cannot drift apart. Text from outside never meets a markup parser: it is carried
// by rich_text and plain_text only, so a repository called "<!channel>" or "*bold*" shows exactly so.
package kit

import (
	"strings"
	"time"
)

// Span is a run of text with one style.
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
// Whoever was forgotten has no ID left, and is shown as a question mark.
func Person(userID string) Span {
	if userID == "" {
		return Text("?")
	}
	return Span{kind: person, user: userID}
}

// Channel is a conversation in Slack, shown by the name it has when it is read, to whoever may know it.
func Channel(id string) Span { return Span{kind: channel, user: id} }
