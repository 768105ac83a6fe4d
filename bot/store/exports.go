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
	Channel string // the channel and timestamp of its progress message; empty until there is one
	Message string
	Line    string

	// Known only to the process that writes it:
	Asked      string // what Slack delivered; it is answered with one export
	Generation int64  // of the login whose token it uses
}

// ExportBeat is what the heartbeat of an export finds.
type ExportBeat struct {
	Cancelled  bool  `db:"cancelled"`  // its owner stopped it
	Generation int64 `db:"generation"` // of its owner's last login
}

// exportRecord is a row of exports.
type exportRecord struct {
	ID        string `db:"id"`
	Workspace string `db:"workspace"`
	User      string `db:"slack_user"`
	Channel   string `db:"channel"`
	Message   string `db:"message"`
	Line      string `db:"line"`
	Beat      int64  `db:"beat"` // last heartbeat, Unix seconds
}

var exportColumns = columnsOf[exportRecord]()

var (
	insertExport = `INSERT INTO exports (` + exportColumns.list() + `) VALUES (` + exportColumns.placeholders() + `)`
	beatExport   = `UPDATE exports SET beat = ? WHERE id = ? RETURNING cancelled, COALESCE((SELECT g.generation FROM generations g
		WHERE g.workspace = exports.workspace AND g.slack_user = exports.slack_user), 0) AS generation`
	selectDeadExports = `SELECT ` + exportColumns.list() + ` FROM exports WHERE beat < ?`
)

// AddExport records a new export. Its owner must be linked, else command.ErrNotLinked, by the login whose token it uses, else
// command.ErrSwitched, and have fewer than most running, else command.ErrManyExports. ErrConflict means that there is one
// with that ID, ErrDone that there was one for what was asked.
func (s *Store) AddExport(ctx context.Context, e Export, most int, now time.Time) error {
	const operation = "note export"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		first, _, err := tx.once(ctx, operation, e.Asked)
		if err != nil {
			return err
		}
		if !first {
			return ErrDone
		}
		// This locks the link: other inserts for the person, and deleting the link, wait for the end of the transaction.
		n, err := tx.exec(ctx, operation, `UPDATE links SET linked = linked WHERE workspace = ? AND slack_user = ?`, e.Who.Workspace, e.Who.User)
		if err != nil {
			return err
		}
		if n == 0 {
			return command.ErrNotLinked
		}
		last, err := row[int64](ctx, tx, operation, `SELECT generation FROM generations WHERE workspace = ? AND slack_user = ?`, e.Who.Workspace, e.Who.User)
		if err != nil {
			return err
		}
		if last != e.Generation {
			return command.ErrSwitched
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

// PlaceExport records the progress message of an export.
func (s *Store) PlaceExport(ctx context.Context, e Export) error {
	_, err := s.exec(ctx, "place export", `UPDATE exports SET channel = ?, message = ? WHERE id = ?`, e.Channel, e.Message, e.ID)
	return err
}

// BeatExport records a heartbeat. ErrGone says that the export was declared dead.
func (s *Store) BeatExport(ctx context.Context, id string, now time.Time) (ExportBeat, error) {
	found, err := row[ExportBeat](ctx, s.conn, "beat export", beatExport, now.Unix(), id)
	if errors.Is(err, sql.ErrNoRows) {
		return ExportBeat{Cancelled: true}, ErrGone
	}
	return found, err
}

// CancelExport stops an export of its owner. It reports whether there is one.
func (s *Store) CancelExport(ctx context.Context, w command.Who, id string) (bool, error) {
	n, err := s.exec(ctx, "cancel export", `UPDATE exports SET cancelled = TRUE WHERE id = ? AND workspace = ? AND slack_user = ?`,
		id, w.Workspace, w.User)
	return n > 0, err
}

// DeleteExport deletes an export's record.
func (s *Store) DeleteExport(ctx context.Context, id string) error {
	_, err := s.exec(ctx, "delete export", `DELETE FROM exports WHERE id = ?`, id)
	return err
}

// ClaimExport claims a dead export, without a heartbeat since a time, to inform its owner. It reports whether this process
// got it: only one does. When that dies, too, another one can claim the export.
func (s *Store) ClaimExport(ctx context.Context, id string, since, now time.Time) (bool, error) {
	n, err := s.exec(ctx, "claim export", `UPDATE exports SET beat = ? WHERE id = ? AND beat < ?`, now.Unix(), id, since.Unix())
	return n > 0, err
}

// DeadExports lists the exports without a heartbeat since a time.
func (s *Store) DeadExports(ctx context.Context, since time.Time) ([]Export, error) {
	found, err := rows[exportRecord](ctx, s.conn, "list exports", selectDeadExports, since.Unix())
	all := make([]Export, len(found))
	for i, r := range found {
		all[i] = Export{ID: r.ID, Who: command.Who{Workspace: r.Workspace, User: r.User}, Channel: r.Channel, Message: r.Message, Line: r.Line}
	}
	return all, err
}
