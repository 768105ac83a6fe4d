package bot

import (
	"tcabot/bot/dispatch"
	"tcabot/bot/export"
	"tcabot/bot/socket"
	"tcabot/bot/surface"
	"time"
)

// Times is how long the parts of the bot wait, each for its own. Tests shorten it; everybody else uses Defaults.
type Times struct {
	Socket    socket.Timing
	Surface   surface.Timing
	Deadline  time.Duration // longest a command may take
	Second    time.Duration // what Slack calls a second in its limits
	Heartbeat time.Duration // how often an export reports its progress
	Shutdown  Shutdown

	Tick     time.Duration // how often due digests are looked for
	Poll     time.Duration // how often jobs are looked for that nobody told of
	Job      time.Duration // longest a digest may take to be made and posted
	Rescue   time.Duration // after which a digest counts as lost with its process, and is taken up by another
	JobPause time.Duration // before the second try of a digest that failed
	Doubt    time.Duration // how long TCA must refuse a token until it counts as dead

	Now       func() time.Time // by which digests are due; the playground puts it forward
	NoStagger bool             // for tests: the services of the job engine start at once, not spread over the replicas
}

// Defaults are the times of production.
func Defaults() Times {
	return Times{
		Socket: socket.Defaults(), Surface: surface.Defaults(), Deadline: dispatch.Deadline, Second: time.Second, Heartbeat: export.Heartbeat,
		Shutdown: Shutdown{Drain: 20 * time.Second, Linger: 200 * time.Millisecond, Last: 15 * time.Second},
		Tick:     5 * time.Second, Poll: time.Second, Job: 2 * time.Minute, Rescue: 3 * time.Minute, JobPause: 5 * time.Second, Doubt: 10 * time.Minute, Now: time.Now,
	}
}
