package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"tcabot/commands/spec"
	"time"
)

// Export is a file being written for somebody.
type Export struct {
	ID      string
	Who     spec.Who
	Channel string // the direct message that tells of its progress, and that message's timestamp
	Message string
	Line    string
}

// AddExport notes that an export has begun.
func (s *Store) AddExport(ctx context.Context, e Export, now time.Time) error {
	return s.exec(ctx, "note export", `INSERT INTO exports (id, workspace, slack_user, channel, message, line, beat) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		e.ID, e.Who.Workspace, e.Who.User, e.Channel, e.Message, e.Line, now.Unix())
}

// BeatExport gives a sign of life and tells whether the export is to end.
func (s *Store) BeatExport(ctx context.Context, id string, now time.Time) (cancelled bool, err error) {
	err = s.db.QueryRowContext(ctx, `UPDATE exports SET beat = ? WHERE id = ? RETURNING cancelled`, now.Unix(), id).Scan(&cancelled)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil // the workspace is gone, and its exports with it
	}
	if err != nil {
		return false, fmt.Errorf("beat export: %w", err)
	}
	return cancelled, nil
}

// CancelExport asks for an export's end; only its owner can. It reports whether there is such an export.
func (s *Store) CancelExport(ctx context.Context, w spec.Who, id string) (bool, error) {
	res, err := s.db.ExecContext(ctx, `UPDATE exports SET cancelled = 1 WHERE id = ? AND workspace = ? AND slack_user = ?`, id, w.Workspace, w.User)
	if err != nil {
		return false, fmt.Errorf("cancel export: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// CountExports tells how many exports a person has under way.
func (s *Store) CountExports(ctx context.Context, w spec.Who) (n int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT COUNT(*) FROM exports WHERE workspace = ? AND slack_user = ?`, w.Workspace, w.User).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("count exports: %w", err)
	}
	return n, nil
}

// DeleteExport forgets an export. It reports whether it was there: of several who find it dead, one may tell its owner.
func (s *Store) DeleteExport(ctx context.Context, id string) (bool, error) {
	res, err := s.db.ExecContext(ctx, `DELETE FROM exports WHERE id = ?`, id)
	if err != nil {
		return false, fmt.Errorf("delete export: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// DeadExports lists the exports that gave no sign of life since a moment.
func (s *Store) DeadExports(ctx context.Context, since time.Time) (dead []Export, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, workspace, slack_user, channel, message, line FROM exports WHERE beat < ?`, since.Unix())
	if err != nil {
		return nil, fmt.Errorf("list exports: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var e Export
		if err := rows.Scan(&e.ID, &e.Who.Workspace, &e.Who.User, &e.Channel, &e.Message, &e.Line); err != nil {
			return nil, fmt.Errorf("list exports: %w", err)
		}
		dead = append(dead, e)
	}
	return dead, rows.Err()
}
