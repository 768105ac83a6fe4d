package bot

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"tcabot/api"
	"tcabot/bot/account"
	"tcabot/bot/config"
	"tcabot/bot/deliver"
	"tcabot/bot/directory"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands"
	"time"

	"github.com/slack-go/slack"
)

// digests posts what comes by itself. What is due is found, posted and noted by jobs, so that any replica can go on where
// another ended.
type digests struct {
	conf      config.Config
	times     Times
	log       *slog.Logger
	slack     *slack.Client
	sender    *deliver.Sender
	tca       *api.Client // for the addresses of TCA's pages
	digestTCA *api.Client
	store     *store.Store
	jobs      *jobs.Engine
	directory *directory.Directory

	following sync.Mutex // held while digests are made to follow what happened to their channel
}

var _ commands.Sending = (*digests)(nil)

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
func (x *digests) engine() (*jobs.Engine, error) {
	e, err := jobs.New(x.store, jobs.Config{
		Tick: x.times.Tick, Poll: x.times.Poll, Limit: x.times.Job, Rescue: x.times.Rescue, Pause: x.times.JobPause, Workers: digestWorkers, Hurry: x.times.Hurry,
	}, jobs.Work{Claim: x.claim, Deliver: x.deliver, Notice: x.notice}, x.log)
	if err != nil {
		return nil, fmt.Errorf("set up digests: %w", err)
	}
	return e, nil
}

// digestOwner is whose remembered answers a digest may be made of: those of the same login, asked for at the same due
// time.
func digestOwner(l commands.Link, due time.Time) string {
	return fmt.Sprintf("%s|due %d", account.Owner(l), due.Unix())
}

// claim makes jobs of all digests that are due.
func (x *digests) claim(ctx context.Context) error {
	for {
		n, err := x.store.ClaimDigests(ctx, x.times.Now(), claimMost, x.jobs.Deliver)
		if err != nil || n < claimMost {
			return err
		}
	}
}

// SendNow implements commands.Sending.
func (x *digests) SendNow(ctx context.Context, d commands.Digest) error {
	return x.jobs.DeliverNow(ctx, d.ID, x.times.Now())
}
