package store

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/subscription"
	"time"
)

// forgotten stands in generations for everybody in a workspace who was forgotten: their counters go on from its own, so that
// no cache key comes back. It is no ID of Slack's.
const forgotten = "forgotten"

// forgetGenerations makes one counter of those that a condition selects: the highest.
func (c conn) forgetGenerations(ctx context.Context, operation, where string, a ...any) error {
	_, err := c.exec(ctx, operation, `INSERT INTO generations (workspace, slack_user, generation)
		SELECT workspace, '`+forgotten+`', MAX(generation) FROM generations WHERE `+where+` GROUP BY workspace
		ON CONFLICT (workspace, slack_user) DO UPDATE SET
			generation = CASE WHEN excluded.generation > generations.generation THEN excluded.generation ELSE generations.generation END`, a...)
	if err != nil {
		return err
	}
	_, err = c.exec(ctx, operation, `DELETE FROM generations WHERE `+where+` AND slack_user <> '`+forgotten+`'`, a...)
	return err
}

// ofAccount delete what ends with a person's TCA account, after the link has changed.
var ofAccount = []string{
	`DELETE FROM visits WHERE workspace = ? AND slack_user = ?`, // see lockLogin
	`DELETE FROM previews WHERE workspace = ? AND slack_user = ?`,
	`DELETE FROM preview_questions WHERE workspace = ? AND slack_user = ?`,
	`DELETE FROM assignments WHERE workspace = ? AND owner = ?`,
}

// each executes statements about a person, in their order.
func (c conn) each(ctx context.Context, operation string, statements []string, w command.Who) error {
	for _, q := range statements {
		if _, err := c.exec(ctx, operation, q, w.Workspace, w.User); err != nil {
			return err
		}
	}
	return nil
}

// DeleteLink implements command.Links. It also stops the person's exports, which use the token, and forgets where their
// links are previewed with it, at what they looked, and that they are told about assigned issues.
func (s *Store) DeleteLink(ctx context.Context, w command.Who) error {
	const operation = "delete link"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error { return tx.deleteLink(ctx, operation, w) })
}

func (c conn) deleteLink(ctx context.Context, operation string, w command.Who) error {
	return c.each(ctx, operation, append([]string{
		`DELETE FROM links WHERE workspace = ? AND slack_user = ?`,
		`UPDATE exports SET cancelled = TRUE WHERE workspace = ? AND slack_user = ?`,
	}, ofAccount...), w)
}

// ofPerson delete or make anonymous what is left of a person without an account. What others rely on, such as the gate of a
// branch, stays without their name. Watches and exports end by themselves, and with them their rows.
var ofPerson = []string{
	`DELETE FROM targets WHERE workspace = ? AND subject = ?`,
	`DELETE FROM languages WHERE workspace = ? AND slack_user = ?`,
	`DELETE FROM names WHERE workspace = ? AND slack_user = ?`,
	`DELETE FROM mentions WHERE workspace = ? AND slack_user = ?`,
	`DELETE FROM quiet_hours WHERE workspace = ? AND slack_user = ?`,
	`DELETE FROM digests WHERE workspace = ? AND owner = ?`,
	`DELETE FROM follows WHERE workspace = ? AND owner = ?`,
	`DELETE FROM polls WHERE workspace = ? AND owner = ?`,
	`DELETE FROM poll_repos WHERE workspace = ? AND owner = ?`,
	`UPDATE gates SET slack_user = '' WHERE workspace = ? AND slack_user = ?`,
	`UPDATE gates SET was_user = '' WHERE workspace = ? AND was_user = ?`,
	`UPDATE pins SET slack_user = '' WHERE workspace = ? AND slack_user = ?`,
}

// Forget implements account.Eraser.
func (s *Store) Forget(ctx context.Context, w command.Who) error {
	const operation = "forget a person"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if err := tx.deleteLink(ctx, operation, w); err != nil {
			return err
		}
		if err := tx.each(ctx, operation, ofPerson, w); err != nil {
			return err
		}
		return tx.forgetGenerations(ctx, operation, `workspace = ? AND slack_user = ?`, w.Workspace, w.User)
	})
}

// Holdings implements account.Eraser.
func (s *Store) Holdings(ctx context.Context, w command.Who) (h command.Holdings, err error) {
	type counts struct {
		Digests int `db:"digests"`
		Follows int `db:"follows"`
	}
	c, err := row[counts](ctx, s.conn, "count what a person owns", `SELECT
		(SELECT COUNT(*) FROM digests WHERE workspace = ? AND owner = ?) AS digests,
		(SELECT COUNT(*) FROM follows WHERE workspace = ? AND owner = ?) AS follows`, w.Workspace, w.User, w.Workspace, w.User)
	return command.Holdings{Digests: c.Digests, Follows: c.Follows}, err
}

// MarkRemoved notes that the app was removed from a workspace, stops its exports and suspends its subscriptions: from now on no
// token of it is given out. Nobody there can be told. The first time counts.
func (s *Store) MarkRemoved(ctx context.Context, workspace string, now time.Time) error {
	const operation = "note that the app was removed"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if _, err := tx.exec(ctx, operation, `INSERT INTO uninstalled (workspace, since) VALUES (?, ?) ON CONFLICT (workspace) DO NOTHING`, workspace, now.Unix()); err != nil {
			return err
		}
		if _, err := tx.exec(ctx, operation, `UPDATE exports SET cancelled = TRUE WHERE workspace = ?`, workspace); err != nil {
			return err
		}
		_, err := tx.suspend(ctx, operation, InWorkspace(workspace), subscription.ReasonRemoved)
		return err
	})
}

// Removed is since when the app has been removed from a workspace; zero when it is installed.
func (s *Store) Removed(ctx context.Context, workspace string) (time.Time, error) {
	found, err := rows[int64](ctx, s.conn, "look whether the app was removed", `SELECT since FROM uninstalled WHERE workspace = ?`, workspace)
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return time.Unix(found[0], 0), nil
}

// MarkReturned notes that the app is installed again, and resumes what its removal had suspended.
func (s *Store) MarkReturned(ctx context.Context, workspace string, now time.Time) error {
	const operation = "note that the app is back"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if _, err := tx.exec(ctx, operation, `DELETE FROM uninstalled WHERE workspace = ?`, workspace); err != nil {
			return err
		}
		_, err := tx.resume(ctx, operation, InWorkspace(workspace), now, subscription.ReasonRemoved)
		return err
	})
}

// ofWorkspace are the tables with rows of workspaces.
var ofWorkspace = []string{
	"links", "visits", "targets", "languages", "names", "mentions", "exports", "digests", "follows", "watches", "polls", "poll_repos",
	"gates", "pins", "greetings", "previews", "preview_questions", "preview_cards", "actions", "uninstalled", "assignments", "quiet_hours", "homes",
}

// DeleteWorkspace deletes all data of a workspace except for one number, from which the generations of its links go on.
func (s *Store) DeleteWorkspace(ctx context.Context, workspace string) error {
	const operation = "delete workspace"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		for _, table := range ofWorkspace {
			if _, err := tx.exec(ctx, operation, `DELETE FROM `+table+` WHERE workspace = ?`, workspace); err != nil {
				return err
			}
		}
		return tx.forgetGenerations(ctx, operation, `workspace = ?`, workspace)
	})
}
