package subscription

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// Login returns the link of a subscription's owner. ok is false when it is missing or cannot be read: then the subscriptions
// that use it are suspended, or doubted, and the error says what to do with the job.
func (s *Service) Login(ctx context.Context, d subscription.Subscription) (link command.Link, ok bool, err error) {
	who := command.Who{Workspace: d.Workspace, User: d.Owner}
	link, err = s.store.Link(ctx, who)
	switch {
	case errors.Is(err, command.ErrUnreadable): // perhaps only here, after processes without their keys were killed
		s.log.WarnContext(ctx, "cannot read the token of a subscription's owner", "kind", string(d.Kind), "subscription", d.ID, "error", err)
		return link, false, s.Doubt(ctx, d, store.OfLogin(who, link.Generation), subscription.ReasonSealed)
	case errors.Is(err, command.ErrNotLinked):
		return link, false, s.Suspend(ctx, store.OfLogin(who, 0), subscription.ReasonUnlinked)
	}
	return link, err == nil, err
}

// Refused handles an error of TCA that speaks against a subscription's owner or target, and reports whether it is one. gone is
// an error that means a missing target.
func (s *Service) Refused(ctx context.Context, d subscription.Subscription, link command.Link, failure, gone error) (bool, error) {
	switch {
	case errors.Is(failure, api.ErrUnauthorized):
		return true, s.Doubt(ctx, d, store.OfLogin(link.Who, link.Generation), subscription.ReasonToken)
	case errors.Is(failure, gone):
		return true, s.Doubt(ctx, d, store.Version(d), subscription.ReasonTarget)
	case errors.Is(failure, api.ErrForbidden), errors.Is(failure, api.ErrNotFound):
		return true, s.Doubt(ctx, d, store.Version(d), subscription.ReasonRights)
	}
	return false, nil
}
