package digest

import (
	"context"
	"errors"
	"strconv"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	subscriptions "tcabot/bot/subscription"
	"tcabot/commands/subscription"
	"time"

	"github.com/slack-go/slack"
)

// The event types in the metadata of the bot's messages, by which a message is found after a crash.
const (
	digestEvent  = "tcabot_digest"
	detailsEvent = "tcabot_digest_details"
)

// metadata identifies the message of a digest for a due time.
func (d *delivery) metadata(event string) slack.SlackMetadata {
	return postMetadata(event, d.Digest, d.Due)
}

func postMetadata(event string, id int64, due time.Time) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: event, EventPayload: map[string]any{
		"digest": strconv.FormatInt(id, 10), "due": strconv.FormatInt(due.Unix(), 10),
	}}
}

// findPost finds the post if an earlier attempt may have sent it: its process died, or Slack did not confirm it.
func (s *Service) findPost(ctx context.Context, d *delivery) (deliver.Ref, bool, error) {
	if !d.digest.Posting.Equal(d.Due) {
		return deliver.Ref{}, false, nil
	}
	return s.history.Find(ctx, s.searchFor(d.digest, d.Due, d.Created))
}

// settle decides what became of the post for an earlier due time, whose process died before it recorded that, and whose job
// was not continued before this one was due. If it was sent, the next post reports what is new since then.
func (s *Service) settle(ctx context.Context, found store.DigestDelivery, due time.Time) (store.DigestDelivery, error) {
	former := found.Posting
	if former.IsZero() || !former.Before(due) || !found.Done.Before(former) || time.Since(found.Attempted) < s.conf.Lost {
		return found, nil
	}
	_, sent, err := s.history.Find(ctx, s.searchFor(found, former, former))
	switch {
	case err != nil:
		return found, err
	case sent:
		err = s.store.FinishDelivery(ctx, found.ID, former, former, nil)
	default:
		err = s.store.AbandonPost(ctx, found.ID, former)
	}
	if err != nil {
		return found, err
	}
	s.log.InfoContext(ctx, "settled the post of a process that died", "digest", found.ID, "sent", sent)
	return s.store.DigestDelivery(ctx, found.ID)
}

// searchFor is the search for the post of a digest for a due time. since is used when the time of the attempt is unknown.
func (s *Service) searchFor(d store.DigestDelivery, due, since time.Time) history.Search {
	of := history.Search{
		Channel: d.Channel, Since: since, Cursor: d.Searched, Metadata: postMetadata(digestEvent, d.ID, due),
		Save: func(ctx context.Context, cursor string) error { return s.store.SaveSearch(ctx, d.ID, due, cursor) },
	}
	if !d.Attempted.IsZero() {
		of.Since, of.Until = d.Attempted, d.Attempted.Add(history.LongestAttempt)
	}
	return of
}

// postDigest posts a digest, after recording that it is about to.
func (s *Service) postDigest(ctx context.Context, d *delivery) (deliver.Ref, error) {
	one := d.digest.Digest
	switch err := s.store.BeginPost(ctx, d.digest, d.Due, d.report.Marks()); {
	case errors.Is(err, subscription.ErrChanged): // changed by a person, or posted by another job: start over with the current state
		return deliver.Ref{}, jobs.SnoozeError{After: s.conf.Pause}
	case err != nil:
		return deliver.Ref{}, err
	}
	at, err := s.sender.Post(ctx, deliver.Message{Channel: one.Channel, Message: d.post, Metadata: d.metadata(digestEvent), Priority: deliver.Digest})
	if err == nil || errors.Is(err, deliver.ErrUncertain) {
		return at, err
	}
	// It was certainly not posted: the next attempt need not search for it.
	if err := s.store.AbandonPost(ctx, one.ID, d.Due); err != nil {
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

// postDetails posts the details in the thread of the post. A post without them is better than none, so only temporary
// errors are retried. It searches for them first if an earlier attempt may have sent them.
func (s *Service) postDetails(ctx context.Context, d *delivery, at deliver.Ref, retried bool) error {
	if d.details == nil {
		return nil
	}
	if retried {
		if _, there, err := s.history.Find(ctx, history.Search{Channel: at.Channel, Thread: at.TS, Since: d.Created, Metadata: d.metadata(detailsEvent)}); err != nil || there {
			return err
		}
	}
	_, err := s.sender.Post(ctx, deliver.Message{
		Channel: at.Channel, Thread: at.TS, Message: d.details, Metadata: d.metadata(detailsEvent), Priority: deliver.Digest,
	})
	switch {
	case errors.Is(err, deliver.ErrUncertain):
		return err // the retry searches for them
	case errors.Is(err, deliver.ErrLater):
		return subscriptions.SnoozeIfLater(err)
	case err != nil:
		s.log.WarnContext(ctx, "cannot post the details of a digest", "digest", d.Digest, "error", err)
	}
	return nil
}
