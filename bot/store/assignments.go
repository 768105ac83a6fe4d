package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"tcabot/api"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/subscription"
	"time"
)

// A row of assignments is a subscription without a target: its owner is told about issues that are assigned to them.

var (
	assignmentTable = newTable(subscription.Assignment, "assignments", "")

	newAssignmentColumns = subscriptionColumns.except("id", "version", "posted")

	insertAssignment = `INSERT INTO assignments (` + newAssignmentColumns.list() + `) VALUES (` + newAssignmentColumns.placeholders() + `)
		ON CONFLICT (workspace, owner) DO UPDATE SET state = excluded.state, reason = '', doubt = 0, doubt_reason = '', due = 0,
			version = assignments.version + 1 WHERE assignments.state <> excluded.state`
	resumeAssignment = `UPDATE assignments SET state = ?, reason = '', due = 0, version = version + 1 WHERE id = ? AND version = ?`
)

// Notices implements assignment.Settings.
func (s *Store) Notices(ctx context.Context, w command.Who) (assignment.Notices, error) {
	found, err := assignmentTable.list(ctx, s.conn, `s.workspace = ? AND s.owner = ?`, w.Workspace, w.User)
	if err != nil || len(found) == 0 {
		return assignment.Notices{}, err
	}
	return assignment.Notices{On: true, Reason: found[0].Reason}, nil
}

// SetNotices implements assignment.Settings. Switching them off forgets what was seen.
func (s *Store) SetNotices(ctx context.Context, w command.Who, on bool, language locale.Lang) error {
	const operation = "save notices"
	if !on {
		_, err := s.exec(ctx, operation, `DELETE FROM assignments WHERE workspace = ? AND owner = ?`, w.Workspace, w.User)
		return err
	}
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		if err := tx.lockLink(ctx, operation, w.Workspace, w.User); err != nil {
			return err
		}
		r := newSubscriptionRecord(subscription.Subscription{Workspace: w.Workspace, Channel: w.User, Owner: w.User, Language: language, State: subscription.Active})
		_, err := tx.exec(ctx, operation, insertAssignment, newAssignmentColumns.values(&r)...)
		return err
	})
}

// AssignmentLook is a look at the issues of one person that is due.
type AssignmentLook struct {
	ID    int64 `db:"id"    json:"id"`
	Round int64 `db:"round" json:"round"`
}

