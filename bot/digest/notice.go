package digest

import (
	"context"
	"errors"
	"strconv"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/kit"
	"tcabot/commands/locale"

	"github.com/slack-go/slack"
)

// notify reports that digests of one channel and owner are suspended: in the channel, where somebody can take them over, or
// to their owner when the channel is the reason.
func (s *Service) notify(ctx context.Context, n jobs.Notice) error {
	suspended, err := s.stillSuspended(ctx, n)
	if err != nil || len(suspended) == 0 {
		return err
	}
	to, words := n.Channel, locale.In(suspended[0].Language)
	owner := command.Who{Workspace: n.Workspace, User: n.Owner}
	switch n.Reason {
	case digest.ReasonArchived, digest.ReasonChannel, digest.ReasonRefused, digest.ReasonScope, digest.ReasonAudience:
		to, words = n.Owner, s.directory.Words(ctx, owner)
	default:
	}
	err = s.postNotice(ctx, n, to, digest.ViewNotice(s.screen(words), n.Reason, suspended))
	if errors.Is(err, deliver.ErrTarget) && to != n.Owner { // the channel is closed, too
		words = s.directory.Words(ctx, owner)
		err = s.postNotice(ctx, n, n.Owner, digest.ViewNotice(s.screen(words), n.Reason, suspended))
	}
	if errors.Is(err, deliver.ErrTarget) {
		s.log.WarnContext(ctx, "cannot post a notice about suspended digests", "digests", n.Digests, "error", err)
		return nil
	}
	return snoozeIfLater(err)
}

// stillSuspended lists the digests of a notice that are still suspended.
func (s *Service) stillSuspended(ctx context.Context, n jobs.Notice) ([]digest.Digest, error) {
	var all []digest.Digest
	for _, id := range n.Digests {
		d, err := s.store.Digest(ctx, n.Workspace, id)
		switch {
		case errors.Is(err, digest.ErrNoDigest):
		case err != nil:
			return nil, err
		case d.State == digest.Suspended && d.Reason == n.Reason:
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
