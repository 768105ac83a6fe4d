package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/change"
	"tcabot/commands/digest"
	"tcabot/commands/subscription"
	"time"
)

// Occurrence is one of the times at which a digest is due.
type Occurrence struct {
	Digest int64
	Due    time.Time
}

// ClaimDigests finds up to limit due digests, moves them on to their next due time and inserts their jobs, in one
// transaction. Of several due times that were missed only the last one counts. It returns how many it found.
func (s *Store) ClaimDigests(ctx context.Context, now time.Time, limit int, enqueue func(context.Context, Tx, []Occurrence) error) (int, error) {
	const operation = "claim digests"
	var claimed []Occurrence
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		claimed = nil
		// Digests that share cached answers follow each other.
		due, err := rows[digestRecord](ctx, tx, operation, selectDigests+`state = ? AND due > 0 AND due <= ?
			ORDER BY due, owner, org, team, repo, project, id LIMIT ?`, string(subscription.Active), now.Unix(), limit)
		if err != nil {
			return err
		}
		for i := range due {
			d := due[i].digest()
			at := d.When.Last(now)
			if at.Before(d.Due) {
				at = d.Due // the rules of its time zone have changed meanwhile
			}
			n, err := tx.exec(ctx, operation, `UPDATE digests SET due = ?, claimed = ? WHERE id = ? AND due = ? AND state = ?`,
				toUnix(d.When.Next(now)), at.Unix(), d.ID, due[i].Due, string(subscription.Active))
			if err != nil {
				return err
			}
			if n > 0 { // otherwise another process claimed it, or a person changed it
				claimed = append(claimed, Occurrence{d.ID, at})
			}
		}
		if len(claimed) == 0 {
			return nil
		}
		return enqueue(ctx, tx.handle(), claimed)
	})
	if err != nil {
		return 0, err
	}
	return len(claimed), nil
}

// DigestDelivery is a digest with the state of its posts.
type DigestDelivery struct {
	digest.Digest
	Claimed time.Time // the due time of the last job
	Posting time.Time // the due time whose post may have been sent
	Done    time.Time // the last due time that is done

	Attempted time.Time // when that post was begun, by the clock of the machine that did; zero for unknown
	Searched  string    // Slack's cursor at which the search for that post continues; empty for the beginning
}

var selectDelivery = `SELECT ` + deliveryColumns.list() + ` FROM digests WHERE id = ?`

// DigestDelivery reads a digest for one of its jobs; subscription.ErrNone when it was removed.
func (s *Store) DigestDelivery(ctx context.Context, id int64) (DigestDelivery, error) {
	r, err := row[deliveryRecord](ctx, s.conn, "read digest", selectDelivery, id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return DigestDelivery{}, digestTable.error(subscription.ErrNone)
	case err != nil:
		return DigestDelivery{}, err
	}
	return DigestDelivery{r.digest(), fromUnix(r.Claimed), fromUnix(r.Posting), fromUnix(r.Done), fromUnix(r.Attempted), r.Searched}, nil
}

// abandonedPost is how long a post for another due time may be in progress before its process counts as lost.
const abandonedPost = time.Hour

// BeginPost records that a post of a digest is about to be sent, with the state of the branches that it reports. ErrChanged
// means that it must not be sent: since it was read, the digest was changed, suspended or posted, or another post of it is
// in progress.
func (s *Store) BeginPost(ctx context.Context, d DigestDelivery, due time.Time, marks []change.Mark) error {
	const operation = "begin post"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, `UPDATE digests SET posting = ?, attempted = ?, searched = '' WHERE id = ? AND version = ? AND state = ? AND done = ?
			AND (posting = 0 OR posting = ? OR posting < ?)`,
			due.Unix(), time.Now().Unix(), d.ID, d.Version, string(d.State), toUnix(d.Done), due.Unix(), due.Add(-abandonedPost).Unix())
		if err != nil {
			return err
		}
		if err := digestTable.explainUnchanged(ctx, tx, operation, n, d.Workspace, d.ID); err != nil {
			return err
		}
		if _, err := tx.exec(ctx, operation, `DELETE FROM digest_marks WHERE digest = ? AND told = ?`, d.ID, false); err != nil {
			return err
		}
		return tx.addPendingMarks(ctx, operation, d.ID, marks)
	})
}

// FinishDelivery records that a due time of a digest is done. If a digest was posted, the pending marks of the post become
// the reported ones; posted is zero when there was nothing to post. endJob runs in the same transaction. Two deliveries may
// finish in either order.
func (s *Store) FinishDelivery(ctx context.Context, id int64, due, posted time.Time, endJob TxFunc) error {
	const operation = "finish delivery"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if !posted.IsZero() {
			if err := tx.confirmMarks(ctx, operation, id, due); err != nil {
				return err
			}
		}
		// Two deliveries may end in either order: what was done stays done.
		_, err := tx.exec(ctx, operation, `UPDATE digests SET doubt = 0, doubt_reason = '', posting = CASE WHEN posting = ? THEN 0 ELSE posting END,
			done = CASE WHEN done < ? THEN ? ELSE done END, posted = CASE WHEN posted < ? THEN ? ELSE posted END WHERE id = ?`,
			due.Unix(), due.Unix(), due.Unix(), toUnix(posted), toUnix(posted), id)
		if err != nil {
			return err
		}
		return endJob.run(ctx, tx)
	})
}

// SaveSearch records how far Slack's history was searched for a post that may have been sent.
func (s *Store) SaveSearch(ctx context.Context, id int64, posting time.Time, cursor string) error {
	_, err := s.exec(ctx, "save search", `UPDATE digests SET searched = ? WHERE id = ? AND posting = ?`, cursor, id, posting.Unix())
	return err
}

// AbandonPost records that the post of a digest for a due time was certainly not sent.
func (s *Store) AbandonPost(ctx context.Context, id int64, due time.Time) error {
	_, err := s.exec(ctx, "abandon post", `UPDATE digests SET posting = 0 WHERE id = ? AND posting = ?`, id, due.Unix())
	return err
}
