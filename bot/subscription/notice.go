package subscription

import (
	"context"
	"errors"
	"strconv"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"time"

	"github.com/slack-go/slack"
)

// noticeEvent is the event type in the metadata of a notice, by which it is found after a crash.
const noticeEvent = "tcabot_digest_notice"

// Notify reports that subscriptions of one channel and owner are suspended: in the channel, where somebody can take them
// over, or to their owner when the channel is the reason.
func (s *Service) Notify(ctx context.Context, n jobs.Notice) error {
	suspended, err := s.stillSuspended(ctx, n)
	if err != nil || len(suspended) == 0 {
		return err
	}
	to, words := n.Channel, locale.In(suspended[0].Language)
	owner := command.Who{Workspace: n.Workspace, User: n.Owner}
	if n.Reason.OfChannel() || n.Subscription == subscription.Assignment {
		to, words = n.Owner, s.directory.Words(ctx, owner)
	}
	view := func(w locale.Words) kit.Message {
		return subscription.ViewNotice(command.Screen{Words: w, Command: s.conf.Command}, n.Reason, suspended)
	}
	err = s.postNotice(ctx, n, to, view(words))
	if errors.Is(err, deliver.ErrTarget) && to != n.Owner { // the channel is closed, too
		err = s.postNotice(ctx, n, n.Owner, view(s.directory.Words(ctx, owner)))
	}
	if errors.Is(err, deliver.ErrTarget) {
		s.log.WarnContext(ctx, "cannot post a notice about suspended subscriptions", "kind", string(n.Subscription), "subscriptions", n.IDs, "error", err)
		return nil
	}
	return SnoozeIfLater(err)
}

// stillSuspended lists the subscriptions of a notice that are still suspended.
func (s *Service) stillSuspended(ctx context.Context, n jobs.Notice) ([]subscription.Listed, error) {
	var all []subscription.Listed
	for _, id := range n.IDs {
		d, err := s.store.Subscription(ctx, n.Subscription, n.Workspace, id)
		switch {
		case errors.Is(err, subscription.ErrNone):
		case err != nil:
			return nil, err
		case d.State == subscription.Suspended && d.Reason == n.Reason:
			all = append(all, d)
		}
	}
	return all, nil
}

// postNotice posts a notice unless an earlier attempt did.
func (s *Service) postNotice(ctx context.Context, n jobs.Notice, to string, m kit.Message) error {
	metadata := slack.SlackMetadata{EventType: noticeEvent, EventPayload: map[string]any{"job": strconv.FormatInt(n.Job, 10)}}
	if n.Retried {
		in := to
		if to == n.Owner {
			c, err := s.directory.Direct(ctx, command.Who{Workspace: n.Workspace, User: n.Owner})
			if err != nil {
				return err
			}
			in = c.ID
		}
		if _, there, err := s.history.Find(ctx, history.Search{Channel: in, Since: n.Created, Metadata: metadata}); err != nil || there {
			return err
		}
	}
	_, err := s.sender.Post(ctx, deliver.Message{Channel: to, Message: m, Metadata: metadata, Priority: deliver.Digest})
	return err
}

// SnoozeIfLater converts an error of Slack that is temporary to a retry; other errors are unchanged.
func SnoozeIfLater(err error) error {
	e, ok := errors.AsType[*deliver.Error](err)
	if !ok || !errors.Is(err, deliver.ErrLater) {
		return err
	}
	return jobs.SnoozeError{After: max(e.RetryAfter, time.Second)}
}
