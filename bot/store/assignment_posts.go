package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"tcabot/commands/assignment"
	"tcabot/commands/subscription"
	"time"
)

// AssignmentResult is what a look found out.
type AssignmentResult struct {
	Due    time.Time // of the next look
	Wait   time.Duration
	Good   bool // TCA answered: whatever was doubted is right
	Looked []LookedBranch
	At     time.Time // when that was
}

// LookedBranch is what a branch answered. One that did not answer keeps its marks.
type LookedBranch struct {
	Project int64
	assignment.Look
}

// FinishAssignment stores what a look found out and, in the same transaction, inserts the job that tells it, so that nothing
// is told twice, or lost. It is ErrVoid when the job is no longer the one that counts: when the look was claimed anew, or its round was
// finished, as by whoever took it over from a process that was frozen.
func (s *Store) FinishAssignment(ctx context.Context, l AssignmentLook, r AssignmentResult, enqueue func(ctx context.Context, tx Tx, id int64) error) error {
	const operation = "finish look"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, `UPDATE assignments SET due = ?, wait = ?, round = round + 1, news = news + 1,
			doubt = CASE WHEN ? = 1 THEN 0 ELSE doubt END, doubt_reason = CASE WHEN ? = 1 THEN '' ELSE doubt_reason END WHERE id = ? AND round = ?`,
			r.Due.UnixMilli(), r.Wait.Milliseconds(), toInt(r.Good), toInt(r.Good), l.ID, l.Round)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrVoid
		}
		if err := tx.saveLooks(ctx, operation, l.ID, r); err != nil {
			return err
		}
		waiting, err := row[int](ctx, tx, operation, `SELECT COUNT(*) FROM assignment_branches WHERE assignment = ? AND (fresh <> '' OR sending <> '')`, l.ID)
		if err != nil || waiting == 0 {
			return err
		}
		return enqueue(ctx, tx.handle(), l.ID)
	})
}

// saveLooks stores the marks of branches and adds what is new to what waits, as that is now: a message may have taken some of it
// since the look began.
func (c conn) saveLooks(ctx context.Context, operation string, id int64, r AssignmentResult) error {
	waiting, err := c.assignmentBranches(ctx, operation, `assignment = ? AND fresh <> ''`, id)
	if err != nil {
		return err
	}
	fresh := map[int64][]assignment.Issue{}
	for _, b := range waiting {
		fresh[b.Ref.ID] = b.Fresh
	}
	for _, b := range r.Looked {
		seen, err := json.Marshal(b.Marks)
		if err != nil {
			return fmt.Errorf("%s: %w", operation, err)
		}
		if _, err := c.exec(ctx, operation, `UPDATE assignment_branches SET looked = ?, seen = ? WHERE assignment = ? AND project = ?`,
			r.At.UnixMilli(), string(seen), id, b.Project); err != nil {
			return err
		}
		before := fresh[b.Project]
		now := slices.DeleteFunc(slices.Clone(before), func(i assignment.Issue) bool { return b.Gone(i.ID) })
		now = append(now, b.Fresh...)
		if slices.Equal(before, now) {
			continue
		}
		if err := c.setFresh(ctx, operation, id, b.Project, now); err != nil {
			return err
		}
	}
	return nil
}

// setFresh replaces the issues of a branch that wait to be told.
func (c conn) setFresh(ctx context.Context, operation string, id, project int64, fresh []assignment.Issue) error {
	text := ""
	if len(fresh) > 0 {
		raw, err := json.Marshal(fresh)
		if err != nil {
			return fmt.Errorf("%s: %w", operation, err)
		}
		text = string(raw)
	}
	_, err := c.exec(ctx, operation, `UPDATE assignment_branches SET fresh = ? WHERE assignment = ? AND project = ? AND fresh <> ?`, text, id, project, text)
	return err
}

// AssignmentPost is what a person is to be told.
type AssignmentPost struct {
	subscription.Subscription
	Found     []assignment.Found // that wait or, when Posting is the job, that are in its message
	News      int64
	Posting   int64     // the job whose message may have been sent; 0 for none
	Attempted time.Time // when that was begun, by the machine's clock
	Searched  string    // where the search for it ended
}

