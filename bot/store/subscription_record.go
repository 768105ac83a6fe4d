package store

import (
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
)

// subscriptionRecord are the columns that the tables of all subscriptions have.
type subscriptionRecord struct {
	ID        int64  `db:"id"`
	Workspace string `db:"workspace"`
	Channel   string `db:"channel"`
	Owner     string `db:"owner"`
	Org       string `db:"org"`
	Team      string `db:"team"`
	Repo      int64  `db:"repo"`
	Project   int64  `db:"project"`
	Name      string `db:"name"`
	Language  string `db:"language"`
	State     string `db:"state"`
	Reason    string `db:"reason"`
	Version   int    `db:"version"`
	Posted    int64  `db:"posted"`
}

var subscriptionColumns = columnsOf[subscriptionRecord]()

func newSubscriptionRecord(s subscription.Subscription) subscriptionRecord {
	return subscriptionRecord{
		ID: s.ID, Workspace: s.Workspace, Channel: s.Channel, Owner: s.Owner,
		Org: s.Target.Org, Team: s.Target.Team, Repo: s.Target.Repo, Project: s.Target.Project, Name: s.Name,
		Language: string(s.Language), State: string(s.State), Reason: string(s.Reason), Version: s.Version, Posted: toUnix(s.Last),
	}
}

// subscription converts a record. A language of a later version that this one does not know becomes English.
func (r *subscriptionRecord) subscription(k subscription.Kind) subscription.Subscription {
	s := subscription.Subscription{
		Kind: k, ID: r.ID, Workspace: r.Workspace, Channel: r.Channel, Owner: r.Owner,
		Target: target.Target{Org: r.Org, Team: r.Team, Repo: r.Repo, Project: r.Project}, Name: r.Name,
		Language: locale.English, State: subscription.State(r.State), Reason: subscription.Reason(r.Reason), Version: r.Version, Last: fromUnix(r.Posted),
	}
	if locale.Lang(r.Language) == locale.Chinese {
		s.Language = locale.Chinese
	}
	return s
}
