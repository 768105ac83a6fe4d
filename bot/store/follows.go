package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/follow"
	"tcabot/commands/gate"
	"tcabot/commands/subscription"
)

var (
	followTable = newTable(subscription.Follow, "follows", "")

	// A new follow gets its number and its first version from the table's defaults.
	newFollowColumns = followColumns.except("id", "version", "posted")
	// The columns that people can change, and those derived from them.
	changedFollowColumns = followColumns.except("id", "workspace", "version", "posted")

	selectFollows = `SELECT ` + followColumns.list() + ` FROM follows WHERE `
	insertFollow  = `INSERT INTO follows (` + newFollowColumns.list() + `) VALUES (` + newFollowColumns.placeholders() + `) RETURNING id, version`
	updateFollow  = `UPDATE follows SET ` + changedFollowColumns.assignments() + `, doubt = 0, doubt_reason = '', wake = 1, version = version + 1
		WHERE id = ? AND workspace = ? AND version = ?`
)

// AddFollow implements follow.Store.
func (s *Store) AddFollow(ctx context.Context, f follow.Follow, asked string) (follow.Follow, error) {
	const operation = "add follow"
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		first, id, err := tx.once(ctx, operation, asked)
		if err != nil {
			return err
		}
		if !first {
			f, err = tx.follow(ctx, f.Workspace, id)
			return err
		}
		if err := tx.lockLink(ctx, operation, f.Workspace, f.Owner); err != nil {
			return err
		}
		if err := followTable.checkLimit(ctx, tx, operation, f.Subscription); err != nil {
			return err
		}
		added, err := row[followRecord](ctx, tx, operation, insertFollow, newFollowColumns.values(newFollowRecord(f))...)
		if err != nil {
			return err
		}
		f.Kind, f.ID, f.Version = subscription.Follow, added.ID, added.Version
		return tx.setResult(ctx, operation, asked, f.ID)
	})
	return f, err
}

// ChangeFollow implements follow.Store. A follow with a new target or channel forgets what it posted about branches.
func (s *Store) ChangeFollow(ctx context.Context, f follow.Follow) (follow.Follow, error) {
	const operation = "change follow"
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if err := followTable.checkLimit(ctx, tx, operation, f.Subscription); err != nil {
			return err
		}
		for _, about := range []string{"follow_ends", "follow_branches"} {
			_, err := tx.exec(ctx, operation, `DELETE FROM `+about+` WHERE follow = ? AND EXISTS (SELECT 1 FROM follows
				WHERE id = ? AND workspace = ? AND version = ? AND (org <> ? OR team <> ? OR repo <> ? OR project <> ? OR channel <> ?))`,
				f.ID, f.ID, f.Workspace, f.Version, f.Target.Org, f.Target.Team, f.Target.Repo, f.Target.Project, f.Channel)
			if err != nil {
				return err
			}
		}
		n, err := tx.exec(ctx, operation, updateFollow, append(changedFollowColumns.values(newFollowRecord(f)), f.ID, f.Workspace, f.Version)...)
		if err != nil {
			return err
		}
		return followTable.explainUnchanged(ctx, tx, operation, n, f.Workspace, f.ID)
	})
	if err == nil {
		f.Version++
	}
	return f, err
}

// RemoveFollow implements follow.Store.
func (s *Store) RemoveFollow(ctx context.Context, workspace string, id int64, version int) error {
	const operation = "remove follow"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, `DELETE FROM follows WHERE id = ? AND workspace = ? AND version = ?`, id, workspace, version)
		if err != nil {
			return err
		}
		return followTable.explainUnchanged(ctx, tx, operation, n, workspace, id)
	})
}

// Follow implements follow.Store.
func (s *Store) Follow(ctx context.Context, workspace string, id int64) (follow.Follow, error) {
	return s.follow(ctx, workspace, id)
}

func (c conn) follow(ctx context.Context, workspace string, id int64) (follow.Follow, error) {
	r, err := row[followRecord](ctx, c, "read follow", selectFollows+`id = ? AND workspace = ?`, id, workspace)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return follow.Follow{}, followTable.error(subscription.ErrNone)
	case err != nil:
		return follow.Follow{}, err
	}
	return r.follow(), nil
}

// ChannelFollows implements follow.Store.
func (s *Store) ChannelFollows(ctx context.Context, workspace, channel string) ([]follow.Follow, error) {
	return s.follows(ctx, `workspace = ? AND channel = ?`, workspace, channel)
}

// OwnFollows implements follow.Store.
func (s *Store) OwnFollows(ctx context.Context, workspace, owner string) ([]follow.Follow, error) {
	return s.follows(ctx, `workspace = ? AND owner = ?`, workspace, owner)
}

// follows lists the follows that meet a condition, oldest first.
func (c conn) follows(ctx context.Context, where string, a ...any) ([]follow.Follow, error) {
	found, err := rows[followRecord](ctx, c, "list follows", selectFollows+where+` ORDER BY id`, a...)
	all := make([]follow.Follow, len(found))
	for i := range found {
		all[i] = found[i].follow()
	}
	return all, err
}

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
