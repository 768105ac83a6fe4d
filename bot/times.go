package bot

import (
	"tcabot/bot/account"
	"tcabot/bot/dispatch"
	"tcabot/bot/export"
	"tcabot/bot/socket"
	"tcabot/bot/store"
	"tcabot/bot/surface"
	"time"
)

// Times are the intervals and time-outs of the bot's parts. Tests shorten them; production uses Defaults.
type Times struct {
	Socket     socket.Timing
	Surface    surface.Timing
	Deadline   time.Duration // time limit of a command
	Patience   time.Duration // how long an answer waits for figures that can be completed in the background; 0: for all
	Background time.Duration // time limit of what is completed in the background
	Query      time.Duration // time limit of a call of the database
	Profile    time.Duration // how long it is remembered what the database says of a person
	RateUnit   time.Duration // the length of a second in Slack's rate limits; tests shorten it
	Keys       time.Duration // how often a process notes that it runs, and which keys it has
	Heartbeat  time.Duration // how often an export reports its progress
	Shutdown   Shutdown
	Presence   time.Duration // how often a process notes that it is there
	Alive      time.Duration // how long after its last note it counts as running: some may be late or lost
	Clean      time.Duration // how often the database is cleaned
	Examine    time.Duration // time limit of each check of an examination

	Tick     time.Duration // how often the bot checks for due digests
	Poll     time.Duration // how often the bot polls for new jobs
	Job      time.Duration // time limit of a digest job
	Rescue   time.Duration // after which a job counts as lost with its process, and another one takes it over
	JobPause time.Duration // before the first retry of a digest
	Doubt    time.Duration // how long TCA must reject a token before digests and follows are suspended

	Follow     time.Duration // between questions about what is followed while a followed scan runs
	FollowIdle time.Duration // the longest interval between them while none does
	FollowWait time.Duration // between two attempts at a post that has to wait for TCA's figures; zero for the usual one
	Lease      time.Duration // after which a question that was not answered counts as lost with its process

	Assigned     time.Duration // at least between two messages about issues that are assigned to a person, and usually between looks
	AssignedIdle time.Duration // the longest interval between looks while they find nothing, and between lists of the branches

	Watch WatchTimes

	Now       func() time.Time // the clock by which digests are due; the playground advances it
	NoAhead   bool             // for tests that count requests: the next page is not prepared
	NoStagger bool             // for tests: the services of the job engine start at once, not spread over the replicas
}

// WatchTimes are the intervals and time-outs of watched scans.
type WatchTimes struct {
	Poll       time.Duration // how often TCA is asked about a job while few are watched
	Edit       time.Duration // the least time between two edits of a message
	Start      time.Duration // how long a start may be under way before the jobs are searched for it
	Search     time.Duration // how long they are searched
	Cancel     time.Duration // how long a command waits until a job is cancelled
	CancelPoll time.Duration // how often it asks meanwhile
}

// Defaults are the times of production.
func Defaults() Times {
	return Times{
		Socket: socket.Defaults(), Surface: surface.Defaults(), Deadline: dispatch.Deadline,
		Patience: 2500 * time.Millisecond, Background: 2 * time.Minute, Query: store.Limit, Profile: account.ProfileMemory, RateUnit: time.Second, Keys: time.Minute, Heartbeat: export.Heartbeat,
		Shutdown: Shutdown{Drain: 20 * time.Second, Last: 15 * time.Second}, Presence: 20 * time.Second, Alive: time.Minute, Clean: time.Hour, Examine: 6 * time.Second,
		Tick: 5 * time.Second, Poll: time.Second, Job: 2 * time.Minute, Rescue: 3 * time.Minute, JobPause: 5 * time.Second, Doubt: 10 * time.Minute, Now: time.Now,
		Follow: 20 * time.Second, FollowIdle: 3 * time.Minute, Lease: 2 * time.Minute,
		Assigned: 15 * time.Minute, AssignedIdle: time.Hour,
		Watch: WatchTimes{
			Poll: 5 * time.Second, Edit: 3 * time.Second, Start: 25 * time.Second, Search: time.Minute, Cancel: 1500 * time.Millisecond, CancelPoll: 500 * time.Millisecond,
		},
	}
}
