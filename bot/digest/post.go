package digest

import (
	"context"
	"errors"
	"strconv"
	"tcabot/bot/deliver"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/digest"
	"time"

	"github.com/slack-go/slack"
)

// The kinds of our messages, as their metadata names them: by it a message is found again after a crash.
const (
	digestEvent  = "tcabot_digest"
	detailsEvent = "tcabot_digest_details"
	noticeEvent  = "tcabot_digest_notice"
)

// metadata marks the message of a digest for a due time.
func (d *delivery) metadata(event string) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: event, EventPayload: map[string]any{
		"digest": strconv.FormatInt(d.Digest, 10), "due": strconv.FormatInt(d.Due.Unix(), 10),
	}}
}

// findPost finds the post if an earlier try may have sent it: it died, or got no answer from Slack.
func (s *Service) findPost(ctx context.Context, d *delivery) (deliver.Ref, bool, error) {
	if !d.digest.Posting.Equal(d.Due) {
		return deliver.Ref{}, false, nil
	}
	return s.find(ctx, d.digest.Channel, "", d.Created, d.metadata(digestEvent))
}

// postDigest posts, having noted that it is about to.
func (s *Service) postDigest(ctx context.Context, d *delivery) (deliver.Ref, error) {
	one := d.digest.Digest
	switch err := s.store.BeginPost(ctx, d.digest, d.Due, d.report.Marks()); {
	case errors.Is(err, digest.ErrChanged): // by somebody, just now, or posted by another job: begin again with what it is now
		return deliver.Ref{}, jobs.SnoozeError{After: s.conf.Pause}
	case err != nil:
		return deliver.Ref{}, err
	}
	at, err := s.sender.Post(ctx, deliver.Message{Channel: one.Channel, Message: d.post, Metadata: d.metadata(digestEvent), Priority: deliver.Digest})
	if err == nil || errors.Is(err, deliver.ErrUncertain) {
		return at, err
	}
	// It is certain that it is not there: the next try need not look for it.
	if err := s.store.AbandonPost(ctx, one.ID, d.Due); err != nil {
		return at, err
	}
	if errors.Is(err, deliver.ErrTarget) {
		if err := s.suspend(ctx, store.DigestVersion(one), closedReason(err)); err != nil {
			return at, err
		}
		return at, jobs.SnoozeError{} // finds it suspended
	}
	return at, snoozeIfLater(err)
}

// closedReason is why a channel takes no posts any more.
func closedReason(err error) digest.Reason {
	e, _ := errors.AsType[*deliver.Error](err)
	switch {
	case e == nil:
	case e.Code == "is_archived":
		return digest.ReasonArchived
	case e.Code != "channel_not_found" && e.Code != "not_in_channel":
		return digest.ReasonRefused
	}
	return digest.ReasonChannel
}

// postDetails puts the details below the post. A post without them is better than none, so only what may yet be done is
// tried again. They are looked for first if an earlier try may have sent them.
func (s *Service) postDetails(ctx context.Context, d *delivery, at deliver.Ref, retried bool) error {
	if d.details == nil {
		return nil
	}
	if retried {
		if _, there, err := s.find(ctx, at.Channel, at.TS, d.Created, d.metadata(detailsEvent)); err != nil || there {
			return err
		}
	}
	_, err := s.sender.Post(ctx, deliver.Message{
		Channel: at.Channel, Thread: at.TS, Message: d.details, Metadata: d.metadata(detailsEvent), Priority: deliver.Digest,
	})
	switch {
	case errors.Is(err, deliver.ErrUncertain):
		return err // and look for them
	case errors.Is(err, deliver.ErrLater):
		return snoozeIfLater(err)
	case err != nil:
		s.log.WarnContext(ctx, "the details of a digest are not posted", "digest", d.Digest, "error", err)
	}
	return nil
}

// snoozeIfLater asks for another try of what Slack did not take now; other errors stay as they are.
func snoozeIfLater(err error) error {
	e, ok := errors.AsType[*deliver.Error](err)
	if !ok || !errors.Is(err, deliver.ErrLater) {
		return err
	}
	return jobs.SnoozeError{After: max(e.RetryAfter, time.Second)}
}
