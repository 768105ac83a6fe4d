package subscription

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/subscription"
	"time"
)

// Held is when a subscription may be posted that is posted in the direct message of its owner, while they have quiet hours; zero
// for at once. Unless they named a zone, the clock is that of the zone in their Slack now, or, while Slack does not tell, of
// the one when they chose the hours.
func (s *Service) Held(ctx context.Context, d subscription.Subscription) (until time.Time, err error) {
	who := command.Who{Workspace: d.Workspace, User: d.Owner}
	q, err := s.store.Quiet(ctx, who)
	if err != nil || q.IsZero() {
		return time.Time{}, err
	}
	if zone, ok := s.directory.Zone(ctx, who); ok && !q.Chosen {
		q.Zone = zone
	}
	end, quiet := q.End(s.conf.Now())
	if !quiet || d.Channel == d.Owner {
		return end, nil
	}
	own, err := s.directory.Direct(ctx, who)
	if err != nil || own.ID != d.Channel {
		return time.Time{}, err
	}
	return end, nil
}
