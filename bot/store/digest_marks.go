package store

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/change"
	"time"
)

// markRecord is a row of digest_marks.
type markRecord struct {
	Digest  int64 `db:"digest"`
	Told    bool  `db:"told"` // false: in a post in progress
	Project int64 `db:"project"`
	stateRecord
}

// stateRecord is the state of a branch after a scan.
type stateRecord struct {
	Scan       int64   `db:"scan"`
	Fatal      int     `db:"fatal"`
	Error      int     `db:"error"`
	Warning    int     `db:"warning"`
	Info       int     `db:"info"`
	Resolved   int     `db:"resolved"`
	Complex    int     `db:"complex"`
	Duplicated float64 `db:"duplicated"`
	Code       int     `db:"code"`
	Has        int     `db:"has"` // the bits below
}

// The bits of the column has.
const (
	hasLint = 1 << iota
	hasComplexity
	hasDuplication
	hasLines
)

var (
	markColumns = columnsOf[markRecord]()
	selectMarks = `SELECT ` + markColumns.list() + ` FROM digest_marks WHERE digest = ? AND told = ? ORDER BY project`
)

// markBatches are how many marks are inserted at once, each by a statement of its own: a team may have thousands of
// branches.
var markBatches = []struct {
	rows   int
	insert string
}{{100, insertMarks(100)}, {10, insertMarks(10)}, {1, insertMarks(1)}}

// insertMarks inserts so many rows.
func insertMarks(rows int) string {
	one := `(` + markColumns.placeholders() + `)`
	return `INSERT INTO digest_marks (` + markColumns.list() + `) VALUES ` + one + strings.Repeat(`, `+one, rows-1)
}

func newPendingMark(digest int64, m change.Mark) *markRecord {
	return &markRecord{Digest: digest, Project: m.Project, stateRecord: newStateRecord(m)}
}

func newStateRecord(m change.Mark) stateRecord {
	return stateRecord{
		Scan: m.Scan, Fatal: m.Open.Of(api.SeverityFatal), Error: m.Open.Of(api.SeverityError),
		Warning: m.Open.Of(api.SeverityWarning), Info: m.Open.Of(api.SeverityInfo), Resolved: m.Resolved, Complex: m.Complex,
		Duplicated: m.Duplicated, Code: m.Code, Has: bits(m.Has),
	}
}

// mark is the state of a branch.
func (r stateRecord) mark(project int64) change.Mark {
	return change.Mark{
		Project: project, Scan: r.Scan, Open: api.SeverityCounts{Fatal: r.Fatal, Error: r.Error, Warning: r.Warning, Info: r.Info},
		Resolved: r.Resolved, Complex: r.Complex, Duplicated: r.Duplicated, Code: r.Code,
		Has: change.MarkParts{
			Lint: r.Has&hasLint != 0, Complexity: r.Has&hasComplexity != 0, Duplication: r.Has&hasDuplication != 0, Lines: r.Has&hasLines != 0,
		},
	}
}

func bits(p change.MarkParts) int {
	n := 0
	for _, one := range []struct {
		is  bool
		bit int
	}{{p.Lint, hasLint}, {p.Complexity, hasComplexity}, {p.Duplication, hasDuplication}, {p.Lines, hasLines}} {
		if one.is {
			n |= one.bit
		}
	}
	return n
}

// Marks implements digest.Store.
func (s *Store) Marks(ctx context.Context, id int64) ([]change.Mark, error) {
	return s.marks(ctx, id, true)
}

// PendingMarks lists the state of the branches in a digest's post that may have been sent.
func (s *Store) PendingMarks(ctx context.Context, id int64) ([]change.Mark, error) {
	return s.marks(ctx, id, false)
}

func (s *Store) marks(ctx context.Context, id int64, told bool) ([]change.Mark, error) {
	found, err := rows[markRecord](ctx, s.conn, "read marks", selectMarks, id, told)
	all := make([]change.Mark, len(found))
	for i := range found {
		all[i] = found[i].mark(found[i].Project)
	}
	return all, err
}

// addPendingMarks stores the state of the branches in a post in progress.
func (c conn) addPendingMarks(ctx context.Context, operation string, id int64, marks []change.Mark) error {
	for _, batch := range markBatches {
		for ; len(marks) >= batch.rows; marks = marks[batch.rows:] {
			var values []any
			for _, m := range marks[:batch.rows] {
				values = append(values, markColumns.values(newPendingMark(id, m))...)
			}
			if _, err := c.exec(ctx, operation, batch.insert, values...); err != nil {
				return err
			}
		}
	}
	return nil
}

// confirmMarks makes the pending marks the reported ones, if the post in progress is that of the due time.
func (c conn) confirmMarks(ctx context.Context, operation string, id int64, due time.Time) error {
	const underWay = ` AND EXISTS (SELECT 1 FROM digests WHERE id = ? AND posting = ?)`
	_, err := c.exec(ctx, operation, `DELETE FROM digest_marks WHERE digest = ? AND told = ?`+underWay, id, true, id, due.Unix())
	if err != nil {
		return err
	}
	_, err = c.exec(ctx, operation, `UPDATE digest_marks SET told = ? WHERE digest = ? AND told = ?`+underWay, true, id, false, id, due.Unix())
	return err
}
