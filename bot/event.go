package bot

import (
	"context"
	"tcabot/commands"
	"tcabot/commands/spec"

	"github.com/slack-go/slack/slackevents"
)

// event acts on what happens in the workspace: who leaves takes their token along, who pastes a link may have it shown.
func (b *Bot) event(e slackevents.EventsAPIEvent) {
	if call, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok && !b.once("event "+call.EventID) {
		return
	}
	if b.channelEvent(e) {
		return
	}
	switch inner := e.InnerEvent.Data.(type) {
	case *slackevents.AppUninstalledEvent:
		b.forget("workspace", func() error { return b.store.DeleteWorkspace(b.work, e.TeamID) })
	case *slackevents.TokensRevokedEvent:
		for _, user := range inner.Tokens.Oauth {
			b.gone(spec.Who{Workspace: e.TeamID, User: user}, b.digests.Disconnected)
		}
		if len(inner.Tokens.Bot) > 0 {
			b.forget("workspace", func() error { return b.store.DeleteWorkspace(b.work, e.TeamID) })
		}
	case *slackevents.LinkSharedEvent:
		b.side.Go(func() { b.linked(e.TeamID, inner) })
	case *slackevents.UserChangeEvent:
		if inner.User.Deleted {
			b.gone(spec.Who{Workspace: e.TeamID, User: inner.User.ID}, b.digests.PersonLeft)
		}
	}
}

// forget deletes off the socket loop.
func (b *Bot) forget(what string, del func() error) {
	b.side.Go(func() {
		if err := del(); err != nil {
			b.log.ErrorContext(b.work, "cannot forget", "what", what, "error", err)
		}
	})
}

// gone forgets a person's token, and suspends the digests that were made with it.
func (b *Bot) gone(who spec.Who, suspend func(context.Context, spec.Who) error) {
	b.forget("user", func() error {
		if err := b.store.DeleteLink(b.work, who); err != nil {
			return err
		}
		return suspend(b.work, who)
	})
}

// channelEvent acts on what happens to a channel that digests are posted in, and reports whether that was it. What is
// missed here, the next post finds out.
func (b *Bot) channelEvent(e slackevents.EventsAPIEvent) bool {
	channel := ""
	gone := commands.DigestReason("")
	switch inner := e.InnerEvent.Data.(type) {
	case *slackevents.ChannelArchiveEvent:
		channel, gone = inner.Channel, commands.ReasonArchived
	case *slackevents.GroupArchiveEvent:
		channel, gone = inner.Channel, commands.ReasonArchived
	case *slackevents.ChannelLeftEvent:
		channel, gone = inner.Channel, commands.ReasonChannel
	case *slackevents.GroupLeftEvent:
		channel, gone = inner.Channel, commands.ReasonChannel
	case *slackevents.ChannelDeletedEvent:
		channel, gone = inner.Channel, commands.ReasonChannel
	case *slackevents.GroupDeletedEvent:
		channel, gone = inner.Channel, commands.ReasonChannel
	case *slackevents.ChannelUnarchiveEvent:
		channel = inner.Channel
	case *slackevents.GroupUnarchiveEvent:
		channel = inner.Channel
	case *slackevents.ChannelSharedEvent: // others read along now
		b.people.Delete("channel " + inner.Channel)
		return true
	case *slackevents.MemberJoinedChannelEvent:
		b.people.Delete("channel " + inner.Channel)
		if inner.User != b.me {
			return true
		}
		channel = inner.Channel
	default:
		return false
	}
	b.side.Go(func() {
		if err := b.digests.ChannelChanged(b.work, e.TeamID, channel, gone); err != nil {
			b.log.ErrorContext(b.work, "cannot follow what happened to a channel", "channel", channel, "error", err)
		}
	})
	return true
}
