package subscription

import (
	"context"
	"errors"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// PersonLeft suspends the subscriptions of a person who has left the workspace.
func (s *Service) PersonLeft(ctx context.Context, who command.Who) error {
	return s.Suspend(ctx, store.OwnedBy(who), subscription.ReasonOwner)
}

// Disconnected suspends the subscriptions of a person whose link to TCA was removed.
func (s *Service) Disconnected(ctx context.Context, who command.Who) error {
	return s.Suspend(ctx, store.OwnedBy(who), subscription.ReasonUnlinked)
}

// KeysChanged resumes the subscriptions that were suspended because their owner's token could not be read, where it can be
// read again: the former key was configured again.
func (s *Service) KeysChanged(ctx context.Context) error {
	owners, err := s.store.SuspendedOwners(ctx, subscription.ReasonSealed)
	if err != nil {
		return err
	}
	for _, who := range owners {
		switch _, err := s.store.Link(ctx, who); {
		case errors.Is(err, command.ErrNotLinked), errors.Is(err, command.ErrKeyElsewhere): // or still unreadable
		case err != nil:
			return err
		default:
			if err := s.resume(ctx, store.OwnedBy(who), subscription.ReasonSealed); err != nil {
				return err
			}
		}
	}
	return nil
}

// ChannelChanged suspends the subscriptions of a channel when the bot can no longer post there, and resumes them when it can
// again. Events arrive in any order and concurrently, so the current state is read from Slack, one event at a time.
// reported is the reason according to the event, or empty; it is only used when Slack does not respond.
func (s *Service) ChannelChanged(ctx context.Context, workspace, channel string, reported subscription.Reason) error {
	s.events.Lock()
	defer s.events.Unlock()
	c, err := s.directory.Refresh(ctx, channel)
	reason := reported
	switch {
	case errors.Is(err, command.ErrNoChannel):
		reason = subscription.ReasonChannel
	case err != nil:
		s.log.WarnContext(ctx, "cannot look up a channel after an event", "channel", channel, "error", err)
	case c.Archived:
		reason = subscription.ReasonArchived
	case !c.Joined:
		reason = subscription.ReasonChannel
	default:
		reason = ""
	}
	if reason != "" {
		return s.Suspend(ctx, store.InChannel(workspace, channel), reason)
	}
	return s.resume(ctx, store.InChannel(workspace, channel), subscription.ReasonArchived, subscription.ReasonChannel)
}

// ChannelMoved moves the subscriptions of a channel, and its default, to its new ID: Slack gives a channel another one when
// it is shared or joins an organization. Those that could no longer be posted under the former ID are resumed.
func (s *Service) ChannelMoved(ctx context.Context, workspace, from, to string) error {
	if err := s.store.MoveChannel(ctx, workspace, from, to); err != nil {
		return err
	}
	s.log.InfoContext(ctx, "channel has a new id", "from", from, "to", to)
	return s.ChannelChanged(ctx, workspace, to, "")
}
