package follow

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"tcabot/bot/account"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	subscriptions "tcabot/bot/subscription"
	"tcabot/commands/command"
	"tcabot/commands/follow"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"time"

	"github.com/slack-go/slack"
)

const (
	// postEvent is the event type in the metadata of a post, by which it is found after a crash.
	postEvent = "tcabot_follow"
	// together is how long later scans of a branch are posted in the thread of its first one.
	together = time.Hour
	// longestWait bounds the pause between two attempts while TCA is failing.
	longestWait = 10 * time.Minute
)

// delivery is one post in progress.
type delivery struct {
	jobs.FollowPost
	found store.FollowPost

	held   int                          // scans that are not in the post, as TCA does not have their figures yet
	states map[int64]follow.BranchState // of the branches after the post
	thread string                       // the message in whose thread it is posted; empty for none
	post   kit.Message                  // nil for nothing
}

// post posts the scans of a follow that have ended, all that wait in one message, or handles why it cannot. It is idempotent:
// it may be called again at any point, by any process.
func (s *Service) post(ctx context.Context, job jobs.FollowPost) error {
	found, err := s.store.FollowPost(ctx, job.Follow, job.Job)
	if errors.Is(err, subscription.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	d := &delivery{FollowPost: job, found: found, states: maps.Clone(found.Branches)}
	at, sent, err := s.findPost(ctx, d)
	switch {
	case err != nil:
		return err
	case sent:
		return s.finishSent(ctx, d, at)
	case found.State != subscription.Active:
		return s.store.AbandonFollowPost(ctx, job.Follow, job.Job) // once it is resumed, they are posted together
	case len(found.Ends) == 0: // another job posted them, or they are about a former target
		return s.store.AbandonFollowPost(ctx, job.Follow, job.Job)
	}
	if err := s.hold(ctx, d); err != nil {
		return err
	}
	if ok, err := s.write(ctx, d); err != nil || !ok {
		return err
	}
	if len(d.found.Ends) == 0 {
		return jobs.SnoozeError{After: s.again(job)}
	}
	if d.post != nil {
		if at, err = s.send(ctx, d); err != nil {
			return err
		}
		s.stats.posts.Add(1)
		s.stats.delay.Add(int64(s.conf.Now().Sub(oldest(d.found.Ends))))
	}
	if d.held == 0 {
		return s.finish(ctx, d, at)
	}
	d.End = nil // the job goes on with those that are held
	if err := s.finish(ctx, d, at); err != nil {
		return err
	}
	return jobs.SnoozeError{After: s.again(job)}
}

// hold holds a post back in the direct message of its owner while they have quiet hours; what ends meanwhile is posted with it.
// It looks again now and then, as the hours may be changed.
func (s *Service) hold(ctx context.Context, d *delivery) error {
	end, err := s.owners.Held(ctx, d.found.Subscription)
	if err != nil || end.IsZero() {
		return err
	}
	return jobs.SnoozeError{After: min(s.conf.Longest, max(s.conf.Pause, end.Sub(s.conf.Now())))}
}

// again is how long to wait until TCA is asked again about the scans of a job: the longer, the longer it has waited already. When
// they were found says nothing of that, as the clock of another process may have been ahead.
func (s *Service) again(job jobs.FollowPost) time.Duration {
	return min(s.conf.Longest, max(s.conf.Pause, time.Since(job.Created)/4))
}

// finishSent records a post that an earlier attempt sent. What it said of the gates is found out again, as the next post is
// compared with that.
func (s *Service) finishSent(ctx context.Context, d *delivery, at deliver.Ref) error {
	d.thread = d.found.Thread
	if d.found.State == subscription.Active {
		all := d.found.Ends
		if _, err := s.write(ctx, d); err != nil {
			return err
		}
		d.found.Ends = all // also those whose figures TCA has lost since
	}
	return s.finish(ctx, d, at)
}

// oldest is when the bot saw the first of some scans end.
func oldest(ends []follow.End) time.Time {
	first := ends[0].Found
	for _, e := range ends {
		if e.Found.Before(first) {
			first = e.Found
		}
	}
	return first
}

// metadata identifies a message: a job that held scans posts several, each of which begins with another scan.
func metadata(job jobs.FollowPost, ends []follow.End) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: postEvent, EventPayload: map[string]any{
		"follow": strconv.FormatInt(job.Follow, 10), "job": strconv.FormatInt(job.Job, 10), "first": strconv.FormatInt(ends[0].Job, 10),
	}}
}

// findPost finds the post if an earlier attempt may have sent it: its process died, or Slack did not confirm it.
func (s *Service) findPost(ctx context.Context, d *delivery) (deliver.Ref, bool, error) {
	if d.found.Posting != d.Job || len(d.found.Ends) == 0 {
		return deliver.Ref{}, false, nil
	}
	return s.history.Find(ctx, history.Search{
		Channel: d.found.Channel, Thread: d.found.Thread, Metadata: metadata(d.FollowPost, d.found.Ends),
		Since: d.found.Attempted, Until: d.found.Attempted.Add(history.LongestAttempt), Cursor: d.found.Searched,
		Save: func(ctx context.Context, cursor string) error {
			return s.store.SaveFollowSearch(ctx, d.Follow, d.Job, cursor)
		},
	})
}

