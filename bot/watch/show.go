package watch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"tcabot/bot/deliver"
	"tcabot/bot/history"
	"tcabot/bot/jobs"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/watch"

	"github.com/slack-go/slack"
)

// The event types in the metadata of the bot's messages, by which a message is found after a crash.
const (
	messageEvent = "tcabot_watch"
	resultEvent  = "tcabot_watch_result"
)

func metadata(event string, id int64) slack.SlackMetadata {
	return slack.SlackMetadata{EventType: event, EventPayload: map[string]any{"watch": strconv.FormatInt(id, 10)}}
}

// show brings the message up to date. With the end it is followed by a reply that notifies the owner: an edit does not.
func (s *Service) show(ctx context.Context, l *look) error {
	if allowed, err := s.allowed(ctx, l); err != nil {
		return err
	} else if !allowed {
		return s.hide(ctx, l)
	}
	if !l.Told {
		if err := s.showMessage(ctx, l); err != nil {
			return err
		}
	}
	if !l.ends {
		return s.snooze(ctx, nil)
	}
	if err := s.reply(ctx, l); err != nil {
		return err
	}
	return s.store.EndWatch(context.WithoutCancel(ctx), l.ID, l.job.End)
}

// showMessage posts the message, or edits it if it changed and was not edited just now.
func (s *Service) showMessage(ctx context.Context, l *look) error {
	m := watch.ViewProgress(s.screen(l), l.progress)
	shown := hash(m)
	switch {
	case l.Message == "" && l.MessageChannel == "":
		return s.post(ctx, l, m, shown)
	case l.Message == "" && !l.ends: // somebody deleted the message: only the end is still told
		return nil
	case l.Message == "":
		return s.post(ctx, l, m, shown)
	case shown == l.Shown && l.ends == l.Told:
		return nil
	case !l.ends && l.now.Sub(l.Edited) < s.editPause(ctx):
		return nil
	}
	at := deliver.Ref{Channel: l.MessageChannel, TS: l.Message}
	edit := s.sender.UpdateNow
	if l.ends {
		edit = s.sender.Update
	}
	err := edit(ctx, at, m)
	switch {
	case err == nil:
	case errors.Is(err, deliver.ErrTarget) && !l.ends: // it was deleted, or the channel is closed
		l.Message = ""
	case errors.Is(err, deliver.ErrTarget):
		l.Message = ""
		return s.post(ctx, l, m, shown)
	case !l.ends && errors.Is(err, deliver.ErrLater):
		return nil // the next look shows more
	default:
		return later(err)
	}
	l.Shown, l.Edited = shown, l.now
	s.tell(l, l.ends)
	return s.store.SaveWatchMessage(ctx, l.WatchState)
}

// post posts the message, unless an earlier attempt did.
func (s *Service) post(ctx context.Context, l *look, m kit.Message, shown string) error {
	at, found, err := s.attempted(ctx, l, "", messageEvent)
	if err != nil {
		return err
	}
	if !found {
		if at, err = s.send(ctx, l, deliver.Message{Channel: l.Channel, Message: m, Metadata: metadata(messageEvent, l.ID), Priority: deliver.Digest}); errors.Is(err, errClosed) {
			return s.elsewhere(ctx, l)
		} else if err != nil {
			return err
		}
	}
	l.MessageChannel, l.Message, l.Edited = at.Channel, at.TS, l.now
	l.Shown = shown
	if found { // it shows an earlier state
		l.Shown = ""
	}
	s.tell(l, l.ends && !found)
	if err := s.store.SaveWatchMessage(context.WithoutCancel(ctx), l.WatchState); err != nil || !found {
		return err
	}
	return jobs.SnoozeError{}
}

// tell notes whether the message shows the end, and the result for the reply: TCA may answer differently when that is sent.
func (s *Service) tell(l *look, told bool) {
	l.Told, l.Result = told, ""
	if told {
		l.Result = watch.Result(s.screen(l), l.progress)
	}
}

// reply posts the reply under a message that shows the verdict.
func (s *Service) reply(ctx context.Context, l *look) error {
	if l.Message == "" || l.Result == "" {
		return nil
	}
	_, found, err := s.attempted(ctx, l, l.Message, resultEvent)
	if err != nil || found {
		return err
	}
	m := watch.ViewResult(l.Owner, l.Result)
	_, err = s.send(ctx, l, deliver.Message{
		Channel: l.MessageChannel, Thread: l.Message, Message: m, Metadata: metadata(resultEvent, l.ID), Priority: deliver.Digest,
	})
	switch {
	case errors.Is(err, errClosed) && l.Private():
		return nil // the message says how it ended
	case errors.Is(err, errClosed):
		return s.elsewhere(ctx, l) // an edit in a channel that the bot has left notifies nobody
	default:
		return err
	}
}

// attempted finds a message that an earlier attempt may have sent: its process died, or Slack did not confirm it.
func (s *Service) attempted(ctx context.Context, l *look, thread, event string) (deliver.Ref, bool, error) {
	if l.Attempted.IsZero() {
		return deliver.Ref{}, false, nil
	}
	channel := l.MessageChannel
	if channel == "" {
		channel = l.Channel
	}
	if channel == l.Owner {
		c, err := s.directory.Direct(ctx, command.Who{Workspace: l.Workspace, User: l.Owner})
		if err != nil {
			return deliver.Ref{}, false, err
		}
		channel = c.ID
	}
	return s.finder.Find(ctx, history.Search{Channel: channel, Thread: thread, Since: l.Attempted, Metadata: metadata(event, l.ID)})
}

// errClosed says that nothing can be posted in a channel.
var errClosed = errors.New("cannot post there")

// send posts a message after recording that it is about to.
func (s *Service) send(ctx context.Context, l *look, m deliver.Message) (deliver.Ref, error) {
	if err := s.store.BeginWatchPost(ctx, l.ID); err != nil {
		return deliver.Ref{}, err
	}
	at, err := s.sender.Post(ctx, m)
	if err == nil || errors.Is(err, deliver.ErrUncertain) {
		return at, err
	}
	if lost := s.store.AbandonWatchPost(context.WithoutCancel(ctx), l.ID); lost != nil {
		return at, errors.Join(err, lost)
	}
	if errors.Is(err, deliver.ErrTarget) || errors.Is(err, deliver.ErrScope) {
		s.log.WarnContext(ctx, "cannot post about a watched job", "watch", l.ID, "error", err)
		return at, errClosed
	}
	return at, later(err)
}

// elsewhere goes on in the direct message with the owner when the channel is closed to the bot. If that is closed, too, the
// watch ends.
func (s *Service) elsewhere(ctx context.Context, l *look) error {
	ctx = context.WithoutCancel(ctx)
	if l.Private() {
		return s.store.EndWatch(ctx, l.ID, l.job.End)
	}
	if err := s.store.MoveWatch(ctx, l.ID, l.Owner); err != nil {
		return err
	}
	return jobs.SnoozeError{}
}

// later converts an error of Slack that is temporary to a retry; other errors are unchanged.
func later(err error) error {
	e, ok := errors.AsType[*deliver.Error](err)
	if !ok || !errors.Is(err, deliver.ErrLater) {
		return err
	}
	return jobs.SnoozeError{After: e.RetryAfter, Cause: err}
}

// screen is the Screen of a message that no command asked for: it has a language and no line.
func (s *Service) screen(l *look) command.Screen {
	return command.Screen{Words: locale.In(l.Language), Command: s.conf.Command}
}

// hash identifies the content of a message.
func hash(m kit.Message) string {
	r := kit.Render(m)
	return digest(string(r.Members()))
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
