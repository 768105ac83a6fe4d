package store

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"time"
)

// DigestFilter selects digests: one, those of a channel, or those of an owner.
type DigestFilter struct {
	where string
	args  args
}

// DigestVersion selects a version of a digest: none when it was changed since.
func DigestVersion(d digest.Digest) DigestFilter {
	return DigestFilter{`id = ? AND version = ?`, args{d.ID, d.Version}}
}

// DigestsInChannel selects those of a channel.
func DigestsInChannel(workspace, channel string) DigestFilter {
	return DigestFilter{`workspace = ? AND channel = ?`, args{workspace, channel}}
}

// DigestsOwnedBy selects those of an owner.
func DigestsOwnedBy(w command.Who) DigestFilter {
	return DigestFilter{`workspace = ? AND owner = ?`, args{w.Workspace, w.User}}
}

// DigestsOfLogin selects those of an owner that use the token of a login, by its generation, or none; not those of a person
// who has reconnected since.
func DigestsOfLogin(w command.Who, generation int64) DigestFilter {
	return DigestFilter{`workspace = ? AND owner = ? AND NOT EXISTS (SELECT 1 FROM links l JOIN generations g
		ON g.workspace = l.workspace AND g.slack_user = l.slack_user
		WHERE l.workspace = digests.workspace AND l.slack_user = digests.owner AND g.generation > ?)`, args{w.Workspace, w.User, generation}}
}

// SuspendDigests suspends active digests and inserts the jobs of their notices, in one transaction. Suspended ones are
// unchanged, so that no notice is posted twice. It returns those that it suspended.
func (s *Store) SuspendDigests(ctx context.Context, filter DigestFilter, reason digest.Reason,
	notify func(context.Context, Tx, []digest.Digest) error,
) ([]digest.Digest, error) {
	const operation = "suspend digests"
	var suspended []digest.Digest
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		suspended = nil
		found, err := tx.digests(ctx, filter.where+` AND state = ?`, append(filter.args, string(digest.Active))...)
		if err != nil {
			return err
		}
		for _, d := range found {
			n, err := tx.exec(ctx, operation, `UPDATE digests SET state = ?, reason = ?, due = 0, doubt = 0, doubt_reason = '', version = version + 1
				WHERE id = ? AND version = ? AND state = ?`, string(digest.Suspended), string(reason), d.ID, d.Version, string(digest.Active))
			if err != nil {
				return err
			}
			if n > 0 {
				d.State, d.Reason, d.Due, d.Version = digest.Suspended, reason, time.Time{}, d.Version+1
				suspended = append(suspended, d)
			}
		}
		if len(suspended) == 0 {
			return nil
		}
		return notify(ctx, tx.handle(), suspended)
	})
	if err != nil {
		return nil, err
	}
	return suspended, nil
}

// SuspendedOwners lists the owners of digests that are suspended for a reason.
func (s *Store) SuspendedOwners(ctx context.Context, reason digest.Reason) ([]command.Who, error) {
	type digestOwner struct {
		Workspace string `db:"workspace"`
		User      string `db:"owner"`
	}
	found, err := rows[digestOwner](ctx, s.conn, "list owners", `SELECT DISTINCT workspace, owner FROM digests WHERE state = ? AND reason = ?`,
		string(digest.Suspended), string(reason))
	all := make([]command.Who, len(found))
	for i, o := range found {
		all[i] = command.Who{Workspace: o.Workspace, User: o.User}
	}
	return all, err
}

// ResumeDigests resumes digests that were suspended for one of some reasons, and returns them.
func (s *Store) ResumeDigests(ctx context.Context, filter DigestFilter, now time.Time, reasons ...digest.Reason) ([]digest.Digest, error) {
	const operation = "resume digests"
	var resumed []digest.Digest
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		resumed = nil
		for _, reason := range reasons {
			found, err := tx.digests(ctx, filter.where+` AND state = ? AND reason = ?`,
				append(filter.args, string(digest.Suspended), string(reason))...)
			if err != nil {
				return err
			}
			for _, d := range found {
				d.State, d.Reason, d.Due = digest.Active, "", d.When.Next(now)
				n, err := tx.exec(ctx, operation, `UPDATE digests SET state = ?, reason = ?, due = ?, version = version + 1 WHERE id = ? AND version = ?`,
					string(d.State), "", toUnix(d.Due), d.ID, d.Version)
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
	if err != nil {
		return nil, err
	}
	return resumed, nil
}
