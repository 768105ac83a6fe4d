package digest

import (
	"context"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/digest"
	"time"
)

// doubt handles a rejected token, denied access or a missing target. A single error may be a fault of TCA or of a proxy; only
// when it persists for Config.Doubt, for the same reason, are digests suspended.
func (s *Service) doubt(ctx context.Context, d digest.Digest, filter store.DigestFilter, reason digest.Reason) error {
	now := s.conf.Now().Truncate(time.Second) // the precision of the database
	since, err := s.store.Doubt(ctx, d.ID, reason, now)
	if err != nil {
		return err
	}
	if now.Sub(since) < s.conf.Doubt {
		return jobs.SnoozeError{After: s.conf.Doubt}
	}
	return s.suspend(ctx, filter, reason)
}

// longestWait bounds the pause between two attempts while TCA is failing.
const longestWait = 10 * time.Minute

// postpone retries a digest while TCA is failing, with growing pauses, until it is due again and the next delivery replaces
// it.
func (s *Service) postpone(d *delivery, err error) error {
	return jobs.SnoozeError{After: min(longestWait, max(s.conf.Pause, s.conf.Now().Sub(d.Since)/4)), Cause: err}
}
