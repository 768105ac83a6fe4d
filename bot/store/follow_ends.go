package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/follow"
	"tcabot/commands/gate"
	"tcabot/commands/subscription"
	"time"
)

// End is a scan that has ended, and that a follow has not posted yet.
type End struct {
	Follow int64
	follow.End
}

// endRecord is a row of follow_ends.
type endRecord struct {
	Follow  int64  `db:"follow"`
	Project int64  `db:"project"`
	Job     int64  `db:"job"`
	Repo    int64  `db:"repo"`
	Name    string `db:"name"`
	Code    int    `db:"code"`
	Found   int64  `db:"found"`
	Post    int64  `db:"post"`
}

var (
	endColumns = columnsOf[endRecord]()
	insertEnd  = `INSERT INTO follow_ends (` + endColumns.list() + `) VALUES (` + endColumns.placeholders() + `) ON CONFLICT DO NOTHING`
)

// addEnd stores a scan that has ended, and wakes its follow.
func (c conn) addEnd(ctx context.Context, operation string, e End) error {
	r := &endRecord{Follow: e.Follow, Project: e.Project, Job: e.Job, Repo: e.Repo, Name: e.Name, Code: e.Code, Found: toUnix(e.Found)}
	n, err := c.exec(ctx, operation, `UPDATE follows SET wake = 1 WHERE id = ?`, e.Follow)
	if err != nil || n == 0 { // it was removed meanwhile
		return err
	}
	_, err = c.exec(ctx, operation, insertEnd, endColumns.values(r)...)
	return err
}

// FollowPost is a follow with what it has to post.
type FollowPost struct {
	follow.Follow
	Ends     []follow.End                 // the scans that wait to be posted; those of the post in progress alone, if this job began one
	Branches map[int64]follow.BranchState // what was posted about each branch, by its project

	Posting   int64     // the job whose post may have been sent; 0 for none
	Attempted time.Time // when that was begun, by the machine's clock
	Thread    string    // the message in whose thread it is; empty for none
	Searched  string    // Slack's cursor at which the search for that post continues; empty for the beginning
}

// followPostRecord is a row of follows with the state of its posts.
type followPostRecord struct {
	followRecord
	Posting   int64  `db:"posting"`
	Attempted int64  `db:"attempted"`
	Thread    string `db:"thread"`
	Searched  string `db:"searched"`
}

var selectFollowPost = `SELECT ` + columnsOf[followPostRecord]().list() + ` FROM follows WHERE id = ?`

// FollowPost reads a follow for one of its jobs; subscription.ErrNone when it was removed.
func (s *Store) FollowPost(ctx context.Context, id, job int64) (FollowPost, error) {
	const operation = "read follow"
	r, err := row[followPostRecord](ctx, s.conn, operation, selectFollowPost, id)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return FollowPost{}, followTable.error(subscription.ErrNone)
	case err != nil:
		return FollowPost{}, err
	}
	f := FollowPost{
		Follow: r.follow(), Posting: r.Posting, Attempted: fromUnix(r.Attempted), Thread: r.Thread, Searched: r.Searched, Branches: map[int64]follow.BranchState{},
	}
	post := int64(0)
	if r.Posting == job {
		post = job
	}
	ends, err := rows[endRecord](ctx, s.conn, operation, `SELECT `+endColumns.list()+` FROM follow_ends WHERE follow = ? AND post = ? ORDER BY job`, id, post)
	if err != nil {
		return f, err
	}
	for _, e := range ends {
		f.Ends = append(f.Ends, follow.End{Repo: e.Repo, Project: e.Project, Job: e.Job, Name: e.Name, Code: e.Code, Found: fromUnix(e.Found)})
	}
	type branchRecord struct {
		Project int64  `db:"project"`
		Gate    string `db:"gate"`
		Thread  string `db:"thread"`
		Opened  int64  `db:"opened"`
	}
	known, err := rows[branchRecord](ctx, s.conn, operation, `SELECT project, gate, thread, opened FROM follow_branches WHERE follow = ?`, id)
	for _, b := range known {
		f.Branches[b.Project] = follow.BranchState{Gate: gate.State(b.Gate), Thread: b.Thread, Opened: fromUnix(b.Opened)}
	}
	return f, err
}

