package digest

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
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
	case errors.Is(err, digest.ErrNoDigest):
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
	return found.State != digest.Active || !found.Done.Before(job.Due) || !job.OnDemand && found.Claimed.After(job.Due)
}

// write builds the post with the owner's token. Without an error, a nil post means that there is nothing to post, and that
// this was recorded.
func (s *Service) write(ctx context.Context, d *delivery) error {
	one := d.digest.Digest
	who := command.Who{Workspace: one.Workspace, User: one.Owner}
	link, err := s.store.Link(ctx, who)
	switch {
	case errors.Is(err, command.ErrUnreadable): // perhaps only here, while replicas get another key one by one
		s.log.WarnContext(ctx, "cannot read the token of a digest's owner", "digest", d.Digest, "error", err)
		return s.doubt(ctx, one, store.DigestsOfLogin(who, link.Generation), digest.ReasonSealed)
	case errors.Is(err, command.ErrNotLinked):
		return s.suspend(ctx, store.DigestsOfLogin(who, 0), digest.ReasonUnlinked)
	case err != nil:
		return err
	}
	marks, err := s.store.Marks(ctx, one.ID)
	if err != nil {
		return err
	}
	report, err := digest.NewReport(ctx, s.tca.As(link.Token, cacheOwner(link, d.Due)), s.tca.Site(), one, marks, d.Due, 0)
	d.report = report.OwnedBy(command.MyNames(link.Username, link.Names))
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return s.doubt(ctx, one, store.DigestsOfLogin(who, link.Generation), digest.ReasonToken)
	case errors.Is(err, digest.ErrTargetGone):
		return s.doubt(ctx, one, store.DigestVersion(one), digest.ReasonTarget)
	case errors.Is(err, api.ErrForbidden), errors.Is(err, api.ErrNotFound):
		return s.doubt(ctx, one, store.DigestVersion(one), digest.ReasonRights)
	case err != nil:
		return s.postpone(d, err)
	case !d.OnDemand && isSkipped(d):
		return s.finish(ctx, d, time.Time{})
	}
	if allowed, err := s.checkAudience(ctx, one); err != nil || !allowed {
		return err
	}
	d.post, d.details = digest.ViewPost(s.screen(locale.In(one.Language)), one, d.report)
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

// checkAudience reports whether the policy allows the digest's channel; if not, the digest is suspended. Members are only
// looked up where the policy depends on them.
func (s *Service) checkAudience(ctx context.Context, d digest.Digest) (bool, error) {
	if s.conf.Policy == (digest.Policy{Guests: true, External: true}) {
		return true, nil
	}
	c, err := s.directory.Channel(ctx, d.Workspace, d.Channel)
	if errors.Is(err, command.ErrNoChannel) {
		return false, s.suspend(ctx, store.DigestVersion(d), digest.ReasonChannel)
	}
	if scope, ok := errors.AsType[*command.ScopeError](err); ok {
		s.log.ErrorContext(ctx, "cannot check who reads a digest", "digest", d.ID, "error", scope)
		return false, s.suspend(ctx, store.DigestVersion(d), digest.ReasonScope)
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
		return false, s.suspend(ctx, store.DigestVersion(d), digest.ReasonAudience)
	}
}

// finish records the delivery and completes the job, in one transaction. If the database fails at this moment, the retry
// finds the post in Slack.
func (s *Service) finish(ctx context.Context, d *delivery, posted time.Time) error {
	return s.store.FinishDelivery(context.WithoutCancel(ctx), d.Digest, d.Due, posted, d.End)
}
