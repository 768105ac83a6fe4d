package digest

import (
	"context"
	"errors"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/digest"
)

// PersonLeft suspends the digests of somebody who has left the workspace.
func (s *Service) PersonLeft(ctx context.Context, who command.Who) error {
	return s.suspend(ctx, store.DigestsOwnedBy(who), digest.ReasonOwner)
}

// Disconnected suspends the digests of somebody whose link to TCA was taken away.
func (s *Service) Disconnected(ctx context.Context, who command.Who) error {
	return s.suspend(ctx, store.DigestsOwnedBy(who), digest.ReasonUnlinked)
}

// Connected resumes the digests of somebody who has connected to TCA again.
func (s *Service) Connected(ctx context.Context, who command.Who) error {
	return s.resume(ctx, store.DigestsOwnedBy(who), digest.ReasonToken, digest.ReasonUnlinked)
}

// ChannelChanged makes the digests of a channel follow what happened to it: they are suspended when nothing can be posted
// there any more, and resumed when it can again. Events come in any order and are acted on side by side, so Slack is asked
// how things are now, one event after the other. reported is why nothing can be posted, as the event says, or empty; it is
// believed only when Slack does not answer.
func (s *Service) ChannelChanged(ctx context.Context, workspace, channel string, reported digest.Reason) error {
	s.following.Lock()
	defer s.following.Unlock()
	c, err := s.directory.Refresh(ctx, channel)
	reason := reported
	switch {
	case errors.Is(err, command.ErrNoChannel):
		reason = digest.ReasonChannel
	case err != nil:
		s.log.WarnContext(ctx, "cannot look at a channel that something happened to", "channel", channel, "error", err)
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

// suspend suspends digests, and sees to it that a notice is posted, whatever becomes of this process: once.
func (s *Service) suspend(ctx context.Context, filter store.DigestFilter, reason digest.Reason) error {
	suspended, err := s.store.SuspendDigests(ctx, filter, reason, func(ctx context.Context, tx store.Tx, suspended []digest.Digest) error {
		return s.engine.Notify(ctx, tx, jobs.Notices(suspended))
	})
	for _, d := range suspended {
		s.log.InfoContext(ctx, "a digest is suspended", "digest", d.ID, "reason", string(reason))
	}
	return err
}

// resume makes digests active whose reason to be suspended is gone.
func (s *Service) resume(ctx context.Context, filter store.DigestFilter, reasons ...digest.Reason) error {
	resumed, err := s.store.ResumeDigests(ctx, filter, s.conf.Now(), reasons...)
	for _, d := range resumed {
		s.log.InfoContext(ctx, "a digest is resumed", "digest", d.ID)
	}
	return err
}
