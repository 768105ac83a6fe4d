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

// exportRecord is a row of exports.
type exportRecord struct {
	ID        string `db:"id"`
	Workspace string `db:"workspace"`
	User      string `db:"slack_user"`
	Channel   string `db:"channel"`
	Message   string `db:"message"`
	Line      string `db:"line"`
	Beat      int64  `db:"beat"` // Unix seconds of the last sign of life
}

var exportColumns = columnsOf[exportRecord]()

var (
	insertExport      = `INSERT INTO exports (` + exportColumns.list() + `) VALUES (` + exportColumns.placeholders() + `)`
	selectDeadExports = `SELECT ` + exportColumns.list() + ` FROM exports WHERE beat < ?`
)

// AddExport notes that an export is about to begin. Its owner must be linked, else command.ErrNotLinked, and have fewer
// than most already, else command.ErrManyExports. ErrConflict means that there is one of that ID.
func (s *Store) AddExport(ctx context.Context, e Export, most int, now time.Time) error {
	const operation = "note export"
	return s.inTx(ctx, operation, func(tx conn) error {
		// Whoever adds another of the same person's, or takes their link away, waits for the end of this.
		n, err := tx.exec(ctx, operation, `UPDATE links SET linked = linked WHERE workspace = ? AND slack_user = ?`, e.Who.Workspace, e.Who.User)
		if err != nil {
			return err
		}
		if n == 0 {
			return command.ErrNotLinked
		}
		running, err := row[int](ctx, tx, operation, `SELECT COUNT(*) FROM exports WHERE workspace = ? AND slack_user = ?`, e.Who.Workspace, e.Who.User)
		if err != nil {
			return err
		}
		if running >= most {
			return command.ErrManyExports
		}
		_, err = tx.exec(ctx, operation, insertExport, exportColumns.values(&exportRecord{
			ID: e.ID, Workspace: e.Who.Workspace, User: e.Who.User, Channel: e.Channel, Message: e.Message, Line: e.Line, Beat: now.Unix(),
		})...)
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
	cancelled, err = row[bool](ctx, s.conn, "beat export", `UPDATE exports SET beat = ? WHERE id = ? RETURNING cancelled`, now.Unix(), id)
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
	found, err := rows[exportRecord](ctx, s.conn, "list exports", selectDeadExports, since.Unix())
	all := make([]Export, len(found))
	for i, r := range found {
		all[i] = Export{ID: r.ID, Who: command.Who{Workspace: r.Workspace, User: r.User}, Channel: r.Channel, Message: r.Message, Line: r.Line}
	}
	return all, err
}
