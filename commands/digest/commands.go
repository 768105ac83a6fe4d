// Package digest is the scheduled summary of what changed: its settings and commands, the report that is made of TCA's answers,
// and how that looks. Posting it on time is the work of bot/digest.
package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
	"time"
)

// Deps is what the commands about digests use.
type Deps struct {
	target.Finder
	Digests  Store
	Sending  Sending
	Channels Channels
	Links    command.Links
	Policy   Policy
	Admins   []string         // Slack users who may change everybody's digests
	Now      func() time.Time // by which digests are due
}

// Commands lists the commands about digests, in the order of help.
func Commands(d Deps) []command.Command {
	return []command.Command{
		digestCommand(d), digestAdd(d), digestShow(d), digestPreviewCommand(d), digestNow(d), digestEdit(d), digestPause(d), digestResume(d), digestAdopt(d),
		digestRemove(d),
	}
}
