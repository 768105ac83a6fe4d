package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/subscription"
	"time"
)

// End is a scan that has ended.
type End struct {
	Repo    int64
	Project int64
	Job     int64
	Name    string    // of the repository
	Code    int       // the result; NoCode for none
	Found   time.Time // when the bot saw that it had ended
}

// NoCode is the Code of a scan whose job TCA closed without a result.
const NoCode = -1

// BranchState is what a follow last posted about a branch.
type BranchState struct {
	Gate   gate.State // the last one that was known; empty for none
	Thread string     // the message whose thread later scans are posted in; empty for none
	Opened time.Time  // when that message was posted
}

type sentinelError string

// Error implements error.
func (e sentinelError) Error() string { return string(e) }

// Explain implements command.Explainer.
func (e sentinelError) Explain(s command.Screen) kit.Message {
	return subscription.Explained(s, subscription.ToList(s, subscription.Follow), "error.target_gone")
}

// ErrTargetGone says that the target of a follow was deleted, or is no longer analysed.
const ErrTargetGone = sentinelError("no longer analysed")
