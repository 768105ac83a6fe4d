// Package deliver is the one way to Slack's Web API for messages. Slack takes only so many: one a second in a channel,
// and of each method a number a minute. What is to be sent waits in the queue for its turn, answers before digests, so that
// five hundred digests due in the same minute neither lose one of them nor hold up the person who just asked.
//
// A post has no key by which Slack would know it again. So it is sent anew only when Slack said that it did not take it;
// whoever posts learns from the error whether that is known.
package deliver

import (
	"context"
	"log/slog"
	"net/http"
	"sync/atomic"
	"tcabot/commands/kit"
	"time"

	"github.com/slack-go/slack"
)

// Priority says who goes first. Among equals it is who came first.
type Priority int

const (
	// Answer is for what somebody waits for. It overtakes every Digest that waits for the same method.
	Answer Priority = iota
	// Digest is for what comes by itself.
	Digest

	priorities // how many there are
)

// Message is something to post.
type Message struct {
	Channel  string // or the ID of a person, whose direct message with the bot it is then
	Thread   string // the message it goes under; empty for none
	Message  kit.Message
	Metadata slack.SlackMetadata // comes back with the message from its channel's history; of no type: none
	Priority Priority
}

// Ref is where a message is. A post to a person tells the channel here.
type Ref struct{ Channel, TS string }

// Config says how patient a Sender is. All may be zero.
type Config struct {
	Waiting  int           // how many may wait in the queue, of each priority, so that digests never shut out answers; 1000
	Timeout  time.Duration // for one call, once it has begun; 10 s
	HTTP     *http.Client  // for the bytes of files; one without a time-out
	RateUnit time.Duration // the length of a second in Slack's rate limits; one second, which tests shorten
}

// Sender sends, on behalf of one bot token. Its methods are safe for concurrent use.
//
// The context ends the wait in the queue. A call that has begun is waited for all the same, for at most Config.Timeout: it
// cannot be taken back, and to look away would only leave nobody knowing what became of it.
type Sender struct {
	client *slack.Client
	conf   Config
	log    *slog.Logger
	queue  *queue
	meters meters

	noEntities atomic.Bool // Slack refused Work Objects
}

// New is ready to use and needs no closing: nothing of it runs while nothing waits. The client must not retry by
// itself, and its HTTP client have no time-out shorter than the longest upload.
func New(client *slack.Client, conf Config, log *slog.Logger) *Sender {
	if conf.Waiting <= 0 {
		conf.Waiting = 1000
	}
	if conf.Timeout <= 0 {
		conf.Timeout = 10 * time.Second
	}
	if conf.HTTP == nil {
		conf.HTTP = &http.Client{}
	}
	if conf.RateUnit <= 0 {
		conf.RateUnit = time.Second
	}
	return &Sender{client: client, conf: conf, log: log, queue: newQueue(conf)}
}

// Post posts a message. Posts to one channel, of one priority, arrive in the order in which they were asked for. After
// ErrUncertain the message may be there or not: look for its metadata before posting it again.
func (s *Sender) Post(ctx context.Context, m Message) (Ref, error) {
	return s.post(ctx, call{}, m, kit.Render(m.Message))
}

// post is Post of a message that is rendered already, with what the call says of repetitions.
func (s *Sender) post(ctx context.Context, c call, m Message, content kit.Rendered) (Ref, error) {
	c.method, c.channel, c.priority = postMessage, m.Channel, m.Priority
	var at Ref
	err := s.sendForms(ctx, c, content,
		func(ctx context.Context, f Form) (string, error) {
			options := append(f.options(), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
			if m.Thread != "" {
				options = append(options, slack.MsgOptionTS(m.Thread))
			}
			if m.Metadata.EventType != "" {
				options = append(options, slack.MsgOptionMetadata(m.Metadata))
			}
			var err error
			at.Channel, at.TS, err = s.client.PostMessageContext(ctx, m.Channel, options...)
			return at.Channel, requireField(at.TS, err)
		})
	if err != nil {
		return Ref{}, err
	}
	return at, nil
}

// Ephemeral shows a message to one person in a channel, in a thread if it is not empty. Slack does not keep it, and it
// cannot be changed later. It has no share in the channel's one message a second: Slack counts it by its method only.
func (s *Sender) Ephemeral(ctx context.Context, channel, user, thread string, m kit.Message) error {
	return s.ephemeral(ctx, call{}, channel, user, thread, kit.Render(m))
}

// ephemeral is Ephemeral of a message that is rendered already, with what the call says of repetitions.
func (s *Sender) ephemeral(ctx context.Context, c call, channel, user, thread string, m kit.Rendered) error {
	c.method = postEphemeral
	return s.sendForms(ctx, c, m, func(ctx context.Context, f Form) (string, error) {
		options := f.options()
		if thread != "" {
			options = append(options, slack.MsgOptionTS(thread))
		}
		ts, err := s.client.PostEphemeralContext(ctx, channel, user, options...)
		return "", requireField(ts, err)
	})
}

// Update puts another message in the place of one. Doing so twice does no harm, so it is tried up to three times.
// Updates of one message belong one after the other: of two at once Slack keeps either.
func (s *Sender) Update(ctx context.Context, at Ref, m kit.Message) error {
	return s.update(ctx, call{method: updateMessage, again: true}, at, kit.Render(m))
}

// UpdateNow is Update for what will soon be out of date, such as how far something is: if it would have to wait, it is
// not sent, and the error is ErrLater.
func (s *Sender) UpdateNow(ctx context.Context, at Ref, m kit.Message) error {
	return s.update(ctx, call{method: updateMessage, again: true, now: true}, at, kit.Render(m))
}

// update is Update of a message that is rendered already.
func (s *Sender) update(ctx context.Context, c call, at Ref, m kit.Rendered) error {
	return s.sendForms(ctx, c, m, func(ctx context.Context, f Form) (string, error) {
		// Blocks that are left out would stay as they were, and names be linked unless parse says otherwise:
		// https://docs.slack.dev/reference/methods/chat.update
		options := []slack.MsgOption{slack.MsgOptionText(f.Text, false), slack.MsgOptionBlocks(f.Blocks.Slack()...), slack.MsgOptionParse(false)}
		_, ts, _, err := s.client.UpdateMessageContext(ctx, at.Channel, at.TS, options...)
		return "", requireField(ts, err)
	})
}
