package assignment

import (
	"context"
	"errors"
	"strconv"
	"tcabot/api"
	"tcabot/bot/account"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	subscriptions "tcabot/bot/subscription"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/subscription"
	"time"

	"github.com/slack-go/slack"
)

const (
	// noticeEvent is the event type in the metadata of a message, by which it is found after a crash.
	noticeEvent = "tcabot_assignment"
	// longestWait bounds the pause between two attempts while TCA is failing.
	longestWait = 10 * time.Minute
)

// tell sends a person one message about all issues that wait. It can be repeated at any point, by any process.
func (s *Service) tell(ctx context.Context, job jobs.AssignmentPost) error {
	p, err := s.store.AssignmentPost(ctx, job.Assignment, job.Job)
	switch {
	case errors.Is(err, subscription.ErrNone): // they switched the notices off
		return nil
	case err != nil:
		return err
	case p.Posting != 0 && p.Posting != job.Job: // of a job that was given up, as there is one at a time
		if err := s.store.AbandonAssignmentPost(ctx, p.ID, p.Posting); err != nil {
			return err
		}
		return jobs.SnoozeError{After: s.conf.Pause}
	case p.Posting == job.Job:
		return s.resume(ctx, job, p)
	case p.State != subscription.Active || len(p.Found) == 0:
		return nil // once they are resumed, the next look inserts another job
	}
	until, err := s.owners.Held(ctx, p.Subscription)
	if err != nil {
		return err
	}
	if until.IsZero() {
		until = p.Last.Add(s.conf.Quick)
	}
	if until.After(s.conf.Now()) {
		return s.store.PutOffAssignment(ctx, p.ID, until) // the look then inserts another job
	}
	m, ok, err := s.write(ctx, p)
	if err != nil || !ok {
		return err
	}
	return s.send(ctx, job, p, m)
}

// resume continues a job whose message may have been sent.
func (s *Service) resume(ctx context.Context, job jobs.AssignmentPost, p store.AssignmentPost) error {
	dm, err := s.directory.Direct(ctx, command.Who{Workspace: p.Workspace, User: p.Owner})
	if err != nil {
		return err
	}
	_, sent, err := s.history.Find(ctx, history.Search{
		Channel: dm.ID, Metadata: metadata(job), Since: p.Attempted, Until: p.Attempted.Add(history.LongestAttempt), Cursor: p.Searched,
		Save: func(ctx context.Context, cursor string) error {
			return s.store.SaveAssignmentSearch(ctx, p.ID, job.Job, cursor)
		},
	})
	switch {
	case err != nil:
		return err
	case sent:
		return s.store.FinishAssignmentPost(ctx, p, job.Job, s.conf.Now(), job.End)
	}
	if err := s.store.AbandonAssignmentPost(ctx, p.ID, job.Job); err != nil {
		return err
	}
	return jobs.SnoozeError{After: s.conf.Pause} // to be written anew: some may have been resolved
}

// write makes the message with the person's token; it is nil when nothing is left to tell. Without ok it cannot be made, and
// the error says what to do with the job.
func (s *Service) write(ctx context.Context, p store.AssignmentPost) (m kit.Message, ok bool, err error) {
	link, ok, err := s.owners.Login(ctx, p.Subscription)
	if !ok {
		return nil, false, err
	}
	report, err := assignment.NewReport(api.Fresh(ctx), s.tca.As(link.Token, account.Owner(link)), command.MyNames(link.Username, link.Names), p.Found)
	if refused, why := s.owners.Refused(ctx, p.Subscription, link, onlyUnauthorized(err), errTarget); refused {
		return nil, false, why
	}
	if err != nil {
		return nil, false, jobs.SnoozeError{After: min(longestWait, max(s.conf.Pause, s.conf.Quick)), Cause: err}
	}
	if report.Total <= 0 {
		return nil, true, nil
	}
	return assignment.ViewPost(command.Screen{Words: s.directory.Words(ctx, link.Who), Command: s.conf.Command}, report), true, nil
}

// send sends the message, after recording that it is about to.
func (s *Service) send(ctx context.Context, job jobs.AssignmentPost, p store.AssignmentPost, m kit.Message) error {
	switch err := s.store.BeginAssignmentPost(ctx, p, job.Job); {
	case errors.Is(err, subscription.ErrChanged): // or a look found more: start over with that
		return jobs.SnoozeError{After: s.conf.Pause}
	case errors.Is(err, subscription.ErrNone):
		return nil
	case err != nil:
		return err
	}
	if m == nil {
		return s.store.FinishAssignmentPost(context.WithoutCancel(ctx), p, job.Job, time.Time{}, job.End)
	}
	_, err := s.sender.Post(ctx, deliver.Message{Channel: p.Owner, Message: m, Metadata: metadata(job), Priority: deliver.Digest})
	if err == nil {
		s.stats.posts.Add(1)
		return s.store.FinishAssignmentPost(context.WithoutCancel(ctx), p, job.Job, s.conf.Now(), job.End)
	}
	if errors.Is(err, deliver.ErrUncertain) {
		return err
	}
	// It was certainly not sent: the next attempt need not search for it.
	if err := s.store.AbandonAssignmentPost(ctx, p.ID, job.Job); err != nil {
		return err
	}
	if closed, failed := s.owners.Closed(ctx, p.Subscription, err); closed || failed != nil {
		return failed
	}
	return subscriptions.SnoozeIfLater(err)
}

// metadata identifies the message of a job.
func metadata(job jobs.AssignmentPost) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: noticeEvent, EventPayload: map[string]any{
		"assignment": strconv.FormatInt(job.Assignment, 10), "job": strconv.FormatInt(job.Job, 10),
	}}
}