// ClaimAssignments finds up to limit looks that are due, and inserts their jobs, in one transaction. A job that is lost with
// its process is replaced after the lease. It returns how many it found.
func (s *Store) ClaimAssignments(ctx context.Context, now time.Time, span Span, limit int, enqueue func(context.Context, Tx, []AssignmentLook) error) (int, error) {
	const operation = "claim assignments"
	var claimed []AssignmentLook
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		claimed = nil
		due, err := rows[AssignmentLook](ctx, tx, operation, `SELECT id, round FROM assignments WHERE state = ? AND (due <= ? OR due > ?) ORDER BY due LIMIT ?`,
			string(subscription.Active), now.UnixMilli(), now.Add(span.Longest).UnixMilli(), limit)
		if err != nil {
			return err
		}
		for _, l := range due {
			n, err := tx.exec(ctx, operation, `UPDATE assignments SET due = ?, round = round + 1 WHERE id = ? AND round = ?`, now.Add(span.Lease).UnixMilli(), l.ID, l.Round)
			if err != nil {
				return err
			}
			if n > 0 { // otherwise another process claimed it
				l.Round++
				claimed = append(claimed, l)
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

// AssignmentStart is what is known before a look.
type AssignmentStart struct {
	subscription.Subscription
	Wait   time.Duration // the present interval
	Listed time.Time     // when the branches were listed last; zero for never
}

// StartAssignment reads what is known before a look. It is ErrVoid when the job is no longer the one that counts.
func (s *Store) StartAssignment(ctx context.Context, l AssignmentLook) (AssignmentStart, error) {
	type record struct {
		subscriptionRecord
		Wait   int64 `db:"wait"`
		Listed int64 `db:"listed"`
	}
	r, err := row[record](ctx, s.conn, "start look", `SELECT `+subscriptionColumns.list()+`, wait, listed FROM assignments WHERE id = ? AND round = ? AND state = ?`,
		l.ID, l.Round, string(subscription.Active))
	if errors.Is(err, sql.ErrNoRows) {
		return AssignmentStart{}, ErrVoid
	}
	return AssignmentStart{Subscription: r.subscription(subscription.Assignment), Wait: time.Duration(r.Wait) * time.Millisecond, Listed: fromUnix(r.Listed)}, err
}

// branchChunk is how many branches are inserted in one transaction, which has a time limit.
const branchChunk = 200

// ListAssignmentBranches replaces the branches of a person. Those of teams that could not be listed stay; what was seen of
// those that stay is kept. It is ErrVoid when the person switched the notices off.
func (s *Store) ListAssignmentBranches(ctx context.Context, id int64, all []assignment.Branch, lost []api.TeamRef, now time.Time) error {
	const operation = "save branches"
	known, err := s.assignmentBranches(ctx, operation, `assignment = ?`, id)
	if err != nil {
		return err
	}
	there := map[int64]assignment.Branch{}
	var gone []int64
	for _, b := range known {
		there[b.Ref.ID] = b.Branch
		if !slices.ContainsFunc(all, func(a assignment.Branch) bool { return a.Ref.ID == b.Ref.ID }) && !slices.Contains(lost, b.Ref.Repo.TeamRef) {
			gone = append(gone, b.Ref.ID)
		}
	}
	all = slices.DeleteFunc(slices.Clone(all), func(b assignment.Branch) bool { return there[b.Ref.ID] == b })
	for chunk := range slices.Chunk(all, branchChunk) {
		err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
			for _, b := range chunk {
				_, err := tx.exec(ctx, operation, `INSERT INTO assignment_branches (assignment, project, org, team, repo, name) VALUES (?, ?, ?, ?, ?, ?)
					ON CONFLICT (assignment, project) DO UPDATE SET org = excluded.org, team = excluded.team, repo = excluded.repo, name = excluded.name`,
					id, b.Ref.ID, b.Ref.Repo.Org, b.Ref.Repo.Team, b.Ref.Repo.ID, b.Name)
				if errors.Is(err, ErrConflict) { // switched off meanwhile
					return ErrVoid
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		for _, project := range gone {
			if _, err := tx.exec(ctx, operation, `DELETE FROM assignment_branches WHERE assignment = ? AND project = ? AND sending = ''`, id, project); err != nil {
				return err
			}
		}
		_, err := tx.exec(ctx, operation, `UPDATE assignments SET listed = ? WHERE id = ?`, now.Unix(), id)
		return err
	})
}

// AssignmentBranch is a branch with what was seen of it.
type AssignmentBranch struct {
	assignment.Branch
	Looked  time.Time // zero for never
	Marks   assignment.Marks
	Fresh   []assignment.Issue // that wait to be told
	Sending []assignment.Issue // that are in a message which may have been sent
}

// assignmentBranchRecord is a row of assignment_branches.
type assignmentBranchRecord struct {
	Project int64  `db:"project"`
	Org     string `db:"org"`
	Team    string `db:"team"`
	Repo    int64  `db:"repo"`
	Name    string `db:"name"`
	Looked  int64  `db:"looked"`
	Seen    string `db:"seen"`
	Fresh   string `db:"fresh"`
	Sending string `db:"sending"`
}

var selectAssignmentBranches = `SELECT ` + columnsOf[assignmentBranchRecord]().list() + ` FROM assignment_branches WHERE `

// AssignmentBranches lists the branches of a person that were looked at least recently, up to limit.
func (s *Store) AssignmentBranches(ctx context.Context, id int64, limit int) ([]AssignmentBranch, error) {
	return s.assignmentBranches(ctx, "list branches", `assignment = ? ORDER BY looked, project LIMIT ?`, id, limit)
}

func (c conn) assignmentBranches(ctx context.Context, operation, where string, a ...any) ([]AssignmentBranch, error) {
	found, err := rows[assignmentBranchRecord](ctx, c, operation, selectAssignmentBranches+where, a...)
	all := make([]AssignmentBranch, len(found))
	for i, r := range found {
		b := &all[i]
		b.Ref = api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: r.Org, Team: r.Team}, ID: r.Repo}, ID: r.Project}
		if b.Name = r.Name; r.Looked > 0 {
			b.Looked = time.UnixMilli(r.Looked)
		}
		if err := errors.Join(readJSON(r.Seen, &b.Marks), readJSON(r.Fresh, &b.Fresh), readJSON(r.Sending, &b.Sending)); err != nil {
			return nil, fmt.Errorf("%s: %w", operation, err)
		}
	}
	return all, err
}
