package surface

import (
	"context"
	"tcabot/bot/trace"
	"tcabot/commands/command"
	"tcabot/commands/subscription"

	"github.com/slack-go/slack/slackevents"
)

// handleEvent handles events of the workspace: the token of a person who leaves is deleted, a pasted link gets a preview, a
// message to the bot an answer. An event that does not fit into the queue is not acknowledged: Slack delivers it again.
func (s *Surfaces) handleEvent(e slackevents.EventsAPIEvent, to Acknowledger) {
	id := ""
	if call, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok {
		id = call.EventID
	}
	if id != "" && !s.first("event", id) {
		to.Ack(nil)
		return
	}
	if mention, ok := e.InnerEvent.Data.(*slackevents.AppMentionEvent); ok {
		s.expectAnswer(mention)
	}
	if err := s.events.Go(func(ctx context.Context) { s.actOn(trace.Begin(ctx, "event "+id, "event"), e) }); err != nil {
		s.seen.Delete("event " + id)
		s.log.Warn("event rejected, Slack will deliver it again", "request", "event "+id, "type", e.InnerEvent.Type, "error", err)
		return
	}
	to.Ack(nil)
}

// actOn acts on an event.
func (s *Surfaces) actOn(ctx context.Context, e slackevents.EventsAPIEvent) {
	workspace := s.workspaceOf(e)
	if change, ok := s.channelChangeOf(e); ok {
		s.channelChanged(ctx, workspace, change)
		s.greet(ctx, e, workspace)
		return
	}
	switch inner := e.InnerEvent.Data.(type) {
	case *slackevents.AppUninstalledEvent:
		s.uninstalled(ctx, workspace)
	case *slackevents.TokensRevokedEvent:
		for _, user := range inner.Tokens.Oauth {
			s.authorizationRevoked(ctx, command.Who{Workspace: workspace, User: user}, sent(e))
		}
		if len(inner.Tokens.Bot) > 0 {
			s.uninstalled(ctx, workspace)
		}
	case *slackevents.ChannelIDChangedEvent:
		s.channelMoved(ctx, workspace, inner)
	case *slackevents.AppMentionEvent:
		s.mentioned(ctx, e, inner)
	case *slackevents.MessageEvent:
		s.directMessage(ctx, e, inner)
	case *slackevents.LinkSharedEvent:
		if posted, ok := s.postedLinks(workspace, e, inner); ok {
			s.pastedLink(ctx, posted)
		}
	case *slackevents.EntityDetailsRequestedEvent:
		s.entityOpened(ctx, e, inner)
	case *slackevents.AppHomeOpenedEvent:
		s.homeOpened(ctx, workspace, inner)
	case *slackevents.UserChangeEvent:
		s.parts.Directory.PersonChanged(inner.User)
		if inner.User.Deleted {
			s.personLeft(ctx, command.Who{Workspace: workspace, User: inner.User.ID}, sent(e))
		}
	}
}

// channelChange is an event about a channel.
type channelChange struct {
	channel  string
	reason   subscription.Reason // why nothing can be posted there any longer; empty otherwise
	audience bool                // only who reads along changed
}

// channelChangeOf reads what happened to a channel; false when the event is about something else.
func (s *Surfaces) channelChangeOf(e slackevents.EventsAPIEvent) (channelChange, bool) {
	switch inner := e.InnerEvent.Data.(type) {
	case *slackevents.ChannelArchiveEvent:
		return channelChange{channel: inner.Channel, reason: subscription.ReasonArchived}, true
	case *slackevents.GroupArchiveEvent:
		return channelChange{channel: inner.Channel, reason: subscription.ReasonArchived}, true
	case *slackevents.ChannelLeftEvent:
		return channelChange{channel: inner.Channel, reason: subscription.ReasonChannel}, true
	case *slackevents.GroupLeftEvent:
		return channelChange{channel: inner.Channel, reason: subscription.ReasonChannel}, true
	case *slackevents.ChannelDeletedEvent:
		return channelChange{channel: inner.Channel, reason: subscription.ReasonChannel}, true
	case *slackevents.GroupDeletedEvent:
		return channelChange{channel: inner.Channel, reason: subscription.ReasonChannel}, true
	case *slackevents.ChannelUnarchiveEvent:
		return channelChange{channel: inner.Channel}, true
	case *slackevents.GroupUnarchiveEvent:
		return channelChange{channel: inner.Channel}, true
	case *slackevents.ChannelSharedEvent:
		return channelChange{channel: inner.Channel, audience: true}, true
	case *slackevents.MemberJoinedChannelEvent:
		return channelChange{channel: inner.Channel, audience: inner.User != s.conf.Bot}, true
	default:
		return channelChange{}, false
	}
}

// channelChanged suspends or resumes the subscriptions of a channel after an event. A missed event is noticed at the next post.
func (s *Surfaces) channelChanged(ctx context.Context, workspace string, change channelChange) {
	s.parts.Directory.ForgetChannel(change.channel)
	if change.audience {
		return
	}
	if err := s.parts.Subscriptions.ChannelChanged(ctx, workspace, change.channel, change.reason); err != nil {
		s.log.ErrorContext(ctx, "cannot update the subscriptions of a channel", "channel", change.channel, "error", err)
	}
}

// channelMoved follows a channel to its new ID.
func (s *Surfaces) channelMoved(ctx context.Context, workspace string, e *slackevents.ChannelIDChangedEvent) {
	s.parts.Directory.ForgetChannel(e.OldChannelID)
	if e.OldChannelID == "" || e.NewChannelID == "" {
		return
	}
	if err := s.parts.Subscriptions.ChannelMoved(ctx, workspace, e.OldChannelID, e.NewChannelID); err != nil {
		s.log.ErrorContext(ctx, "cannot move the subscriptions of a channel", "channel", e.NewChannelID, "error", err)
	}
	s.parts.Accounts.Reread()
}
