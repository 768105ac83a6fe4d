package bot

import (
	"context"
	"fmt"
	"tcabot/api"
	"tcabot/api/cached"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands"
	"time"
)

// digests posts what comes by itself. What is due is found, posted and noted by jobs, so that any replica can go on where
// another ended.
type digests struct{ *Bot }

var _ commands.Sending = digests{}

const (
	// digestWorkers is how many digests a process works at, at the same time: enough to keep Slack's pace however slow
	// TCA is, and so few that none waits long in line.
	digestWorkers = 16
	// digestMemory is how long the answers that a digest was made of are remembered, for the others of the same minute.
	// They come one after the other, so that a small memory is enough.
	digestMemory = 15 * time.Minute
	// digestShare is the part of the memory for remembered answers that digests have beside it.
	digestShare = 4
	// claimMost is how many due digests are claimed in one transaction.
	claimMost = 100
)

// engine makes the engine that runs the jobs.
func (b *Bot) engine() (*jobs.Engine, error) {
	e, err := jobs.New(b.store, jobs.Config{
		Tick: b.times.Tick, Poll: b.times.Poll, Limit: b.times.Job, Rescue: b.times.Rescue, Pause: b.times.JobPause, Workers: digestWorkers, NoStagger: b.times.Hurry,
	}, b.log)
	if err != nil {
		return nil, fmt.Errorf("set up digests: %w", err)
	}
	return e, nil
}

// digestTCA is the client that digests are made with. Its memory is their own: all that are due in the same minute share
// one answer, however long it takes to post them, and people's screens stay as fresh as ever.
func digestTCA(b *Bot) (*api.Client, error) {
	return api.New(api.Config{
		URL: b.conf.TCAURL, Timeout: b.conf.TCATimeout, UserAgent: "tcabot",
		Cache: cached.New(cached.Config{TTL: digestMemory, MaxBytes: b.conf.CacheMaxBytes / digestShare, Flight: b.times.Job}),
	})
}

// digestOwner is whose remembered answers a digest may be made of: those of the same login, asked for at the same due
// time.
func digestOwner(l commands.Link, due time.Time) string {
	return fmt.Sprintf("%s|due %d", owner(l), due.Unix())
}

// jobWork is what the jobs of digests do.
func (x digests) jobWork() jobs.Work {
	return jobs.Work{Claim: x.claim, Deliver: x.deliver, Notify: x.notice}
}

// claim makes jobs of all digests that are due.
func (x digests) claim(ctx context.Context) error {
	for {
		now := x.times.Now()
		n, err := x.store.ClaimDigests(ctx, now, claimMost, func(ctx context.Context, tx store.Tx, due []store.Occurrence) error {
			return x.jobs.Deliver(ctx, tx, due, now)
		})
		if err != nil || n < claimMost {
			return err
		}
	}
}

// SendNow implements commands.Sending.
func (x digests) SendNow(ctx context.Context, d commands.Digest) error {
	return x.jobs.DeliverNow(ctx, d.ID, x.times.Now())
}
