package commands

import (
	"tcabot/commands/spec"
	"time"
)

// DigestDeps is what the commands about digests use.
type DigestDeps struct {
	Finder
	Digests  Digests
	Sending  Sending
	Channels Channels
	Links    Links
	Policy   Policy
	Admins   []string         // Slack users who may change everybody's digests
	Now      func() time.Time // by which digests are due
}

// digestCommands lists the commands about digests, in the order of help.
func digestCommands(d DigestDeps) []spec.Command {
	return []spec.Command{
		digestCommand(d), digestAdd(d), digestShow(d), digestPreviewCommand(d), digestNow(d), digestEdit(d), digestPause(d), digestResume(d), digestAdopt(d),
		digestRemove(d),
	}
}
