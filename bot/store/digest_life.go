package store

import (
	"context"
	"database/sql"
	"tcabot/commands/command"
	"tcabot/commands/digest"

	"time"
)

// Some is which digests are meant: one, those of a channel, or those of an owner.
type Some struct {
	where string
	args  args
}

// OneDigest is a digest as it was seen: none when it was changed since.
func OneDigest(d digest.Digest) Some { return Some{`id = ? AND version = ?`, args{d.ID, d.Version}} }

// DigestsIn is those of a channel.
func DigestsIn(workspace, channel string) Some {
	return Some{`workspace = ? AND channel = ?`, args{workspace, channel}}
}

// DigestsOf is those of an owner.
func DigestsOf(w command.Who) Some {
	return Some{`workspace = ? AND owner = ?`, args{w.Workspace, w.User}}
}

// DigestsMadeWith is those of an owner that are made with the token of a login, the generation of which is given, or with
// none: not if they have connected again since.
func DigestsMadeWith(w command.Who, generation int64) Some {
	return Some{`workspace = ? AND owner = ? AND NOT EXISTS (SELECT 1 FROM links l JOIN generations g
		ON g.workspace = l.workspace AND g.slack_user = l.slack_user
		WHERE l.workspace = digests.workspace AND l.slack_user = digests.owner AND g.generation > ?)`, args{w.Workspace, w.User, generation}}
}

// SuspendDigests suspends those that are active, and has people told, all of it or nothing. One that is suspended
// already stays as it is, so that nobody is told twice.
func (s *Store) SuspendDigests(ctx context.Context, some Some, why digest.Reason,
	tell func(context.Context, *sql.Tx, []digest.Digest) error,
) ([]digest.Digest, error) {
	const what = "suspend digests"
	var suspended []digest.Digest
	err := s.inTx(ctx, what, func(tx conn) error {
		suspended = nil
		found, err := s.digests(ctx, tx, some.where+` AND state = ?`, append(some.args, string(digest.Active))...)
		if err != nil {
			return err
		}
		for _, d := range found {
			n, err := tx.exec(ctx, what, `UPDATE digests SET state = ?, reason = ?, due = 0, doubt = 0, version = version + 1
				WHERE id = ? AND version = ? AND state = ?`, string(digest.Suspended), string(why), d.ID, d.Version, string(digest.Active))
			if err != nil {
				return err
			}
			if n > 0 {
				d.State, d.Reason, d.Due, d.Version = digest.Suspended, why, time.Time{}, d.Version+1
				suspended = append(suspended, d)
			}
		}
		if len(suspended) == 0 {
			return nil
		}
		return tell(ctx, tx.on.(*sql.Tx), suspended)
	})
	return suspended, err
}

// ResumeDigests makes those active that were suspended for one of some reasons, now that it is gone.
func (s *Store) ResumeDigests(ctx context.Context, some Some, now time.Time, reasons ...digest.Reason) ([]digest.Digest, error) {
	const what = "resume digests"
	var resumed []digest.Digest
	err := s.inTx(ctx, what, func(tx conn) error {
		resumed = nil
		for _, why := range reasons {
			found, err := s.digests(ctx, tx, some.where+` AND state = ? AND reason = ?`, append(some.args, string(digest.Suspended), string(why))...)
			if err != nil {
				return err
			}
			for _, d := range found {
				d.State, d.Reason, d.Due = digest.Active, "", d.When.Next(now)
				n, err := tx.exec(ctx, what, `UPDATE digests SET state = ?, reason = ?, due = ?, version = version + 1 WHERE id = ? AND version = ?`,
					string(d.State), "", seconds(d.Due), d.ID, d.Version)
				if err != nil {
					return err
				}
				if n > 0 {
					d.Version++
					resumed = append(resumed, d)
				}
			}
		}
		return nil
	})
	return resumed, err
}