// BeginFollowPost records that a job's post about the scans that wait is about to be sent. ErrChanged means that it must not be sent:
// the follow was changed since it was read, or another job's post of it is in progress.
func (s *Store) BeginFollowPost(ctx context.Context, f FollowPost, job int64, thread string) error {
	const operation = "begin post"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		now := time.Now()
		n, err := tx.exec(ctx, operation, `UPDATE follows SET posting = ?, attempted = ?, thread = ?, searched = '' WHERE id = ? AND version = ? AND state = ?
			AND (posting = 0 OR posting = ? OR attempted < ?)`,
			job, now.Unix(), thread, f.ID, f.Version, string(f.State), job, now.Add(-abandonedPost).Unix())
		if err != nil {
			return err
		}
		if err := followTable.explainUnchanged(ctx, tx, operation, n, f.Workspace, f.ID); err != nil {
			return err
		}
		for _, e := range f.Ends {
			n, err := tx.exec(ctx, operation, `UPDATE follow_ends SET post = ? WHERE follow = ? AND project = ? AND job = ? AND (post = 0 OR post = ?)`,
				job, f.ID, e.Project, e.Job, job)
			if err != nil {
				return err
			}
			if n == 0 { // another job posted it
				return followTable.error(subscription.ErrChanged)
			}
		}
		return nil
	})
}

// SaveFollowSearch records how far Slack's history was searched for a post that may have been sent.
func (s *Store) SaveFollowSearch(ctx context.Context, id, job int64, cursor string) error {
	_, err := s.exec(ctx, "save search", `UPDATE follows SET searched = ? WHERE id = ? AND posting = ?`, cursor, id, job)
	return err
}

// AbandonFollowPost records that a job's post was certainly not sent: what it was about waits again.
func (s *Store) AbandonFollowPost(ctx context.Context, id, job int64) error {
	const operation = "abandon post"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if _, err := tx.exec(ctx, operation, `UPDATE follow_ends SET post = 0 WHERE follow = ? AND post = ?`, id, job); err != nil {
			return err
		}
		_, err := tx.exec(ctx, operation, `UPDATE follows SET posting = 0 WHERE id = ? AND posting = ?`, id, job)
		return err
	})
}

// FinishFollowPost records that some scans were posted, or that none of them had to be, with the new states of their branches.
// posted is zero when nothing was. endJob runs in the same transaction.
func (s *Store) FinishFollowPost(ctx context.Context, id, job int64, ends []follow.End, branches map[int64]follow.BranchState, posted time.Time, endJob TxFunc) error {
	const operation = "finish post"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, `UPDATE follows SET doubt = 0, doubt_reason = '', posting = CASE WHEN posting = ? THEN 0 ELSE posting END,
			posted = CASE WHEN posted < ? THEN ? ELSE posted END WHERE id = ?`, job, toUnix(posted), toUnix(posted), id)
		switch {
		case err != nil:
			return err
		case n == 0: // it was removed meanwhile
			return endJob.run(ctx, tx)
		}
		for _, e := range ends {
			if _, err := tx.exec(ctx, operation, `DELETE FROM follow_ends WHERE follow = ? AND project = ? AND job = ?`, id, e.Project, e.Job); err != nil {
				return err
			}
		}
		for project, b := range branches {
			_, err := tx.exec(ctx, operation, `INSERT INTO follow_branches (follow, project, gate, thread, opened) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT (follow, project) DO UPDATE SET gate = excluded.gate, thread = excluded.thread, opened = excluded.opened`,
				id, project, string(b.Gate), b.Thread, toUnix(b.Opened))
			if err != nil {
				return err
			}
		}
		// Scans that this post did not have wait for another one.
		if _, err := tx.exec(ctx, operation, `UPDATE follow_ends SET post = 0 WHERE follow = ? AND post = ?`, id, job); err != nil {
			return err
		}
		_, err = tx.exec(ctx, operation, `UPDATE follows SET wake = 1 WHERE id = ? AND wake = 0 AND EXISTS (SELECT 1 FROM follow_ends e WHERE e.follow = follows.id)`, id)
		if err != nil {
			return err
		}
		return endJob.run(ctx, tx)
	})
}
