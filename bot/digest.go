package bot

import (
	"context"
	"fmt"
	"tcabot/api"
	"tcabot/bot/digest"
	"tcabot/bot/jobs"
	"tcabot/commands"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
)

// digestShare is the part of the memory for remembered answers that digests have beside it.
const digestShare = 4

// setUpDigests makes the part that delivers digests, and the engine of its jobs.
func (b *Bot) setUpDigests() (err error) {
	b.jobs, err = jobs.New(b.store, jobs.Config{
		Tick: b.times.Tick, Poll: b.times.Poll, Limit: b.times.Job, Rescue: b.times.Rescue, Pause: b.times.JobPause,
		Workers: digest.Workers, NoStagger: b.times.Hurry,
	}, b.log)
	if err != nil {
		return fmt.Errorf("set up digests: %w", err)
	}
	tca, err := digest.Client(api.Config{URL: b.conf.TCAURL, Timeout: b.conf.TCATimeout, UserAgent: "tcabot"},
		b.conf.CacheMaxBytes/digestShare, b.times.Job)
	if err != nil {
		return fmt.Errorf("set up TCA: %w", err)
	}
	b.digests = digest.New(digest.Config{
		Command: b.conf.SlackCommand, Policy: b.policy(), Pause: b.times.JobPause, Doubt: b.times.Doubt, Now: b.times.Now,
	}, b.store, b.jobs, b.sender, b.slack, channels{b}, tca, b.log)
	return nil
}

func (b *Bot) policy() commands.Policy {
	return commands.Policy{Guests: b.conf.DigestGuests, External: b.conf.DigestExternal}
}

// Refresh implements digest.Directory.
func (x channels) Refresh(ctx context.Context, id string) (commands.Channel, error) {
	x.people.Delete("channel " + id)
	return x.look(ctx, id)
}

// Words implements digest.Directory.
func (x channels) Words(ctx context.Context, who spec.Who) locale.Words { return x.words(ctx, who) }
