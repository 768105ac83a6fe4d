package subscription

import (
	"context"
	"errors"
	"tcabot/bot/deliver"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
)

// Allowed reports whether the policy allows a subscription's channel; if not, the subscription is suspended. Members are
// only looked up where the policy depends on them.
func (s *Service) Allowed(ctx context.Context, d subscription.Subscription) (bool, error) {
	if s.conf.Policy == (subscription.Policy{Guests: true, External: true}) {
		return true, nil
	}
	c, err := s.directory.Channel(ctx, d.Workspace, d.Channel)
	if errors.Is(err, command.ErrNoChannel) {
		return false, s.Suspend(ctx, store.Version(d), subscription.ReasonChannel)
	}
	if scope, ok := errors.AsType[*command.ScopeError](err); ok {
		s.log.ErrorContext(ctx, "cannot check who reads a subscription", "kind", string(d.Kind), "subscription", d.ID, "error", scope)
		return false, s.Suspend(ctx, store.Version(d), subscription.ReasonScope)
	}
	if err != nil {
		return false, err
	}
	switch {
	case s.conf.Policy.Allows(c):
		return true, nil
	case c.Guests == screen.GuestsUnknown && (s.conf.Policy.External || !c.External && !c.Invited):
		return false, errors.New("cannot tell whether guests read along")
	default:
		return false, s.Suspend(ctx, store.Version(d), subscription.ReasonAudience)
	}
}

// Closed suspends a subscription if a post failed because nothing can be posted to its channel, and reports whether it did.
func (s *Service) Closed(ctx context.Context, d subscription.Subscription, failure error) (bool, error) {
	if !errors.Is(failure, deliver.ErrTarget) && !errors.Is(failure, deliver.ErrScope) {
		return false, nil
	}
	return true, s.Suspend(ctx, store.Version(d), closedReason(failure))
}

// closedReason is why nothing can be posted to a channel.
func closedReason(err error) subscription.Reason {
	e, _ := errors.AsType[*deliver.Error](err)
	switch {
	case e == nil:
	case errors.Is(e, deliver.ErrScope):
		return subscription.ReasonScope
	case e.Code == "is_archived":
		return subscription.ReasonArchived
	case e.Code != "channel_not_found" && e.Code != "not_in_channel":
		return subscription.ReasonRefused
	}
	return subscription.ReasonChannel
}
