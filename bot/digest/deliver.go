package digest

import (
	"context"
	"errors"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"time"
)

// delivery is one delivery of a digest.
type delivery struct {
	jobs.Delivery
	digest store.DigestDelivery

	report  digest.Report
	post    kit.Message
	details kit.Message // the reply in the post's thread; nil for none
}

// deliver posts a digest that is due, or handles why it cannot. It is idempotent: it may be called again at any point, by
// any process.
func (s *Service) deliver(ctx context.Context, job jobs.Delivery) error {
	found, err := s.store.DigestDelivery(ctx, job.Digest)
	switch {
	case errors.Is(err, subscription.ErrNone):
		return nil
	case err != nil:
		return err
	case isObsolete(found, job):
		return nil
	}
	if found, err = s.settle(ctx, found, job.Due); err != nil {
		return err
	}
	d := &delivery{Delivery: job, digest: found}
	at, posted, err := s.findPost(ctx, d)
	if err != nil {
		return err
	}
	if err := s.write(ctx, d); err != nil || d.post == nil && !posted {
		return err
	}
	if !posted {
		if at, err = s.postDigest(ctx, d); err != nil {
			return err
		}
	}
	if err := s.postDetails(ctx, d, at, posted); err != nil {
		return err
	}
	return s.finish(ctx, d, s.conf.Now())
}

// isObsolete reports whether there is nothing left to do: it was delivered or replaced by a later one, or the digest is no
// longer active.
func isObsolete(found store.DigestDelivery, job jobs.Delivery) bool {
	return found.State != subscription.Active || !found.Done.Before(job.Due) || !job.OnDemand && found.Claimed.After(job.Due)
}

// write builds the post with the owner's token. Without an error, a nil post means that there is nothing to post, and that
// this was recorded.
func (s *Service) write(ctx context.Context, d *delivery) error {
	one := d.digest.Digest
	link, ok, err := s.owners.Login(ctx, one.Subscription)
	if !ok {
		return err
	}
	marks, err := s.store.Marks(ctx, one.ID)
	if err != nil {
		return err
	}
	held, err := digest.GatesFor(ctx, s.store, one)
	if err != nil {
		return err
	}
	report, err := digest.NewReport(ctx, s.tca.As(link.Token, cacheOwner(link, d.Due)), s.tca.Site(), one, marks, held, d.Due, 0)
	d.report = report.OwnedBy(command.MyNames(link.Username, link.Names))
	if refused, why := s.owners.Refused(ctx, one.Subscription, link, err, digest.ErrTargetGone); refused {
		return why
	}
	switch {
	case err != nil:
		return s.postpone(d, err)
	case !d.OnDemand && isSkipped(d):
		return s.finish(ctx, d, time.Time{})
	}
	if allowed, err := s.owners.Allowed(ctx, one.Subscription); err != nil || !allowed {
		return err
	}
	mentioning := d.report.Mentioning(s.people.In(ctx, one.Workspace, one.Channel))
	d.post, d.details = digest.ViewPost(s.screen(locale.In(one.Language)), one, mentioning)
	return nil
}

// week is well below seven days and well above six, so that the same hour of the next week counts as a week later in spite
// of daylight saving time and a late post.
const week = 6*24*time.Hour + 12*time.Hour

// isSkipped reports whether the post is skipped because nothing changed.
func isSkipped(d *delivery) bool {
	if !d.report.Quiet() {
		return false
	}
	switch d.digest.Content.Quiet {
	case digest.QuietSkip:
		return true
	case digest.QuietWeekly:
		return !d.digest.Last.IsZero() && d.Due.Sub(d.digest.Last) < week
	default:
		return false
	}
}

// finish records the delivery and completes the job, in one transaction. If the database fails at this moment, the retry
// finds the post in Slack.
func (s *Service) finish(ctx context.Context, d *delivery, posted time.Time) error {
	return s.store.FinishDelivery(context.WithoutCancel(ctx), d.Digest, d.Due, posted, d.End)
}

// longestWait bounds the pause between two attempts while TCA is failing.
const longestWait = 10 * time.Minute

// postpone retries a digest while TCA is failing, with growing pauses, until it is due again and the next delivery replaces
// it.
func (s *Service) postpone(d *delivery, err error) error {
	return jobs.SnoozeError{After: min(longestWait, max(s.conf.Pause, s.conf.Now().Sub(d.Since)/4)), Cause: err}
}
