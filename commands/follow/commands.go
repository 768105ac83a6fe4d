package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
	"time"
)

// Deps is what the commands about follows use.
type Deps struct {
	subscription.Rules
	Follows Store
	Now     func() time.Time // the clock by which a follow begins
}

// Commands lists the commands about follows, in the order of help.
func Commands(d Deps) []command.Command {
	return []command.Command{add(d), unfollow(d), list(d), show(d), edit(d), pause(d), resume(d), adopt(d), remove(d)}
}

// manager runs what follows have in common with other subscriptions.
func (d Deps) manager() subscription.Manager[Follow, card] {
	return subscription.Manager[Follow, card]{
		Rules: d.Rules, Store: records{d.Follows}, Card: d.card,
		Base: func(one *Follow) *subscription.Subscription { return &one.Subscription },
		// What ended while a follow was not active, or about something else, is not posted.
		Ready: func(one *Follow) { one.Since = d.Now() },
	}
}
