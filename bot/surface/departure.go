package surface

import (
	"context"
	"errors"
	"tcabot/bot/deliver"
	"tcabot/commands/command"
	"time"

	"github.com/slack-go/slack/slackevents"
)

// Slack delivers events in any order, hours late, and again. So what an event says is not acted on before Slack has
// confirmed that it is still so: the app may be installed again, and the person be back.

// sent is when Slack sent an event for the first time; zero if it does not say.
func sent(e slackevents.EventsAPIEvent) time.Time {
	call, ok := e.Data.(*slackevents.EventsAPICallbackEvent)
	if !ok || call.EventTime <= 0 {
		return time.Time{}
	}
	return time.Unix(int64(call.EventTime), 0)
}

// uninstalled stops the use of all tokens of the workspace, and what is posted there, unless the bot's token still works: then
// the event is about a former installation. While Slack cannot be asked, nothing is done. All data is deleted some days later,
// unless the app returns.
func (s *Surfaces) uninstalled(ctx context.Context, workspace string) {
	if workspace != s.conf.Workspace {
		s.log.WarnContext(ctx, "ignored an event about another workspace", "workspace", workspace)
		return
	}
	_, err := s.parts.Sender.Identify(ctx)
	switch {
	case err == nil:
		s.log.WarnContext(ctx, "ignored an outdated event: the app is installed", "workspace", workspace)
		return
	case !errors.Is(err, deliver.ErrCredentials):
		s.log.ErrorContext(ctx, "cannot check whether the app is still installed, so its data is kept", "workspace", workspace, "error", err)
		return
	}
	s.log.WarnContext(ctx, "the app was uninstalled: no token is used any more, and all data is deleted in some days unless it returns", "workspace", workspace)
	if err := s.parts.Accounts.AppRemoved(ctx, workspace, s.conf.Now()); err != nil {
		s.log.ErrorContext(ctx, "cannot stop everything of a workspace", "error", err)
	}
}

// personLeft deletes the token of a person who has left the workspace, unless Slack says that they are there. If Slack
// cannot tell, the event is believed, unless they have connected their account since.
func (s *Surfaces) personLeft(ctx context.Context, who command.Who, at time.Time) {
	active, err := s.parts.Directory.Active(ctx, who)
	if err != nil {
		s.log.WarnContext(ctx, "cannot check whether a person has left", "error", err)
		active = s.connectedSince(ctx, who, at)
	}
	if active {
		s.log.InfoContext(ctx, "ignored an outdated event: the person has not left", "user", who.User)
		return
	}
	s.revoke(ctx, who, s.parts.Subscriptions.PersonLeft)
}

// authorizationRevoked deletes the token of a person who no longer authorizes the app, unless they have connected their
// account since.
func (s *Surfaces) authorizationRevoked(ctx context.Context, who command.Who, at time.Time) {
	if s.connectedSince(ctx, who, at) {
		s.log.InfoContext(ctx, "ignored an outdated event: the person has connected since", "user", who.User)
		return
	}
	s.revoke(ctx, who, s.parts.Subscriptions.Disconnected)
	s.renewHome(ctx, who)
}

// connectedSince reports whether a person connected their account after a moment.
func (s *Surfaces) connectedSince(ctx context.Context, who command.Who, at time.Time) bool {
	link, err := s.parts.Accounts.Link(ctx, who)
	return err == nil && !at.IsZero() && link.Linked.After(at)
}

// revoke deletes a person's token, and suspends the subscriptions that use it.
func (s *Surfaces) revoke(ctx context.Context, who command.Who, suspend func(context.Context, command.Who) error) {
	if err := s.parts.Accounts.DeleteLink(ctx, who); err != nil {
		s.log.ErrorContext(ctx, "cannot delete a person's token", "error", err)
		return
	}
	if err := suspend(ctx, who); err != nil {
		s.log.ErrorContext(ctx, "cannot suspend a person's subscriptions", "error", err)
	}
}
