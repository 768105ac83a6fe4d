package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/digest"

	"time"
)

// Also is what is to be done in the same transaction: jobs that are made or ended with it.
type Also func(ctx context.Context, tx *sql.Tx) error

// run does it, if there is anything.
func (do Also) run(ctx context.Context, tx conn) error {
	if do == nil {
		return nil
	}
	return do(ctx, tx.on.(*sql.Tx))
}

// Due is a digest at a time it was due.
type Due struct {
	Digest int64
	At     time.Time
}

// ClaimDigests finds up to most digests that are due, moves them on to when they are due next, and has jobs made for
// them, all of it or nothing. Of several times that passed while nothing ran only the last one counts. It tells how many
// it found.
func (s *Store) ClaimDigests(ctx context.Context, now time.Time, most int, enqueue func(context.Context, *sql.Tx, []Due) error) (int, error) {
	const what = "claim digests"
	var claimed []Due
	err := s.inTx(ctx, what, func(tx conn) error {
		due, err := rows(ctx, tx, what, `SELECT `+digestColumns+` FROM digests WHERE state = ? AND due > 0 AND due <= ?
			ORDER BY due, owner, org, team, repo, project, id LIMIT ?`, // those made of the same answers one after the other

			args{string(digest.Active), now.Unix(), most}, (*digestRow).fields)
		if err != nil {
			return err
		}
		for i := range due {
			d := due[i].digest()
			at := d.When.Last(now)
			if at.Before(d.Due) {
				at = d.Due // its times were changed by a rule of its zone meanwhile
			}
			n, err := tx.exec(ctx, what, `UPDATE digests SET due = ?, claimed = ? WHERE id = ? AND due = ? AND state = ?`,
				seconds(d.When.Next(now)), at.Unix(), d.ID, due[i].due, string(digest.Active))
			if err != nil {
				return err
			}
			if n > 0 { // else another process was quicker, or somebody changed it
				claimed = append(claimed, Due{d.ID, at})
			}
		}
		if len(claimed) == 0 {
			return nil
		}
		return enqueue(ctx, tx.on.(*sql.Tx), claimed)
	})
	if err != nil {
		return 0, err
	}
	return len(claimed), nil
}

// Run is a digest with how far its posts are.
type Run struct {
	digest.Digest
	Claimed time.Time // the due time whose job was made last
	Posting time.Time // the due time whose post may have been sent
	Done    time.Time // the due time that was dealt with last
	Doubt   time.Time // when TCA refused the owner's token; zero for not
}

// Run reads a digest for one of its jobs; commands.ErrNoDigest when it was removed.
func (s *Store) Run(ctx context.Context, id int64) (Run, error) {
	var r digestRow
	var claimed, posting, done, doubt int64
	err := s.row(ctx, "read digest", `SELECT `+digestColumns+`, claimed, posting, done, doubt FROM digests WHERE id = ?`, args{id},
		append(r.fields(), &claimed, &posting, &done, &doubt)...)
	if errors.Is(err, sql.ErrNoRows) {
		return Run{}, digest.ErrNoDigest
	}
	return Run{r.digest(), moment(claimed), moment(posting), moment(done), moment(doubt)}, err
}

// otherPost is how long a post for another due time may be under way before its process counts as lost.
const otherPost = time.Hour

// BeginPost notes that a post of a digest is about to be sent, and how the branches stand that it tells of. ErrChanged
// means that it must not be: since it was read the digest was changed, suspended or posted, or another post of it is under
// way.
func (s *Store) BeginPost(ctx context.Context, d Run, due time.Time, marks []digest.Mark) error {
	const what = "begin post"
	return s.inTx(ctx, what, func(tx conn) error {
		n, err := tx.exec(ctx, what, `UPDATE digests SET posting = ? WHERE id = ? AND version = ? AND state = ? AND done = ?
			AND (posting = 0 OR posting = ? OR posting < ?)`,
			due.Unix(), d.ID, d.Version, string(d.State), seconds(d.Done), due.Unix(), due.Add(-otherPost).Unix())
		if err != nil {
			return err
		}
		if err := tx.missed(ctx, what, n, d.Workspace, d.ID); err != nil {
			return err
		}
		if _, err := tx.exec(ctx, what, `DELETE FROM digest_marks WHERE digest = ? AND told = ?`, d.ID, false); err != nil {
			return err
		}
		return tx.addMarks(ctx, what, d.ID, marks)
	})
}

// FinishRun notes that a due time of a digest is dealt with. If something was posted, the marks that came with the post
// are what it told of last; posted is the zero time when nothing was.
func (s *Store) FinishRun(ctx context.Context, id int64, due, posted time.Time, also Also) error {
	const what = "finish post"
	return s.inTx(ctx, what, func(tx conn) error {
		if !posted.IsZero() {
			if err := tx.tellMarks(ctx, what, id, due); err != nil {
				return err
			}
		}
		// Two runs may end in either order: what was done stays done.
		_, err := tx.exec(ctx, what, `UPDATE digests SET doubt = 0, posting = CASE WHEN posting = ? THEN 0 ELSE posting END,
			done = CASE WHEN done < ? THEN ? ELSE done END, posted = CASE WHEN posted < ? THEN ? ELSE posted END WHERE id = ?`,
			due.Unix(), due.Unix(), due.Unix(), seconds(posted), seconds(posted), id)
		if err != nil {
			return err
		}
		return also.run(ctx, tx)
	})
}

// ForgetPost notes that the post of a digest for a due time is certain not to be there.
func (s *Store) ForgetPost(ctx context.Context, id int64, due time.Time) error {
	_, err := s.exec(ctx, "forget post", `UPDATE digests SET posting = 0 WHERE id = ? AND posting = ?`, id, due.Unix())
	return err
}

// Doubt notes that TCA refused the owner's token, and tells when it did so first.
func (s *Store) Doubt(ctx context.Context, id int64, now time.Time) (time.Time, error) {
	var since int64
	err := s.row(ctx, "note doubt", `UPDATE digests SET doubt = CASE WHEN doubt = 0 THEN ? ELSE doubt END WHERE id = ? RETURNING doubt`,
		args{now.Unix(), id}, &since)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, digest.ErrNoDigest
	}
	return moment(since), err
}

// CountDigests counts the digests by their states.
func (s *Store) CountDigests(ctx context.Context) (map[digest.State]int, error) {
	type count struct {
		state digest.State
		n     int
	}
	found, err := rows(ctx, s.conn, "count digests", `SELECT state, COUNT(*) FROM digests GROUP BY state`, nil,
		func(c *count) []any { return []any{&c.state, &c.n} })
	counts := map[digest.State]int{}
	for _, c := range found {
		counts[c.state] = c.n
	}
	return counts, err
}
