package watch

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/bot/jobs"
	"tcabot/commands/command"
	"tcabot/commands/watch"
	"time"
)

// ask finds out how far the job is, or why the watch ends.
func (s *Service) ask(ctx context.Context, l *look) error {
	if l.Stopped {
		return l.end(watch.EndStopped)
	}
	link, err := s.store.Link(ctx, command.Who{Workspace: l.Workspace, User: l.Owner})
	switch {
	case errors.Is(err, command.ErrNotLinked), errors.Is(err, command.ErrUnreadable):
		return l.end(watch.EndUnlinked)
	case err != nil:
		return err
	}
	tca := s.client(link)
	if l.Job == 0 {
		if found, err := s.findStarted(ctx, l, tca, link); err != nil || !found {
			return err
		}
	}
	return s.askJob(ctx, l, tca)
}

// end ends a watch without a verdict.
func (l *look) end(why watch.Ending) error {
	l.progress.Ending, l.ends = why, true
	return nil
}

// findStarted looks for the job of a scan whose start TCA did not confirm. While the command that starts it may still be
// running, it waits.
func (s *Service) findStarted(ctx context.Context, l *look, tca *api.Client, link command.Link) (bool, error) {
	age := l.now.Sub(l.Begun)
	if age < s.conf.Start {
		return false, jobs.SnoozeError{After: min(s.conf.Poll, time.Second)}
	}
	candidates, err := watch.FindStarted(ctx, tca, l.Watch, link)
	if err != nil {
		return false, s.unanswered(ctx, l, err)
	}
	for _, job := range candidates {
		if claimed, err := s.store.ClaimWatchJob(ctx, l.Watch, job); err != nil {
			return false, err
		} else if claimed {
			l.Job, l.progress.Job = job, job
			return true, nil
		}
	}
	if age > s.conf.Start+s.conf.Give {
		return false, l.end(watch.EndNotStarted)
	}
	return false, nil
}

// askJob asks TCA about the job and, when it has ended, for the verdict.
func (s *Service) askJob(ctx context.Context, l *look, tca *api.Client) error {
	p, err := watch.Ask(ctx, tca, l.progress.Site, l.Watch, l.now)
	if err != nil {
		return s.unanswered(ctx, l, err)
	}
	if to := p.State.Redirect(); to > 0 && to != l.Job && l.Redirects < maxRedirects {
		if err := s.store.RedirectWatch(ctx, l.ID, to); err != nil {
			return err
		}
		return s.snooze(ctx, nil)
	}
	if now := digest(p.Signature()); now != l.Progress {
		l.Progress, l.Moved = now, l.now
	}
	p.Moved, p.Silence = l.Moved, time.Time{}
	if p.State.Done() {
		judged, ready, err := p.Judge(ctx, tca, s.store)
		if err != nil {
			return s.unanswered(ctx, l, err)
		}
		// The analysis service may store the result a little later than the job ends.
		if ready || l.now.Sub(l.Moved) >= storing {
			l.progress, l.ends = judged, true
			return nil
		}
	} else if l.now.Sub(l.Begun) > watch.MaxAge { // only now: it may have ended long before, while nobody looked
		return l.end(watch.EndExpired)
	}
	return s.keep(ctx, l, p)
}

// maxRedirects is how often a job may be replaced by another one: two that replace each other would be followed for ever.
const maxRedirects = 3

// storing is how long the analysis service has to store the result of a job that has ended.
const storing = time.Minute

// keep records what was found: TCA has answered all questions.
func (s *Service) keep(ctx context.Context, l *look, p watch.Progress) error {
	l.progress, l.Silent, l.Refused, l.Refusal = p, time.Time{}, time.Time{}, ""
	return s.store.SaveLook(ctx, l.WatchState)
}

// unanswered handles a failed question to TCA: what may pass is waited for, and said in the message.
func (s *Service) unanswered(ctx context.Context, l *look, failure error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if l.Silent.IsZero() {
		l.Silent = l.now
	}
	if why := refusal(failure); why != l.Refusal {
		l.Refusal, l.Refused = why, l.now
	}
	silence := l.now.Sub(l.Silent)
	switch {
	case l.Refusal != "" && l.now.Sub(l.Refused) >= refusedFor:
		return l.end(l.Refusal)
	case silence > watch.MaxSilence:
		return l.end(watch.EndUnread)
	}
	s.log.WarnContext(ctx, "cannot look at a watched job", "watch", l.ID, "error", failure)
	if err := s.store.SaveLook(ctx, l.WatchState); err != nil {
		return err
	}
	if silence < sayAfter || l.Message == "" {
		return s.snooze(ctx, failure)
	}
	l.progress.Silence = l.Silent
	return nil
}

// refusal is the ending for which TCA's refusal to answer is a reason; empty for other failures.
func refusal(failure error) watch.Ending {
	switch {
	case errors.Is(failure, api.ErrUnauthorized):
		return watch.EndToken
	case errors.Is(failure, api.ErrForbidden), errors.Is(failure, api.ErrNotFound):
		return watch.EndGone
	default:
		return ""
	}
}

const (
	// refusedFor is how long TCA must refuse to answer about a job, for the same reason, before its watch ends: a single refusal
	// may be a fault of TCA or of a proxy.
	refusedFor = time.Minute
	// sayAfter is how long TCA may be silent before the message says so.
	sayAfter = time.Minute
)
