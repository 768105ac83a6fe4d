package screen

import (
	"errors"
	"tcabot/commands/command"
)

// Fault is where the cause of an error is, for the log: it says who can do something about it.
type Fault string

// The places of causes.
const (
	FaultInput    Fault = "input"    // what the person typed or pressed
	FaultAccess   Fault = "access"   // the person's token or rights
	FaultTCA      Fault = "tca"      // the TCA server, or the way to it
	FaultSlack    Fault = "slack"    // Slack, or what the Slack app may do
	FaultDatabase Fault = "database" // the bot's database
	FaultBot      Fault = "bot"      // the bot itself, or its configuration
)

// FaultOf finds the cause of an error of a command.
func FaultOf(err error) Fault {
	if _, ok := errors.AsType[*command.UsageError](err); ok {
		return FaultInput
	}
	if _, ok := errors.AsType[command.Explainer](err); ok {
		return FaultInput
	}
	if _, ok := errors.AsType[*command.ScopeError](err); ok {
		return FaultSlack
	}
	if e, ok := explanationOf(err); ok {
		return e.fault
	}
	return FaultBot
}
