package store

import (
	"tcabot/commands/follow"
	"tcabot/commands/gate"
	"tcabot/commands/subscription"
)

// followRecord is the part of a row of follows that people see.
type followRecord struct {
	subscriptionRecord
	What  string `db:"what"`
	Gate  string `db:"gate"`
	Since int64  `db:"since"`
}

var followColumns = columnsOf[followRecord]()

func newFollowRecord(f follow.Follow) *followRecord {
	return &followRecord{subscriptionRecord: newSubscriptionRecord(f.Subscription), What: joinWords(f.What), Gate: f.Gate.String(), Since: toUnix(f.Since)}
}

// follow converts a record. Values of a later version that this one does not know are dropped.
func (r *followRecord) follow() follow.Follow {
	f := follow.Follow{Subscription: r.subscription(subscription.Follow), Since: fromUnix(r.Since)}
	for _, w := range follow.Whats() {
		if hasWord(r.What, string(w)) {
			f.What = append(f.What, w)
		}
	}
	f.Gate, _ = gate.Read(r.Gate)
	return f
}
