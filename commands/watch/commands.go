package watch

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
	"time"
)

// Deps is what the commands here use.
type Deps struct {
	subscription.Rules
	Watches Watches
	Waiting
	Now func() time.Time
}

// Waiting is how a command waits for TCA to cancel a job.
type Waiting struct {
	Patience time.Duration
	Poll     time.Duration // how often it asks meanwhile
}

// Commands lists the commands that start, watch and cancel scans, in the order of help.
func Commands(d Deps) []command.Command {
	return []command.Command{scan(d), watch(d), unwatch(d), cancel(d)}
}
