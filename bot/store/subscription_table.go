package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"time"
)

// maxSubscriptions is the maximum number of subscriptions of one kind in a channel.
const maxSubscriptions = 25

// table is the table of one kind of subscriptions, with the queries that all of them have. The queries are written once, as
// each is prepared.
type table struct {
	kind    subscription.Kind
	columns string // of a subscription
	name    string

	version, limit, suspend, owners, doubt string
}

// newTable writes the queries. also are assignments of columns of its own that a suspension resets.
func newTable(k subscription.Kind, name, also string) *table {
	return &table{
		kind: k, name: name,
		columns: `SELECT ` + subscriptionColumns.of("s") + ` FROM ` + name + ` AS s WHERE `,
		version: `SELECT version FROM ` + name + ` WHERE id = ? AND workspace = ?`,
		limit:   `SELECT COUNT(*) FROM ` + name + ` WHERE workspace = ? AND channel = ? AND id <> ?`,
		suspend: `UPDATE ` + name + ` SET state = ?, reason = ?, ` + also + `doubt = 0, doubt_reason = '', version = version + 1
			WHERE id = ? AND version = ? AND state = ?`,
		owners: `SELECT DISTINCT workspace, owner FROM ` + name + ` WHERE state = ? AND reason = ?`,
		doubt: `UPDATE ` + name + ` SET doubt = CASE WHEN doubt > 0 AND doubt_reason = ? THEN doubt ELSE ? END,
			doubt_reason = ? WHERE id = ? RETURNING doubt`,
	}
}

// tables are those of all kinds of subscriptions.
var tables = []*table{digestTable, followTable, assignmentTable}

// tableOf is the table of a kind.
func tableOf(k subscription.Kind) *table {
	for _, t := range tables {
		if t.kind == k {
			return t
		}
	}
	return digestTable
}

func (t *table) error(err error) error { return &subscription.KindError{Kind: t.kind, Err: err} }

// list lists the subscriptions that meet a condition, oldest first.
func (t *table) list(ctx context.Context, c conn, where string, a ...any) ([]subscription.Subscription, error) {
	found, err := rows[subscriptionRecord](ctx, c, "list subscriptions", t.columns+where+` ORDER BY s.id`, a...)
	all := make([]subscription.Subscription, len(found))
	for i := range found {
		all[i] = found[i].subscription(t.kind)
	}
	return all, err
}

// checkLimit rejects a subscription in a channel with the maximum number of others. Two concurrent transactions may both
// take the last place.
func (t *table) checkLimit(ctx context.Context, c conn, operation string, s subscription.Subscription) error {
	others, err := row[int](ctx, c, operation, t.limit, s.Workspace, s.Channel, s.ID)
	if err == nil && others >= maxSubscriptions {
		err = t.error(subscription.ErrMany)
	}
	return err
}

// explainUnchanged is the reason why a statement about a version of a subscription changed no row; nil when it did.
func (t *table) explainUnchanged(ctx context.Context, c conn, operation string, changed int64, workspace string, id int64) error {
	if changed > 0 {
		return nil
	}
	_, err := row[int](ctx, c, operation, t.version, id, workspace)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return t.error(subscription.ErrNone)
	case err != nil:
		return err
	}
	return t.error(subscription.ErrChanged)
}

// lockLink locks the link of the owner of what is inserted: other inserts for the person, and deleting the link, wait for the
// end of the transaction. Without a link it is command.ErrNotLinked.
func (c conn) lockLink(ctx context.Context, operation, workspace, owner string) error {
	n, err := c.exec(ctx, operation, `UPDATE links SET linked = linked WHERE workspace = ? AND slack_user = ?`, workspace, owner)
	if err == nil && n == 0 {
		err = command.ErrNotLinked
	}
	return err
}

// Doubt records that a subscription failed for a reason that would suspend it, and returns since when it has been failing
// for that reason. Another reason starts a new period, and a delivery ends it. It is subscription.ErrNone when the
// subscription was removed.
func (s *Store) Doubt(ctx context.Context, k subscription.Kind, id int64, reason subscription.Reason, now time.Time) (time.Time, error) {
	t := tableOf(k)
	since, err := row[int64](ctx, s.conn, "note doubt", t.doubt, string(reason), now.Unix(), string(reason), id)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, t.error(subscription.ErrNone)
	}
	return fromUnix(since), err
}

// resume makes a suspended subscription active again.
func (t *table) resume(ctx context.Context, tx conn, operation string, s subscription.Subscription, now time.Time) (int64, error) {
	switch t.kind {
	case subscription.Digest:
		return tx.resumeDigest(ctx, operation, s, now)
	case subscription.Assignment:
		return tx.exec(ctx, operation, resumeAssignment, string(subscription.Active), s.ID, s.Version)
	default:
	}
	return tx.exec(ctx, operation, `UPDATE follows SET state = ?, reason = '', wake = 1, version = version + 1 WHERE id = ? AND version = ?`,
		string(subscription.Active), s.ID, s.Version)
}

// listed reads a subscription with the settings by which people know it.
func (t *table) listed(ctx context.Context, c conn, workspace string, id int64) (subscription.Listed, error) {
	if t.kind == subscription.Assignment {
		found, err := t.list(ctx, c, `s.id = ? AND s.workspace = ?`, id, workspace)
		if err == nil && len(found) == 0 {
			err = t.error(subscription.ErrNone)
		}
		if err != nil {
			return subscription.Listed{}, err
		}
		return subscription.Listed{Subscription: found[0]}, nil
	}
	if t.kind == subscription.Follow {
		f, err := c.follow(ctx, workspace, id)
		return subscription.Listed{Subscription: f.Subscription, Settings: f.Settings}, err
	}
	d, err := c.digest(ctx, workspace, id)
	return subscription.Listed{Subscription: d.Subscription, Settings: d.Settings}, err
}

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
