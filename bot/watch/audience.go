package watch

import (
	"context"
	"errors"
	"tcabot/bot/deliver"
	"tcabot/commands/command"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"tcabot/commands/watch"
)

// allowed reports whether the policy allows everybody who reads the channel of a watch to read what its owner may see. People
// join after it was begun, so this is checked before each edit. Members are only looked up where the policy depends on them, and
// the directory remembers them for a while.
func (s *Service) allowed(ctx context.Context, l *look) (bool, error) {
	if l.Private() || s.conf.Policy == (subscription.Policy{Guests: true, External: true}) {
		return true, nil
	}
	c, err := s.directory.Channel(ctx, l.Workspace, l.Channel)
	switch _, scope := errors.AsType[*command.ScopeError](err); {
	case errors.Is(err, command.ErrNoChannel):
		return false, nil
	case scope:
		s.log.ErrorContext(ctx, "cannot check who reads about a watched job", "watch", l.ID, "error", err)
		return false, nil
	case err != nil:
		return false, s.snooze(ctx, err)
	case s.conf.Policy.Allows(c):
		return true, nil
	case c.Guests == screen.GuestsUnknown && (s.conf.Policy.External || !c.External && !c.Invited):
		return false, s.snooze(ctx, errGuests)
	default:
		return false, nil
	}
}

var errGuests = errors.New("cannot tell whether guests read along")

// hide goes on in the direct message with the owner, and says so in the channel.
func (s *Service) hide(ctx context.Context, l *look) error {
	if l.Message != "" && !l.Told {
		p := l.progress
		p.Ending, p.Verdict = watch.EndAudience, nil
		at := deliver.Ref{Channel: l.MessageChannel, TS: l.Message}
		if err := s.sender.Update(ctx, at, watch.ViewProgress(s.screen(l), p)); errors.Is(err, deliver.ErrLater) || ctx.Err() != nil {
			return later(err)
		} else if err != nil { // what it says is out of date, and private all the same
			s.log.WarnContext(ctx, "cannot edit the message about a watched job", "watch", l.ID, "error", err)
		}
	}
	return s.elsewhere(ctx, l)
}
