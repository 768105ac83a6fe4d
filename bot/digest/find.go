package digest

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
	// longestAttempt is how long after it was begun a post may still be sent: it waits for its turn, and for Slack.
	longestAttempt = 5 * time.Minute
)

// search is for one of the bot's messages in a channel or a thread.
type search struct {
	channel, thread string
	since, until    time.Time // of the message; until is zero for no limit
	metadata        slack.SlackMetadata

	cursor string                                         // where an earlier search ended
	save   func(ctx context.Context, cursor string) error // records where this one ended; nil to begin anew the next time
}

// find searches a channel, or a thread, for one of the bot's messages. Without permission to read there it counts as
// missing: a message may then be posted twice, but none is lost. When Slack lets the bot read no further for now, the next
// attempt continues there: an app that Slack limits to a page of 15 messages a minute would never reach the second.
func (s *Service) find(ctx context.Context, of search) (deliver.Ref, bool, error) {
	p := slack.GetConversationHistoryParameters{
		ChannelID: of.channel, Oldest: unix(of.since.Add(-clockSkew)), Limit: historyPage, IncludeAllMetadata: true, Cursor: of.cursor,
	}
	if !of.until.IsZero() {
		p.Latest = unix(of.until.Add(clockSkew))
	}
	for range historyPages {
		messages, next, err := s.page(ctx, p, of.thread)
		switch {
		case isUnreadable(err):
			return deliver.Ref{}, false, nil
		case hasCode(err, "invalid_cursor"):
			return deliver.Ref{}, false, s.pauseSearch(ctx, of, "", err)
		case err != nil:
			return deliver.Ref{}, false, s.pauseSearch(ctx, of, p.Cursor, err)
		}
		for _, m := range messages {
			if m.Metadata.EventType == of.metadata.EventType && samePayload(m.Metadata.EventPayload, of.metadata.EventPayload) {
				return deliver.Ref{Channel: of.channel, TS: m.Timestamp}, true, nil
			}
		}
		if p.Cursor = next; next == "" {
			return deliver.Ref{}, false, nil
		}
	}
	if of.save == nil {
		return deliver.Ref{}, false, nil // it would begin anew the next time, and never end
	}
	return deliver.Ref{}, false, s.pauseSearch(ctx, of, p.Cursor, nil)
}

func unix(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

// pauseSearch records where a search continues, and converts its error to a retry if it is temporary.
func (s *Service) pauseSearch(ctx context.Context, of search, cursor string, cause error) error {
	if of.save != nil && cursor != of.cursor {
		if err := of.save(context.WithoutCancel(ctx), cursor); err != nil {
			return err
		}
	}
	if cause == nil || hasCode(cause, "invalid_cursor") {
		return jobs.SnoozeError{After: s.conf.Pause, Cause: cause}
	}
	return s.readLater(fmt.Errorf("look for a message in Slack: %w", cause))
}

func hasCode(err error, code string) bool {
	e, ok := errors.AsType[*deliver.Error](err)
	return ok && e.Code == code
}

// page reads a page of a channel, or of a thread.
func (s *Service) page(ctx context.Context, p slack.GetConversationHistoryParameters, thread string) (messages []slack.Message, next string, err error) {
	if thread == "" {
		err = s.sender.Read(ctx, deliver.ReadHistory, deliver.Digest, func(ctx context.Context) error {
			page, err := s.history.GetConversationHistoryContext(ctx, &p)
			if err == nil {
				messages, next = page.Messages, page.ResponseMetaData.NextCursor
			}
			return err
		})
		return messages, next, err
	}
	err = s.sender.Read(ctx, deliver.ReadReplies, deliver.Digest, func(ctx context.Context) error {
		var err error
		messages, _, next, err = s.history.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
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
func (s *Service) readLater(err error) error {
	e, ok := errors.AsType[*deliver.Error](err)
	if !ok || !errors.Is(err, deliver.ErrLater) {
		return err
	}
	return jobs.SnoozeError{After: max(e.RetryAfter, s.conf.Pause), Cause: err}
}

func samePayload(a, b map[string]any) bool {
	for k, v := range b {
		if a[k] != v {
			return false
		}
	}
	return len(a) == len(b)
}
