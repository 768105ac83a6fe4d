package bot

import (
	"context"
	"errors"
	"strconv"
	"tcabot/bot/jobs"
	"tcabot/bot/sender"
	"tcabot/bot/store"
	"tcabot/commands"
	"tcabot/commands/kit"
	"time"

	"github.com/slack-go/slack"
)

// The kinds of our messages, as their metadata names them: by it a message is found again after a crash.
const (
	digestEvent  = "tcabot_digest"
	detailsEvent = "tcabot_digest_details"
	noticeEvent  = "tcabot_digest_notice"
)

// tag marks the message of a digest for a due time.
func (d *delivery) tag(event string) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: event, EventPayload: map[string]any{
		"digest": strconv.FormatInt(d.Digest, 10), "due": strconv.FormatInt(d.Due.Unix(), 10),
	}}
}

// postedBefore finds the post if an earlier try may have sent it: it died, or did not hear from Slack.
func (x digests) postedBefore(ctx context.Context, d *delivery) (sender.Ref, bool, error) {
	if !d.run.Posting.Equal(d.Due) {
		return sender.Ref{}, false, nil
	}
	return x.find(ctx, d.run.Channel, "", d.Created, d.tag(digestEvent))
}

// postDigest posts, having noted that it is about to.
func (x digests) postDigest(ctx context.Context, d *delivery) (sender.Ref, error) {
	one := d.run.Digest
	switch err := x.store.BeginPost(ctx, d.run, d.Due, d.report.Marks()); {
	case errors.Is(err, commands.ErrChanged): // by somebody, just now, or posted by another job: begin again with what it is now
		return sender.Ref{}, jobs.SnoozeError{After: x.times.JobPause}
	case err != nil:
		return sender.Ref{}, err
	}
	at, err := x.sender.Post(ctx, sender.Message{Channel: one.Channel, Message: d.post, Metadata: d.tag(digestEvent), Priority: sender.Digest})
	if err == nil || errors.Is(err, sender.ErrUncertain) {
		return at, err
	}
	// It is certain that it is not there: the next try need not look for it.
	if err := x.store.AbandonPost(ctx, one.ID, d.Due); err != nil {
		return at, err
	}
	if errors.Is(err, sender.ErrTarget) {
		if err := x.suspend(ctx, store.DigestVersion(one), closed(err)); err != nil {
			return at, err
		}
		return at, jobs.SnoozeError{} // finds it suspended
	}
	return at, laterOf(err)
}

// closed is why a channel takes no posts any more.
func closed(err error) commands.DigestReason {
	e, _ := errors.AsType[*sender.Error](err)
	switch {
	case e == nil:
	case e.Code == "is_archived":
		return commands.ReasonArchived
	case e.Code != "channel_not_found" && e.Code != "not_in_channel":
		return commands.ReasonRefused
	}
	return commands.ReasonChannel
}

// postDetails puts the details below the post. A post without them is better than none, so only what may yet be done is
// tried again.
func (x digests) postDetails(ctx context.Context, d *delivery, at sender.Ref, again bool) error {
	if d.details == nil {
		return nil
	}
	if again {
		if _, there, err := x.find(ctx, at.Channel, at.TS, d.Created, d.tag(detailsEvent)); err != nil || there {
			return err
		}
	}
	_, err := x.sender.Post(ctx, sender.Message{
		Channel: at.Channel, Thread: at.TS, Message: d.details, Metadata: d.tag(detailsEvent), Priority: sender.Digest,
	})
	switch {
	case errors.Is(err, sender.ErrUncertain):
		return err // and look for them
	case errors.Is(err, sender.ErrLater):
		return laterOf(err)
	case err != nil:
		x.log.WarnContext(ctx, "the details of a digest are not posted", "digest", d.Digest, "error", err)
	}
	return nil
}

const (
	historyPage  = 200
	historyPages = 10
	historySlack = time.Minute // our clock may be that far ahead of Slack's
)

// find looks for one of our messages in a channel, or in a thread, that was posted since a moment. Without the right to
// read there it is taken to be missing: then a message may come twice, but none is lost.
func (x digests) find(ctx context.Context, channel, thread string, since time.Time, tag slack.SlackMetadata) (sender.Ref, bool, error) {
	p := slack.GetConversationHistoryParameters{
		ChannelID: channel, Oldest: strconv.FormatInt(since.Add(-historySlack).Unix(), 10), Limit: historyPage, IncludeAllMetadata: true,
	}
	for range historyPages {
		messages, next, err := x.history(ctx, p, thread)
		if err != nil {
			return sender.Ref{}, false, unread(err)
		}
		for _, m := range messages {
			if m.Metadata.EventType == tag.EventType && samePayload(m.Metadata.EventPayload, tag.EventPayload) {
				return sender.Ref{Channel: channel, TS: m.Timestamp}, true, nil
			}
		}
		if next == "" {
			break
		}
		p.Cursor = next
	}
	return sender.Ref{}, false, nil
}

// history reads a page of a channel, or of a thread.
func (x digests) history(ctx context.Context, p slack.GetConversationHistoryParameters, thread string) ([]slack.Message, string, error) {
	if thread == "" {
		page, err := x.slack.GetConversationHistoryContext(ctx, &p)
		if err != nil {
			return nil, "", err
		}
		return page.Messages, page.ResponseMetaData.NextCursor, nil
	}
	messages, _, next, err := x.slack.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
		ChannelID: p.ChannelID, Timestamp: thread, Cursor: p.Cursor, Limit: p.Limit, IncludeAllMetadata: true,
	})
	return messages, next, err
}

// unread is what an error of reading a channel means for what is to be posted there: nil where posting may still be
// right.
func unread(err error) error {
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return jobs.SnoozeError{After: limited.RetryAfter}
	}
	if refused, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		switch refused.Err {
		case "missing_scope", "not_in_channel", "channel_not_found", "thread_not_found", "access_denied", "no_permission":
			return nil
		}
	}
	return errors.New("cannot look for a message in Slack: " + kit.Cut(kit.Clean(err.Error()), 200))
}

func samePayload(a, b map[string]any) bool {
	for k, v := range b {
		if a[k] != v {
			return false
		}
	}
	return len(a) == len(b)
}
