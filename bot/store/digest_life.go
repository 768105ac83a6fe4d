package store

import (
	"context"
	"database/sql"
	"tcabot/commands"
	"tcabot/commands/spec"
	"time"
)

// Some is which digests are meant: one, those of a channel, or those of an owner.
type Some struct {
	where string
	args  args
}

// OneDigest is a digest as it was seen: none when it was changed since.
func OneDigest(d commands.Digest) Some { return Some{`id = ? AND version = ?`, args{d.ID, d.Version}} }

// DigestsIn is those of a channel.
func DigestsIn(workspace, channel string) Some {
	return Some{`workspace = ? AND channel = ?`, args{workspace, channel}}
}

// DigestsOf is those of an owner.
func DigestsOf(w spec.Who) Some {
	return Some{`workspace = ? AND owner = ?`, args{w.Workspace, w.User}}
}

// DigestsMadeWith is those of an owner that are made with the token of a login, the generation of which is given, or with
// none: not if they have connected again since.
func DigestsMadeWith(w spec.Who, generation int64) Some {
	return Some{`workspace = ? AND owner = ? AND NOT EXISTS (SELECT 1 FROM links l JOIN generations g
		ON g.workspace = l.workspace AND g.slack_user = l.slack_user
		WHERE l.workspace = digests.workspace AND l.slack_user = digests.owner AND g.generation > ?)`, args{w.Workspace, w.User, generation}}
}

// SuspendDigests suspends those that are active, and has people told, all of it or nothing. One that is suspended
// already stays as it is, so that nobody is told twice.
func (s *Store) SuspendDigests(ctx context.Context, some Some, why commands.DigestReason,
	tell func(context.Context, *sql.Tx, []commands.Digest) error,
) ([]commands.Digest, error) {
	const what = "suspend digests"
	var suspended []commands.Digest
	err := s.inTx(ctx, what, func(tx conn) error {
		suspended = nil
		found, err := s.digests(ctx, tx, some.where+` AND state = ?`, append(some.args, string(commands.DigestActive))...)
		if err != nil {
			return err
		}
		for _, d := range found {
			n, err := tx.exec(ctx, what, `UPDATE digests SET state = ?, reason = ?, due = 0, doubt = 0, version = version + 1
				WHERE id = ? AND version = ? AND state = ?`, string(commands.DigestSuspended), string(why), d.ID, d.Version, string(commands.DigestActive))
			if err != nil {
				return err
			}
			if n > 0 {
				d.State, d.Reason, d.Due, d.Version = commands.DigestSuspended, why, time.Time{}, d.Version+1
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
func (s *Store) ResumeDigests(ctx context.Context, some Some, now time.Time, reasons ...commands.DigestReason) ([]commands.Digest, error) {
	const what = "resume digests"
	var resumed []commands.Digest
	err := s.inTx(ctx, what, func(tx conn) error {
		resumed = nil
		for _, why := range reasons {
			found, err := s.digests(ctx, tx, some.where+` AND state = ? AND reason = ?`, append(some.args, string(commands.DigestSuspended), string(why))...)
			if err != nil {
				return err
			}
			for _, d := range found {
				d.State, d.Reason, d.Due = commands.DigestActive, "", d.When.Next(now)
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
