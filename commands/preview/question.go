package preview

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"time"
)

const (
	// MaxCards is how many previews a message gets.
	MaxCards = 5
	// Pause is how long a link is not previewed again in a channel, and how long an unanswered question is not repeated there.
	Pause = 30 * time.Minute
	// Lifetime is how long a question can be answered.
	Lifetime = 24 * time.Hour
)

// Question asks a person whether their links in a message may be previewed, with their access.
type Question struct {
	ID       int64
	Who      command.Who
	Message  Message
	Links    []Link
	External bool // the question said that people of other companies read along
	Asked    time.Time
}

// Message is a message with links, as Slack names it.
type Message struct {
	Channel  string `json:"channel"`
	TS       string `json:"ts"`
	Thread   string `json:"thread,omitempty"`
	UnfurlID string `json:"unfurl_id,omitempty"` // with Source, another way to name it; empty where Slack does not tell it
	Source   string `json:"source,omitempty"`
}

// Link is a link to a page of TCA.
type Link struct {
	URL  string `json:"url"`  // exactly as Slack sent it
	Line string `json:"line"` // makes its card
}

// The answers to a Question, as the buttons name them.
const (
	AnswerAlways = "always"
	AnswerOnce   = "once"
	AnswerNever  = "never"
)

// AnswerControl is the kind of control that answers a Question. Its name is an answer and the ID of the question.
const AnswerControl = "preview"

// Ask is the question for a person who posted links: who would read the previews, and what they can choose. In a channel that
// other companies can read, a choice holds for one message only.
func Ask(s command.Screen, q Question, c screen.Channel) kit.Message {
	lead, audience := kit.Phrase(s.Words, "preview.ask", "Count", len(q.Links)), kit.Para(screen.Audience(s, c))
	if q.External && !c.External && !c.Invited { // Slack said so with the message
		audience = append(audience, kit.Text(s.Say("audience.and")), kit.Bold(s.Say("audience.external")))
	}
	button := func(answer, label string, l line.Line) kit.Button {
		return kit.Button{ID: AnswerControl + "/" + answer + "/" + kit.Number(q.ID), Label: label, Value: command.State{Line: l.String()}.String()}
	}
	var row kit.Buttons
	if !q.External {
		row = append(row, button(AnswerAlways, s.Say("preview.always"), line.LinksAlways()))
	}
	row = append(row,
		button(AnswerOnce, s.Say("preview.once"), line.Links()),
		button(AnswerNever, s.Say("preview.never"), line.LinksNever()))
	if len(q.Links) > 0 {
		row = append(row, line.Button("show", s.Say("link.show"), line.Typed(q.Links[0].Line)))
	}
	return kit.Message{kit.Para(lead), audience, row, kit.Note(kit.Phrase(s.Words, "preview.rights"))}
}

// Answered says what came of a message's links: previews, or why there are none.
func Answered(s command.Screen, shown int) kit.Message {
	if shown == 0 {
		return kit.Message{kit.Para(kit.Phrase(s.Words, "preview.recent"))}
	}
	return kit.Message{kit.Para(kit.Phrase(s.Words, "preview.done", "Count", shown))}
}

// Expired says that a question cannot be answered any more.
func Expired(s command.Screen) kit.Message {
	return kit.Message{kit.Para(kit.Phrase(s.Words, "preview.expired")), kit.Buttons{line.Button("links", s.Say("links.open"), line.Links())}}
}
