package bot

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/bot/jobs"
	"tcabot/bot/sender"
	"tcabot/bot/store"
	"tcabot/commands"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"time"
)

// delivery is a digest on its way.
type delivery struct {
	jobs.Delivery
	run store.DigestDelivery

	report  commands.DigestReport
	post    kit.Message
	details kit.Message // what goes into the post's thread; nil for nothing
}

// deliver posts a digest that is due, or finds out why it cannot be. It may be called again at any point, by any process:
// what was done already is not done twice.
func (x digests) deliver(ctx context.Context, job jobs.Delivery) error {
	run, err := x.store.DigestDelivery(ctx, job.Digest)
	switch {
	case errors.Is(err, commands.ErrNoDigest):
		return nil
	case err != nil:
		return err
	case over(run, job):
		return nil
	}
	d := &delivery{Delivery: job, run: run}
	at, posted, err := x.postedBefore(ctx, d)
	if err != nil {
		return err
	}
	if err := x.write(ctx, d); err != nil || d.post == nil && !posted {
		return err
	}
	if !posted {
		if at, err = x.postDigest(ctx, d); err != nil {
			return err
		}
	}
	if err := x.postDetails(ctx, d, at, posted); err != nil {
		return err
	}
	return x.finish(ctx, d, x.times.Now())
}

// over reports whether there is nothing left to do: it was done, a later one took its place, or it is to be posted no
// more.
func over(run store.DigestDelivery, job jobs.Delivery) bool {
	return run.State != commands.DigestActive || !run.Done.Before(job.Due) || !job.OnDemand && run.Claimed.After(job.Due)
}

// write makes the post of what its owner's token shows. Without an error, a nil post means that there is nothing to
// post, and that this was noted.
func (x digests) write(ctx context.Context, d *delivery) error {
	one := d.run.Digest
	who := spec.Who{Workspace: one.Workspace, User: one.Owner}
	link, err := x.store.Link(ctx, who)
	if errors.Is(err, commands.ErrNotLinked) {
		return x.suspend(ctx, store.DigestsOfLogin(who, 0), commands.ReasonUnlinked)
	}
	if err != nil {
		return err
	}
	marks, err := x.store.Marks(ctx, one.ID)
	if err != nil {
		return err
	}
	d.report, err = commands.ReportDigest(ctx, x.digestTCA.As(link.Token, digestOwner(link, d.Due)), x.tca.Site(), one, marks, d.Due)
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return x.doubt(ctx, one, store.DigestsOfLogin(who, link.Generation), commands.ReasonToken)
	case errors.Is(err, commands.ErrTargetGone):
		return x.doubt(ctx, one, store.DigestVersion(one), commands.ReasonTarget)
	case errors.Is(err, api.ErrForbidden), errors.Is(err, api.ErrNotFound):
		return x.doubt(ctx, one, store.DigestVersion(one), commands.ReasonRights)
	case err != nil:
		return x.waits(d, err)
	case !d.OnDemand && x.silent(d):
		return x.finish(ctx, d, time.Time{})
	}
	if allowed, err := x.allowed(ctx, one); err != nil || !allowed {
		return err
	}
	d.post, d.details = commands.ViewDigest(x.digestScreen(one), one, d.report)
	return nil
}

// week is well below seven days, and well above six: when clocks go forward, and when the last post was late, the same
// hour of the next week is not too early.
const week = 6*24*time.Hour + 12*time.Hour

// silent reports whether nothing is to be posted because nothing changed.
func (x digests) silent(d *delivery) bool {
	if !d.report.Quiet() {
		return false
	}
	switch d.run.Content.Quiet {
	case commands.QuietSkip:
		return true
	case commands.QuietWeekly:
		return !d.run.Last.IsZero() && d.Due.Sub(d.run.Last) < week
	default:
		return false
	}
}

// digestScreen is what a post in a channel is shown with: the digest's own language, and nobody's line.
func (x digests) digestScreen(d commands.Digest) spec.Screen {
	return spec.Screen{Words: locale.In(d.Language), Command: x.conf.SlackCommand}
}

// doubt deals with what TCA refuses, or says is not there. Once may be a fault of TCA's, or of what stands before it; when
// it still does after a while, and for the same reason, what depends on it stops.
func (x digests) doubt(ctx context.Context, d commands.Digest, some store.DigestFilter, why commands.DigestReason) error {
	now := x.times.Now().Truncate(time.Second) // as it is kept
	since, err := x.store.Doubt(ctx, d.ID, why, now)
	if err != nil {
		return err
	}
	if now.Sub(since) < x.times.Doubt {
		return jobs.SnoozeError{After: x.times.Doubt}
	}
	return x.suspend(ctx, some, why)
}

// longestWait bounds the pause between two tries while TCA is in trouble.
const longestWait = 10 * time.Minute

// waits puts a digest off while TCA is in trouble, however long that takes: the longer it has, the longer each time. When
// it is due anew, the next one takes its place.
func (x digests) waits(d *delivery, err error) error {
	return jobs.SnoozeError{After: min(longestWait, max(x.times.JobPause, x.times.Now().Sub(d.Since)/4)), Cause: err}
}

// allowed reports whether an administrator lets digests be posted where this one is; if not, it is suspended. Who reads
// along is only looked up where it matters.
func (x digests) allowed(ctx context.Context, d commands.Digest) (bool, error) {
	if x.policy() == (commands.Policy{Guests: true, External: true}) {
		return true, nil
	}
	c, err := channels(x).Channel(ctx, d.Workspace, d.Channel)
	if errors.Is(err, commands.ErrNoChannel) {
		return false, x.suspend(ctx, store.DigestVersion(d), commands.ReasonChannel)
	}
	if err != nil {
		return false, err
	}
	switch {
	case (commands.Deps{Policy: x.policy()}).Allows(c):
		return true, nil
	case c.Guests == commands.GuestsUnknown && (x.policy().External || !c.External):
		return false, errors.New("cannot tell whether guests read along")
	default:
		return false, x.suspend(ctx, store.DigestVersion(d), commands.ReasonAudience)
	}
}

func (b *Bot) policy() commands.Policy {
	return commands.Policy{Guests: b.conf.DigestGuests, External: b.conf.DigestExternal}
}

// finish notes what was done and ends the job, in one transaction. An outage of the database at this moment would only
// mean to look for the post again.
func (x digests) finish(ctx context.Context, d *delivery, posted time.Time) error {
	return x.store.FinishDelivery(context.WithoutCancel(ctx), d.Digest, d.Due, posted, d.End)
}

// laterOf is when to try again what Slack did not take now.
func laterOf(err error) error {
	e, ok := errors.AsType[*sender.Error](err)
	if !ok || !errors.Is(err, sender.ErrLater) {
		return err
	}
	return jobs.SnoozeError{After: max(e.RetryAfter, time.Second)}
}
