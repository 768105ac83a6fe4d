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
	clockSkew    = time.Minute // how far this machine's clock may be ahead of Slack's
)

// find searches a channel, or a thread, for one of the bot's messages posted since a time. Without permission to read there
// it counts as missing: a message may then be posted twice, but none is lost.
func (s *Service) find(ctx context.Context, channel, thread string, since time.Time, metadata slack.SlackMetadata) (deliver.Ref, bool, error) {
	p := slack.GetConversationHistoryParameters{
		ChannelID: channel, Oldest: strconv.FormatInt(since.Add(-clockSkew).Unix(), 10), Limit: historyPage, IncludeAllMetadata: true,
	}
	for range historyPages {
		messages, next, err := s.page(ctx, p, thread)
		if isUnreadable(err) {
			return deliver.Ref{}, false, nil
		}
		if err != nil {
			return deliver.Ref{}, false, s.readLater(fmt.Errorf("look for a message in Slack: %w", err))
		}
		for _, m := range messages {
			if m.Metadata.EventType == metadata.EventType && samePayload(m.Metadata.EventPayload, metadata.EventPayload) {
				return deliver.Ref{Channel: channel, TS: m.Timestamp}, true, nil
			}
		}
		if next == "" {
			break
		}
		p.Cursor = next
	}
	return deliver.Ref{}, false, nil
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
