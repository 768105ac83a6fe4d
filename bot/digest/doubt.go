package digest

import (
	"context"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/digest"
	"time"
)

// doubt deals with what TCA refuses, or says is not there. Once may be a fault of TCA's, or of what stands before it; when
// it still does so after a while, and for the same reason, what depends on it is suspended.
func (s *Service) doubt(ctx context.Context, d digest.Digest, filter store.DigestFilter, reason digest.Reason) error {
	now := s.conf.Now().Truncate(time.Second) // as it is stored
	since, err := s.store.Doubt(ctx, d.ID, reason, now)
	if err != nil {
		return err
	}
	if now.Sub(since) < s.conf.Doubt {
		return jobs.SnoozeError{After: s.conf.Doubt}
	}
	return s.suspend(ctx, filter, reason)
}

// longestWait bounds the pause between two tries while TCA is in trouble.
const longestWait = 10 * time.Minute

// postpone puts a digest off while TCA is in trouble, however long that takes: the longer it has, the longer each time.
// When it is due anew, the next one takes its place.
func (s *Service) postpone(d *delivery, err error) error {
	return jobs.SnoozeError{After: min(longestWait, max(s.conf.Pause, s.conf.Now().Sub(d.Since)/4)), Cause: err}
}
