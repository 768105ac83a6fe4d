// Package history finds the bot's own messages in Slack by their metadata. A process that dies while it posts leaves open
// whether the message was sent; whoever continues its job searches for it, so that nothing is posted twice.
package history

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"tcabot/bot/deliver"
	"tcabot/bot/jobs"
	"time"

	"github.com/slack-go/slack"
)

const (
	historyPage  = 200
	historyPages = 10
	clockSkew    = time.Minute // how far this machine's clock may be ahead of Slack's, or behind it
)

// LongestAttempt is how long after it was begun a post may still be sent: it waits for its turn, and for Slack.
const LongestAttempt = 5 * time.Minute

// Sender calls Slack within its rate limits.
type Sender interface {
	// Read makes a reading call within the rate limit of its method.
	Read(ctx context.Context, method string, priority deliver.Priority, call func(context.Context) error) error
}

// Reader is the part of Slack's client that reads messages. It is called through Sender.Read alone.
type Reader interface {
	// GetConversationHistoryContext reads a page of a channel.
	GetConversationHistoryContext(context.Context, *slack.GetConversationHistoryParameters) (*slack.GetConversationHistoryResponse, error)
	// GetConversationRepliesContext reads a page of a thread.
	GetConversationRepliesContext(context.Context, *slack.GetConversationRepliesParameters) (messages []slack.Message, more bool, cursor string, err error)
}

// Search is for one of the bot's messages in a channel or a thread.
type Search struct {
	Channel, Thread string
	Since, Until    time.Time // of the message; Until is zero for no limit
	Metadata        slack.SlackMetadata

	Cursor string                                         // where an earlier search ended
	Save   func(ctx context.Context, cursor string) error // records where this one ended; nil to begin anew the next time
}

// Finder searches Slack's history. It is safe for concurrent use.
type Finder struct {
	sender Sender
	reader Reader
	pause  time.Duration
}

// New makes a Finder. pause is how long a job waits at least before it continues a search.
func New(sender Sender, reader Reader, pause time.Duration) *Finder {
	return &Finder{sender: sender, reader: reader, pause: pause}
}

// Find searches a channel, or a thread, for one of the bot's messages. Without permission to read there it counts as
// missing: a message may then be posted twice, but none is lost. When Slack lets the bot read no further for now, the error
// is a jobs.SnoozeError, and the next attempt continues there: an app that Slack limits to a page of 15 messages a minute
// would never reach the second.
func (f *Finder) Find(ctx context.Context, of Search) (deliver.Ref, bool, error) {
	p := slack.GetConversationHistoryParameters{
		ChannelID: of.Channel, Oldest: unix(of.Since.Add(-clockSkew)), Limit: historyPage, IncludeAllMetadata: true, Cursor: of.Cursor,
	}
	if !of.Until.IsZero() {
		p.Latest = unix(of.Until.Add(clockSkew))
	}
	for range historyPages {
		messages, next, err := f.page(ctx, p, of.Thread)
		switch {
		case isUnreadable(err):
			return deliver.Ref{}, false, nil
		case hasCode(err, "invalid_cursor"):
			return deliver.Ref{}, false, f.pauseSearch(ctx, of, "", err)
		case err != nil:
			return deliver.Ref{}, false, f.pauseSearch(ctx, of, p.Cursor, err)
		}
		for _, m := range messages {
			if m.Metadata.EventType == of.Metadata.EventType && samePayload(m.Metadata.EventPayload, of.Metadata.EventPayload) {
				return deliver.Ref{Channel: of.Channel, TS: m.Timestamp}, true, nil
			}
		}
		if p.Cursor = next; next == "" {
			return deliver.Ref{}, false, nil
		}
	}
	if of.Save == nil {
		return deliver.Ref{}, false, nil // it would begin anew the next time, and never end
	}
	return deliver.Ref{}, false, f.pauseSearch(ctx, of, p.Cursor, nil)
}

func unix(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

// pauseSearch records where a search continues, and converts its error to a retry if it is temporary.
func (f *Finder) pauseSearch(ctx context.Context, of Search, cursor string, cause error) error {
	if of.Save != nil && cursor != of.Cursor {
		if err := of.Save(context.WithoutCancel(ctx), cursor); err != nil {
			return err
		}
	}
	if cause == nil || hasCode(cause, "invalid_cursor") {
		return jobs.SnoozeError{After: f.pause, Cause: cause}
	}
	return f.readLater(fmt.Errorf("look for a message in Slack: %w", cause))
}

func hasCode(err error, code string) bool {
	e, ok := errors.AsType[*deliver.Error](err)
	return ok && e.Code == code
}

// page reads a page of a channel, or of a thread.
func (f *Finder) page(ctx context.Context, p slack.GetConversationHistoryParameters, thread string) (messages []slack.Message, next string, err error) {
	if thread == "" {
		err = f.sender.Read(ctx, deliver.ReadHistory, deliver.Digest, func(ctx context.Context) error {
			page, err := f.reader.GetConversationHistoryContext(ctx, &p)
			if err == nil {
				messages, next = page.Messages, page.ResponseMetaData.NextCursor
			}
			return err
		})
		return messages, next, err
	}
	err = f.sender.Read(ctx, deliver.ReadReplies, deliver.Digest, func(ctx context.Context) error {
		var err error
		messages, _, next, err = f.reader.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
			ChannelID: p.ChannelID, Timestamp: thread, Cursor: p.Cursor, Limit: p.Limit, IncludeAllMetadata: true,
		})
		return err
	})
	return messages, next, err
}

// isUnreadable reports whether an error means that the bot cannot read a channel, though it may be able to post there.
func isUnreadable(err error) bool {
	e, ok := errors.AsType[*deliver.Error](err)
	if !ok {
		return false
	}
	switch e.Code {
	case "missing_scope", "not_in_channel", "channel_not_found", "thread_not_found", "access_denied", "no_permission":
		return true
	default:
		return false
	}
}

// readLater converts the error of a read that Slack did not allow now to a retry; other errors are unchanged.
func (f *Finder) readLater(err error) error {
	e, ok := errors.AsType[*deliver.Error](err)
	if !ok || !errors.Is(err, deliver.ErrLater) {
		return err
	}
	return jobs.SnoozeError{After: max(e.RetryAfter, f.pause), Cause: err}
}

func samePayload(a, b map[string]any) bool {
	for k, v := range b {
		if a[k] != v {
			return false
		}
	}
	return len(a) == len(b)
}