// threadOf is the message in whose thread scans that are posted at a moment go: the first one about their branch within the
// last hour. Scans of several branches go to the channel.
func threadOf(f store.FollowPost, at time.Time) string {
	thread := ""
	for i, e := range f.Ends {
		if i > 0 && e.Project != f.Ends[0].Project {
			return ""
		}
		if known := f.Branches[e.Project]; known.Thread != "" && at.Sub(known.Opened) < together {
			thread = known.Thread
		}
	}
	return thread
}

// write makes the post with the owner's token. Without ok, it cannot be made, and the error says what to do with the job.
func (s *Service) write(ctx context.Context, d *delivery) (ok bool, err error) {
	one := d.found.Follow
	link, ok, err := s.owners.Login(ctx, one.Subscription)
	if !ok {
		return false, err
	}
	report, err := follow.NewReport(ctx, follow.Source{
		TCA: s.tca.As(link.Token, cacheOwner(link, d.found.Ends)), Site: s.tca.Site(), Gates: s.store, Names: command.MyNames(link.Username, link.Names),
	}, one, d.found.Ends, d.states, s.conf.Now())
	if refused, why := s.owners.Refused(ctx, one.Subscription, link, err, follow.ErrTargetGone); refused {
		return false, why
	}
	if err != nil {
		return false, jobs.SnoozeError{After: s.again(d.FollowPost), Cause: err}
	}
	d.held = len(report.Held)
	d.found.Ends = slices.DeleteFunc(slices.Clone(d.found.Ends), func(e follow.End) bool { return slices.Contains(report.Held, e) })
	if len(report.Results) == 0 && report.Left == 0 {
		return true, nil
	}
	if allowed, err := s.owners.Allowed(ctx, one.Subscription); err != nil || !allowed {
		return false, err
	}
	report = report.Mentioning(s.people.In(ctx, one.Workspace, one.Channel))
	d.post = follow.ViewPost(command.Screen{Words: locale.In(one.Language), Command: s.conf.Command}, one, report)
	return true, nil
}

// cacheOwner is the cache owner of a post's requests: posts of the same login about the same scans share answers.
func cacheOwner(l command.Link, ends []follow.End) string {
	last := int64(0)
	for _, e := range ends {
		last = max(last, e.Job)
	}
	return fmt.Sprintf("%s|ended %d", account.Owner(l), last)
}

// send posts, after recording that it is about to.
func (s *Service) send(ctx context.Context, d *delivery) (deliver.Ref, error) {
	one := d.found.Follow
	at, err := s.sendTo(ctx, d, threadOf(d.found, s.conf.Now()))
	if d.thread != "" && isGone(err) { // somebody deleted the first message
		at, err = s.sendTo(ctx, d, "")
	}
	if err == nil || errors.Is(err, deliver.ErrUncertain) {
		return at, err
	}
	// It was certainly not posted: the next attempt need not search for it.
	if err := s.store.AbandonFollowPost(ctx, one.ID, d.Job); err != nil {
		return at, err
	}
	switch closed, failed := s.owners.Closed(ctx, one.Subscription, err); {
	case failed != nil:
		return at, failed
	case closed:
		return at, jobs.SnoozeError{} // the next attempt finds it suspended
	}
	return at, subscriptions.SnoozeIfLater(err)
}

// sendTo posts in a thread, or in the channel, after recording where: a retry searches there.
func (s *Service) sendTo(ctx context.Context, d *delivery, thread string) (deliver.Ref, error) {
	d.thread = thread
	switch err := s.store.BeginFollowPost(ctx, d.found, d.Job, thread); {
	case errors.Is(err, subscription.ErrChanged): // changed by a person, or posted by another job: start over with the current state
		return deliver.Ref{}, jobs.SnoozeError{After: s.conf.Pause}
	case err != nil:
		return deliver.Ref{}, err
	}
	return s.sender.Post(ctx, deliver.Message{
		Channel: d.found.Channel, Thread: thread, Message: d.post, Metadata: metadata(d.FollowPost, d.found.Ends), Priority: deliver.Digest,
	})
}

// isGone reports whether the message of a thread does not exist any more.
func isGone(err error) bool {
	e, ok := errors.AsType[*deliver.Error](err)
	return ok && (e.Code == "thread_not_found" || e.Code == "message_not_found")
}

// finish records what was posted, and completes the job, in one transaction. at is zero when nothing was. A post that is in no
// thread begins one for each of its branches.
func (s *Service) finish(ctx context.Context, d *delivery, at deliver.Ref) error {
	posted := time.Time{}
	if at.TS != "" {
		posted = s.conf.Now()
	}
	if at.TS != "" && d.thread == "" {
		for _, e := range d.found.Ends {
			state := d.states[e.Project]
			state.Thread, state.Opened = at.TS, posted
			d.states[e.Project] = state
		}
	}
	return s.store.FinishFollowPost(context.WithoutCancel(ctx), d.Follow, d.Job, d.found.Ends, d.states, posted, d.End)
}
