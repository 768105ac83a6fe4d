package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/commands/command"

	"time"
)

// Export is a file being written for somebody.
type Export struct {
	ID      string
	Who     command.Who
	Channel string // the direct message that tells of its progress, and that message's timestamp; empty until there is one
	Message string
	Line    string
}

// AddExport notes that an export is about to begin. Its owner must be linked, else commands.ErrNotLinked, and have fewer
// than most already, else commands.ErrManyExports. ErrConflict means that there is one of that ID.
func (s *Store) AddExport(ctx context.Context, e Export, most int, now time.Time) error {
	const what = "note export"
	return s.inTx(ctx, what, func(tx conn) error {
		// Whoever adds another of the same person's, or takes their link away, waits for the end of this.
		n, err := tx.exec(ctx, what, `UPDATE links SET linked = linked WHERE workspace = ? AND slack_user = ?`, e.Who.Workspace, e.Who.User)
		if err != nil {
			return err
		}
		if n == 0 {
			return command.ErrNotLinked
		}
		var under int
		err = tx.row(ctx, what, `SELECT COUNT(*) FROM exports WHERE workspace = ? AND slack_user = ?`, args{e.Who.Workspace, e.Who.User}, &under)
		if err != nil {
			return err
		}
		if under >= most {
			return command.ErrManyExports
		}
		_, err = tx.exec(ctx, what, `INSERT INTO exports (id, workspace, slack_user, channel, message, line, beat) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			e.ID, e.Who.Workspace, e.Who.User, e.Channel, e.Message, e.Line, now.Unix())
		return err
	})
}

// PlaceExport notes where an export tells of its progress.
func (s *Store) PlaceExport(ctx context.Context, e Export) error {
	_, err := s.exec(ctx, "place export", `UPDATE exports SET channel = ?, message = ? WHERE id = ?`, e.Channel, e.Message, e.ID)
	return err
}

// BeatExport gives a sign of life and tells whether the export is to end. ErrGone says that somebody took it for dead.
func (s *Store) BeatExport(ctx context.Context, id string, now time.Time) (cancelled bool, err error) {
	err = s.row(ctx, "beat export", `UPDATE exports SET beat = ? WHERE id = ? RETURNING cancelled`, args{now.Unix(), id}, &cancelled)
	if errors.Is(err, sql.ErrNoRows) {
		return true, ErrGone
	}
	return cancelled, err
}

// CancelExport asks for an export's end; only its owner can. It reports whether there is such an export.
func (s *Store) CancelExport(ctx context.Context, w command.Who, id string) (bool, error) {
	n, err := s.exec(ctx, "cancel export", `UPDATE exports SET cancelled = TRUE WHERE id = ? AND workspace = ? AND slack_user = ?`,
		id, w.Workspace, w.User)
	return n > 0, err
}

// DeleteExport forgets an export.
func (s *Store) DeleteExport(ctx context.Context, id string) error {
	_, err := s.exec(ctx, "delete export", `DELETE FROM exports WHERE id = ?`, id)
	return err
}

// ClaimExport takes over an export that gave no sign of life since a moment, to tell its owner. It reports whether it did:
// of several who find it dead one does, and none if it was not. Who claims it and dies, too, leaves it to the next.
func (s *Store) ClaimExport(ctx context.Context, id string, since, now time.Time) (bool, error) {
	n, err := s.exec(ctx, "claim export", `UPDATE exports SET beat = ? WHERE id = ? AND beat < ?`, now.Unix(), id, since.Unix())
	return n > 0, err
}

// DeadExports lists the exports that gave no sign of life since a moment.
func (s *Store) DeadExports(ctx context.Context, since time.Time) ([]Export, error) {
	return rows(ctx, s.conn, "list exports", `SELECT id, workspace, slack_user, channel, message, line FROM exports WHERE beat < ?`,
		args{since.Unix()},
		func(e *Export) []any {
			return []any{&e.ID, &e.Who.Workspace, &e.Who.User, &e.Channel, &e.Message, &e.Line}
		})
}
