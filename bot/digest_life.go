package bot

import (
	"context"
	"errors"
	"strconv"
	"tcabot/bot/jobs"
	"tcabot/bot/sender"
	"tcabot/bot/store"
	"tcabot/commands"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"

	"github.com/slack-go/slack"
)

// suspend stops digests, and sees to it that people hear of it, whatever becomes of this process: once.
func (x digests) suspend(ctx context.Context, some store.DigestFilter, why commands.DigestReason) error {
	stopped, err := x.store.SuspendDigests(ctx, some, why, func(ctx context.Context, tx store.Tx, stopped []commands.Digest) error {
		return x.jobs.Notify(ctx, tx, jobs.Notices(stopped))
	})
	for _, d := range stopped {
		x.log.InfoContext(ctx, "a digest is suspended", "digest", d.ID, "reason", string(why))
	}
	return err
}

// resume lets digests go on whose reason to be suspended is gone.
func (x digests) resume(ctx context.Context, some store.DigestFilter, reasons ...commands.DigestReason) error {
	back, err := x.store.ResumeDigests(ctx, some, x.times.Now(), reasons...)
	for _, d := range back {
		x.log.InfoContext(ctx, "a digest goes on", "digest", d.ID)
	}
	return err
}

// notice tells that digests of one channel and owner are suspended: in the channel, where somebody can adopt them, or
// their owner alone when the channel is what they lack.
func (x digests) notice(ctx context.Context, n jobs.Notice) error {
	stopped, err := x.stillSuspended(ctx, n)
	if err != nil || len(stopped) == 0 {
		return err
	}
	to, words := n.Channel, locale.In(stopped[0].Language)
	owner := spec.Who{Workspace: n.Workspace, User: n.Owner}
	switch n.Reason {
	case commands.ReasonArchived, commands.ReasonChannel, commands.ReasonRefused, commands.ReasonAudience:
		to, words = n.Owner, x.words(ctx, owner)
	default:
	}
	err = x.tellOnce(ctx, n, to, commands.ViewNotice(x.screenIn(words), n.Reason, stopped))
	if errors.Is(err, sender.ErrTarget) && to != n.Owner { // the channel is closed, too
		words = x.words(ctx, owner)
		err = x.tellOnce(ctx, n, n.Owner, commands.ViewNotice(x.screenIn(words), n.Reason, stopped))
	}
	switch {
	case errors.Is(err, sender.ErrTarget):
		x.log.WarnContext(ctx, "nobody can be told that digests are suspended", "digests", n.Digests, "error", err)
		return nil
	default:
		return laterOf(err)
	}
}

func (x digests) screenIn(w locale.Words) spec.Screen {
	return spec.Screen{Words: w, Command: x.conf.SlackCommand}
}

// stillSuspended are the digests of a notice for which it still holds.
func (x digests) stillSuspended(ctx context.Context, n jobs.Notice) ([]commands.Digest, error) {
	var all []commands.Digest
	for _, id := range n.Digests {
		d, err := x.store.Digest(ctx, n.Workspace, id)
		switch {
		case errors.Is(err, commands.ErrNoDigest):
		case err != nil:
			return nil, err
		case d.State == commands.DigestSuspended && d.Reason == n.Reason:
			all = append(all, d)
		}
	}
	return all, nil
}

// tellOnce posts a notice unless an earlier try did.
func (x digests) tellOnce(ctx context.Context, n jobs.Notice, to string, m kit.Message) error {
	tag := slack.SlackMetadata{EventType: noticeEvent, EventPayload: map[string]any{"job": strconv.FormatInt(n.Job, 10)}}
	if n.Retried {
		in := to
		if to == n.Owner {
			c, err := channels(x).Direct(ctx, spec.Who{Workspace: n.Workspace, User: n.Owner})
			if err != nil {
				return err
			}
			in = c.ID
		}
		if _, there, err := x.find(ctx, in, "", n.Created, tag); err != nil || there {
			return err
		}
	}
	_, err := x.sender.Post(ctx, sender.Message{Channel: to, Message: m, Metadata: tag, Priority: sender.Digest})
	return err
}

// follow makes the digests of a channel follow what happened to it. Events may come in any order and act side by side, so
// Slack is asked how things are now, one channel event after the other; only when it does not say, the event is believed.
func (x digests) follow(ctx context.Context, workspace, channel string, said commands.DigestReason) error {
	x.following.Lock()
	defer x.following.Unlock()
	x.people.Delete("channel " + channel)
	c, err := channels(x).look(ctx, channel)
	why := said
	switch {
	case errors.Is(err, commands.ErrNoChannel):
		why = commands.ReasonChannel
	case err != nil:
		x.log.WarnContext(ctx, "cannot look at a channel that something happened to", "error", err)
	case c.Archived:
		why = commands.ReasonArchived
	case !c.Joined:
		why = commands.ReasonChannel
	default:
		why = ""
	}
	if why != "" {
		return x.suspend(ctx, store.DigestsInChannel(workspace, channel), why)
	}
	return x.resume(ctx, store.DigestsInChannel(workspace, channel), commands.ReasonArchived, commands.ReasonChannel)
}
