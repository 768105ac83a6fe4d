package store

import (
	"context"
	"tcabot/api"
	"tcabot/commands/digest"

	"time"
)

// The bits of the column has.
const (
	hasLint = 1 << iota
	hasComplexity
	hasDuplication
	hasLines
)

// marks reads what a digest told of last, or what a post of it under way tells.
func (s *Store) marks(ctx context.Context, id int64, told bool) ([]digest.Mark, error) {
	type row struct {
		digest.Mark
		has int
	}
	found, err := rows(ctx, s.conn, "read marks", `SELECT project, scan, fatal, error, warning, info, resolved, complex, duplicated, code, has
		FROM digest_marks WHERE digest = ? AND told = ? ORDER BY project`, args{id, told},
		func(r *row) []any {
			return []any{
				&r.Project, &r.Scan, &r.Open.Fatal, &r.Open.Error, &r.Open.Warning, &r.Open.Info, &r.Resolved, &r.Complex, &r.Duplicated, &r.Code, &r.has,
			}
		})
	all := make([]digest.Mark, len(found))
	for i, r := range found {
		all[i] = r.Mark
		all[i].Has = digest.MarkParts{
			Lint: r.has&hasLint != 0, Complexity: r.has&hasComplexity != 0, Duplication: r.has&hasDuplication != 0, Lines: r.has&hasLines != 0,
		}
	}
	return all, err
}

// PendingMarks lists how the branches stand in a digest's post that may have been sent.
func (s *Store) PendingMarks(ctx context.Context, id int64) ([]digest.Mark, error) {
	return s.marks(ctx, id, false)
}

// addMarks keeps how the branches stand in a post under way.
func (c conn) addMarks(ctx context.Context, what string, id int64, marks []digest.Mark) error {
	for _, m := range marks {
		_, err := c.exec(ctx, what, `INSERT INTO digest_marks (digest, told, project, scan, fatal, error, warning, info, resolved, complex, duplicated, code, has)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, false, m.Project, m.Scan, m.Open.Of(api.SeverityFatal), m.Open.Of(api.SeverityError),
			m.Open.Of(api.SeverityWarning), m.Open.Of(api.SeverityInfo), m.Resolved, m.Complex, m.Duplicated, m.Code, bits(m.Has))
		if err != nil {
			return err
		}
	}
	return nil
}

// tellMarks makes the marks of a post under way those that were told of last, if that post is the one of the due time.
func (c conn) tellMarks(ctx context.Context, what string, id int64, due time.Time) error {
	const underWay = ` AND EXISTS (SELECT 1 FROM digests WHERE id = ? AND posting = ?)`
	_, err := c.exec(ctx, what, `DELETE FROM digest_marks WHERE digest = ? AND told = ?`+underWay, id, true, id, due.Unix())
	if err != nil {
		return err
	}
	_, err = c.exec(ctx, what, `UPDATE digest_marks SET told = ? WHERE digest = ? AND told = ?`+underWay, true, id, false, id, due.Unix())
	return err
}

func bits(p digest.MarkParts) int {
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
