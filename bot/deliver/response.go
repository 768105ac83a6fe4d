package deliver

import (
	"encoding/json"
	"strconv"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"

	"github.com/slack-go/slack"
)

// Response is an answer as a response URL and the acknowledgement of a slash command take it.
type Response struct {
	Type    string
	Replace bool
	Thread  string // under which it is shown; Slack wants Replace to be false with it
	Text    string
	Blocks  kit.Blocks

	message   kit.Message
	transient bool  // it is out of date as soon as the answer comes
	forms     Forms // the ways to say it that Slack has not refused; the first is the one above
}

// Private is a response that only the person who asked sees.
func Private(m kit.Rendered) Response {
	return Response{Type: slack.ResponseTypeEphemeral, message: m.Message, forms: FormsOf(m)}.formed()
}

// Replacement is a response in the place of the message whose button was pressed; whoever saw that one sees it.
func Replacement(m kit.Rendered) Response {
	r := Private(m)
	r.Replace = true
	return r
}

// Public is a response that everybody in the conversation sees.
func Public(m kit.Rendered) Response {
	r := Private(m)
	r.Type = slack.ResponseTypeInChannel
	return r
}

// Progress is a private response that says how far the answer is: it is not worth delivering in another way.
func Progress(m kit.Rendered) Response {
	r := Private(m)
	r.transient = true
	return r
}

// public reports whether everybody in the conversation sees the response as a new message.
func (r Response) public() bool { return r.Type == slack.ResponseTypeInChannel }

// within is the response in the thread in which it was asked. What replaces a message stays where that is.
func (r Response) within(thread string) Response {
	if !r.Replace {
		r.Thread = thread
	}
	return r
}

// formed is the response in the first of the forms that are left.
func (r Response) formed() Response {
	r.Text, r.Blocks = r.forms[0].Text, r.forms[0].Blocks
	return r
}

// JSON is the response as Slack takes it. It is written by hand, because blocks are JSON already, which package
// encoding/json would read again.
func (r Response) JSON() json.RawMessage {
	out := make([]byte, 0, 128+2*len(r.Text)+r.Blocks.Len())
	out = kit.AppendString(append(out, `{"response_type":`...), r.Type)
	out = strconv.AppendBool(append(out, `,"replace_original":`...), r.Replace)
	if r.Thread != "" {
		out = kit.AppendString(append(out, `,"thread_ts":`...), r.Thread)
	}
	out = kit.AppendString(append(out, `,"text":`...), r.Text)
	if len(r.Blocks) > 0 {
		out = r.Blocks.AppendJSON(append(out, `,"blocks":`...))
	}
	return append(out, '}')
}

// MarshalJSON is JSON, for whoever makes a part of something else of it.
func (r Response) MarshalJSON() ([]byte, error) { return r.JSON(), nil }

// Address is where the answer to a question goes.
type Address struct {
	URL     string // the response URL, which is a credential
	Who     command.Who
	Channel string
	Thread  string // in which it was asked; empty for none
	Words   locale.Words
}
