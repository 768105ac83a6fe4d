// Package digest is the scheduled summary of what changed: its settings and commands, the report that is built from TCA's
// answers, and how that is shown. Package bot/digest posts it on time.
package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/subscription"
	"time"
)

// Deps is what the commands about digests use.
type Deps struct {
	subscription.Rules
	Digests  Store
	Gates    gate.Reader
	Sending  Sending
	Now      func() time.Time // the clock by which digests are due
	Patience time.Duration    // how long a preview waits for the branches; 0: as long as a post
}

// Commands lists the commands about digests, in the order of help.
func Commands(d Deps) []command.Command {
	return []command.Command{
		list(d), add(d), show(d), preview(d), postNow(d), edit(d), pause(d), resume(d), adopt(d),
		remove(d),
	}
}

// manager runs what digests have in common with other subscriptions.
func (d Deps) manager() subscription.Manager[Digest, card] {
	return subscription.Manager[Digest, card]{
		Rules: d.Rules, Store: records{d.Digests}, Card: d.card,
		Base: func(one *Digest) *subscription.Subscription { return &one.Subscription },
		Ready: func(one *Digest) {
			one.Due = time.Time{}
			if one.State == subscription.Active {
				one.Due = one.When.Next(d.Now())
			}
		},
	}
}
