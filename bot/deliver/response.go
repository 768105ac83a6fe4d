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

	message   kit.Rendered
	transient bool  // it is out of date as soon as the answer comes
	forms     Forms // the ways to say it that Slack has not refused; it is said in the first one
}

// Private is a response that only the person who asked sees.
func Private(m kit.Rendered) Response {
	return Response{Type: slack.ResponseTypeEphemeral, message: m, forms: FormsOf(m)}
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

// Text is what the response says as text.
func (r Response) Text() string { return r.forms[0].Text }

// head is the response as JSON, up to what it says.
func (r Response) head(dst []byte) []byte {
	dst = kit.AppendString(append(dst, `{"response_type":`...), r.Type)
	dst = strconv.AppendBool(append(dst, `,"replace_original":`...), r.Replace)
	if r.Thread != "" {
		dst = kit.AppendString(append(dst, `,"thread_ts":`...), r.Thread)
	}
	return append(dst, ',')
}

// maxHead is how long a head is at most, in bytes.
const maxHead = 128

// AppendJSON appends the response as Slack takes it. It is written by hand, because what it says is JSON already, which
// package encoding/json would read again.
func (r Response) AppendJSON(dst []byte) []byte {
	return append(append(r.head(dst), r.forms[0].json()...), '}')
}

// Size is how long the response is as JSON, in bytes, or a little less.
func (r Response) Size() int { return maxHead + len(r.forms[0].json()) }

// JSON is the response as Slack takes it.
func (r Response) JSON() json.RawMessage { return r.AppendJSON(make([]byte, 0, r.Size())) }

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
