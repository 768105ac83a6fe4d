package doctor

import (
	"context"
	"errors"
	"tcabot/api/redact"
	"tcabot/bot/deliver"
	"tcabot/bot/store"
	"tcabot/commands/doctor"
	"tcabot/commands/subscription"
	"time"

	"github.com/riverqueue/river/rivertype"
)

// database looks at the database and the version of its tables.
func (d *Doctor) database(ctx context.Context) []doctor.Finding {
	began := time.Now()
	if err := d.from.Database.Ping(ctx); err != nil {
		return []doctor.Finding{doctor.DatabaseDown(cause(err))}
	}
	took := time.Since(began)
	tables, known, err := d.from.Database.Version(ctx)
	switch {
	case err != nil:
		return []doctor.Finding{doctor.DatabaseDown(cause(err))}
	case tables < known:
		return []doctor.Finding{doctor.Older(tables, known)}
	case tables > known:
		return []doctor.Finding{doctor.Newer(tables, known)}
	default:
		return []doctor.Finding{doctor.Stored(d.from.Database.Engine(), tables, took)}
	}
}

// keys counts the tokens by their keys.
func (d *Doctor) keys(ctx context.Context) []doctor.Finding {
	sealed, err := d.from.Database.Sealed(ctx)
	if err != nil {
		return []doctor.Finding{doctor.NotChecked(doctor.Keys, cause(err))}
	}
	return doctor.SealedTokens(sealed)
}

// sockets looks at the running processes and their connections.
func (d *Doctor) sockets(ctx context.Context) []doctor.Finding {
	running, err := d.from.Database.Processes(ctx, time.Now().Add(-d.conf.Alive))
	if err != nil {
		return []doctor.Finding{doctor.NotChecked(doctor.Sockets, cause(err))}
	}
	return doctor.Processes(running)
}

// queue looks at the jobs, and at the messages that wait.
func (d *Doctor) queue(ctx context.Context) (found []doctor.Finding) {
	if stats, err := d.from.Jobs.Stats(ctx); err != nil {
		found = append(found, doctor.NotChecked(doctor.Jobs, cause(err)))
	} else {
		waiting := func(s rivertype.JobState) int { return stats.Waiting[string(s)] }
		found = doctor.Queue(waiting(rivertype.JobStateAvailable), waiting(rivertype.JobStateScheduled), waiting(rivertype.JobStateRetryable), stats.Oldest)
	}
	if d.from.Queue == nil {
		return found
	}
	n := 0
	for _, waiting := range d.from.Queue.Stats().Waiting {
		n += waiting
	}
	return append(found, doctor.Sending(n))
}

// channel looks at what is posted in a channel.
func (d *Doctor) channel(ctx context.Context, in doctor.Place) []doctor.Finding {
	if in.Channel == "" {
		return nil
	}
	digests, err := d.from.Posts.ChannelDigests(ctx, in.Workspace, in.Channel)
	if err != nil {
		return []doctor.Finding{doctor.NotChecked(doctor.Channel, cause(err))}
	}
	follows, err := d.from.Posts.ChannelFollows(ctx, in.Workspace, in.Channel)
	if err != nil {
		return []doctor.Finding{doctor.NotChecked(doctor.Channel, cause(err))}
	}
	var all []subscription.Subscription
	for _, one := range digests {
		all = append(all, one.Subscription)
	}
	for _, one := range follows {
		all = append(all, one.Subscription)
	}
	return doctor.Posts(all)
}

// cause describes an error of the database or of the network in words that may be shown: those of this program, or redacted.
func cause(err error) string {
	if errors.Is(err, store.ErrUnavailable) {
		return store.ErrUnavailable.Error()
	}
	if failed, ok := errors.AsType[*deliver.Error](err); ok {
		return failed.Error()
	}
	return redact.Cause(err)
}