// AssignmentPost reads what a person is to be told for one of the jobs that do so; subscription.ErrNone when they switched the
// notices off.
func (s *Store) AssignmentPost(ctx context.Context, id, job int64) (AssignmentPost, error) {
	const operation = "read assignment"
	type record struct {
		subscriptionRecord
		News      int64  `db:"news"`
		Posting   int64  `db:"posting"`
		Attempted int64  `db:"attempted"`
		Searched  string `db:"searched"`
	}
	r, err := row[record](ctx, s.conn, operation, `SELECT `+subscriptionColumns.list()+`, news, posting, attempted, searched FROM assignments WHERE id = ?`, id)
	if errors.Is(err, sql.ErrNoRows) {
		return AssignmentPost{}, assignmentTable.error(subscription.ErrNone)
	}
	if err != nil {
		return AssignmentPost{}, err
	}
	p := AssignmentPost{
		Subscription: r.subscription(subscription.Assignment), News: r.News, Posting: r.Posting, Attempted: fromUnix(r.Attempted), Searched: r.Searched,
	}
	branches, err := s.assignmentBranches(ctx, operation, `assignment = ? AND (fresh <> '' OR sending <> '') ORDER BY project`, id)
	for _, b := range branches {
		issues := b.Fresh
		if p.Posting == job {
			issues = b.Sending
		}
		for _, i := range issues {
			p.Found = append(p.Found, assignment.Found{Issue: i, Branch: b.Branch})
		}
	}
	return p, err
}

// BeginAssignmentPost records that a job's message about all that waits is about to be sent. subscription.ErrChanged means that
// it must not be: something changed since it was read, or another job's message is in progress.
func (s *Store) BeginAssignmentPost(ctx context.Context, p AssignmentPost, job int64) error {
	const operation = "begin notice"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, `UPDATE assignments SET posting = ?, attempted = ?, searched = '', news = news + 1
			WHERE id = ? AND version = ? AND state = ? AND news = ? AND posting = 0`,
			job, time.Now().Unix(), p.ID, p.Version, string(p.State), p.News)
		if err != nil {
			return err
		}
		if err := assignmentTable.explainUnchanged(ctx, tx, operation, n, p.Workspace, p.ID); err != nil {
			return err
		}
		_, err = tx.exec(ctx, operation, `UPDATE assignment_branches SET sending = fresh, fresh = '' WHERE assignment = ? AND fresh <> ''`, p.ID)
		return err
	})
}

// SaveAssignmentSearch records how far Slack's history was searched for a message that may have been sent.
func (s *Store) SaveAssignmentSearch(ctx context.Context, id, job int64, cursor string) error {
	_, err := s.exec(ctx, "save search", `UPDATE assignments SET searched = ? WHERE id = ? AND posting = ?`, cursor, id, job)
	return err
}

// AbandonAssignmentPost records that a job's message was certainly not sent: what it was about waits again.
func (s *Store) AbandonAssignmentPost(ctx context.Context, id, job int64) error {
	const operation = "abandon notice"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, `UPDATE assignments SET posting = 0, news = news + 1 WHERE id = ? AND posting = ?`, id, job)
		if err != nil || n == 0 {
			return err
		}
		branches, err := tx.assignmentBranches(ctx, operation, `assignment = ? AND sending <> ''`, id)
		if err != nil {
			return err
		}
		for _, b := range branches {
			for _, i := range b.Sending {
				if !slices.ContainsFunc(b.Fresh, func(f assignment.Issue) bool { return f.ID == i.ID }) {
					b.Fresh = append(b.Fresh, i)
				}
			}
			if err := tx.setFresh(ctx, operation, id, b.Ref.ID, b.Fresh); err != nil {
				return err
			}
		}
		_, err = tx.exec(ctx, operation, `UPDATE assignment_branches SET sending = '' WHERE assignment = ? AND sending <> ''`, id)
		return err
	})
}

// PutOffAssignment makes the next look due at a time: what waits is told after it.
func (s *Store) PutOffAssignment(ctx context.Context, id int64, due time.Time) error {
	_, err := s.exec(ctx, "put off notice", `UPDATE assignments SET due = ? WHERE id = ?`, due.UnixMilli(), id)
	return err
}

// FinishAssignmentPost records that a person was told, or that nothing was left to tell: then posted is zero, and what waits is
// dropped. endJob runs in the same transaction.
func (s *Store) FinishAssignmentPost(ctx context.Context, p AssignmentPost, job int64, posted time.Time, endJob TxFunc) error {
	const operation = "finish notice"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		n, err := tx.exec(ctx, operation, `UPDATE assignments SET posting = 0, doubt = 0, doubt_reason = '', news = news + 1,
			posted = CASE WHEN posted < ? THEN ? ELSE posted END WHERE id = ? AND posting = ?`, toUnix(posted), toUnix(posted), p.ID, job)
		if err != nil {
			return err
		}
		if n > 0 {
			if _, err := tx.exec(ctx, operation, `UPDATE assignment_branches SET sending = '' WHERE assignment = ? AND sending <> ''`, p.ID); err != nil {
				return err
			}
		}
		return endJob.run(ctx, tx)
	})
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// readJSON reads what is stored as JSON; empty text is nothing.
func readJSON(text string, to any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), to)
}
