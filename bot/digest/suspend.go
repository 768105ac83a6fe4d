package digest

import (
	"context"
	"errors"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/digest"
)

// PersonLeft suspends the digests of a person who has left the workspace.
func (s *Service) PersonLeft(ctx context.Context, who command.Who) error {
	return s.suspend(ctx, store.DigestsOwnedBy(who), digest.ReasonOwner)
}

// Disconnected suspends the digests of a person whose link to TCA was removed.
func (s *Service) Disconnected(ctx context.Context, who command.Who) error {
	return s.suspend(ctx, store.DigestsOwnedBy(who), digest.ReasonUnlinked)
}

// Connected resumes the digests of a person who has reconnected to TCA.
func (s *Service) Connected(ctx context.Context, who command.Who) error {
	return s.resume(ctx, store.DigestsOwnedBy(who), digest.ReasonToken, digest.ReasonUnlinked, digest.ReasonSealed)
}

// KeysChanged resumes the digests that were suspended because their owner's token could not be read, where it can be read
// again: the former key was configured again.
func (s *Service) KeysChanged(ctx context.Context) error {
	owners, err := s.store.SuspendedOwners(ctx, digest.ReasonSealed)
	if err != nil {
		return err
	}
	for _, who := range owners {
		switch _, err := s.store.Link(ctx, who); {
		case errors.Is(err, command.ErrNotLinked): // or still unreadable
		case err != nil:
			return err
		default:
			if err := s.resume(ctx, store.DigestsOwnedBy(who), digest.ReasonSealed); err != nil {
				return err
			}
		}
	}
	return nil
}

// ChannelChanged suspends the digests of a channel when the bot can no longer post there, and resumes them when it can
// again. Events arrive in any order and concurrently, so the current state is read from Slack, one event at a time.
// reported is the reason according to the event, or empty; it is only used when Slack does not respond.
func (s *Service) ChannelChanged(ctx context.Context, workspace, channel string, reported digest.Reason) error {
	s.following.Lock()
	defer s.following.Unlock()
	c, err := s.directory.Refresh(ctx, channel)
	reason := reported
	switch {
	case errors.Is(err, command.ErrNoChannel):
		reason = digest.ReasonChannel
	case err != nil:
		s.log.WarnContext(ctx, "cannot look up a channel after an event", "channel", channel, "error", err)
	case c.Archived:
		reason = digest.ReasonArchived
	case !c.Joined:
		reason = digest.ReasonChannel
	default:
		reason = ""
	}
	if reason != "" {
		return s.suspend(ctx, store.DigestsInChannel(workspace, channel), reason)
	}
	return s.resume(ctx, store.DigestsInChannel(workspace, channel), digest.ReasonArchived, digest.ReasonChannel)
}

// ChannelMoved moves the digests of a channel, and its default, to its new ID: Slack gives a channel another one when it is
// shared or joins an organization. Digests that could no longer be posted under the former ID are resumed.
func (s *Service) ChannelMoved(ctx context.Context, workspace, from, to string) error {
	if err := s.store.MoveChannel(ctx, workspace, from, to); err != nil {
		return err
	}
	s.log.InfoContext(ctx, "channel has a new id", "from", from, "to", to)
	return s.ChannelChanged(ctx, workspace, to, "")
}

// suspend suspends digests, and inserts the job of their notice in the same transaction.
func (s *Service) suspend(ctx context.Context, filter store.DigestFilter, reason digest.Reason) error {
	suspended, err := s.store.SuspendDigests(ctx, filter, reason, func(ctx context.Context, tx store.Tx, suspended []digest.Digest) error {
		return s.engine.Notify(ctx, tx, jobs.Notices(suspended))
	})
	for _, d := range suspended {
		s.log.InfoContext(ctx, "digest suspended", "digest", d.ID, "reason", string(reason))
	}
	return err
}

// resume resumes digests whose reason for suspension no longer holds.
func (s *Service) resume(ctx context.Context, filter store.DigestFilter, reasons ...digest.Reason) error {
	resumed, err := s.store.ResumeDigests(ctx, filter, s.conf.Now(), reasons...)
	for _, d := range resumed {
		s.log.InfoContext(ctx, "digest resumed", "digest", d.ID)
	}
	return err
}
