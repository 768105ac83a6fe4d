package store

import (
	"context"
	"database/sql"
	"errors"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/gate"
	"tcabot/commands/target"
	"time"
)

// maxPins is the maximum number of pins of a branch.
const maxPins = 20

// pinRecord is a row of pins.
type pinRecord struct {
	Workspace string `db:"workspace"`
	Project   int64  `db:"project"`
	Name      string `db:"pin"`
	Org       string `db:"org"`
	Team      string `db:"team"`
	Repo      int64  `db:"repo"`
	Revision  string `db:"revision"`
	Scanned   int64  `db:"scanned"`
	User      string `db:"slack_user"`
	Changed   int64  `db:"changed"`
	Version   int    `db:"version"`
	stateRecord
}

var pinColumns = columnsOf[pinRecord]()

// changedPinColumns are those outside of the key.
var changedPinColumns = pinColumns.except("workspace", "project", "pin")

var (
	selectPins = `SELECT ` + pinColumns.list() + ` FROM pins WHERE `
	insertPin  = `INSERT INTO pins (` + pinColumns.list() + `) VALUES (` + pinColumns.placeholders() + `) ON CONFLICT DO NOTHING`
	updatePin  = `UPDATE pins SET ` + changedPinColumns.assignments() + ` WHERE workspace = ? AND project = ? AND pin = ? AND version = ?`
)

// Pins implements gate.Reader.
func (s *Store) Pins(ctx context.Context, workspace string, t target.Target) (gate.Pins, error) {
	where, a := within(workspace, t)
	found, err := rows[pinRecord](ctx, s.conn, "list pins", selectPins+where+` ORDER BY changed DESC, project, pin`, a...)
	all := make(gate.Pins, len(found))
	for i := range found {
		all[i] = found[i].saved()
	}
	return all, err
}

// SetPin implements gate.Store.
func (s *Store) SetPin(ctx context.Context, p gate.Pin) (gate.Pin, error) {
	const operation = "save pin"
	err := s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		next := p
		next.Version++
		r, n := newPinRecord(next), int64(0)
		if p.Version == 0 {
			others, err := row[int](ctx, tx, operation, `SELECT COUNT(*) FROM pins WHERE workspace = ? AND project = ? AND pin <> ?`, p.Workspace, p.Ref.ID, p.Name)
			if err != nil {
				return err
			}
			if others >= maxPins {
				return gate.ErrManyPins
			}
			if n, err = tx.exec(ctx, operation, insertPin, pinColumns.values(r)...); err != nil {
				return err
			}
		} else {
			var err error
			if n, err = tx.exec(ctx, operation, updatePin, append(changedPinColumns.values(r), p.Workspace, p.Ref.ID, p.Name, p.Version)...); err != nil {
				return err
			}
		}
		if n == 0 {
			return gate.ErrChanged
		}
		p = next
		return nil
	})
	return p, err
}

// RemovePin implements gate.Store.
func (s *Store) RemovePin(ctx context.Context, p gate.Pin) error {
	const operation = "remove pin"
	n, err := s.exec(ctx, operation, `DELETE FROM pins WHERE workspace = ? AND project = ? AND pin = ? AND version = ?`, p.Workspace, p.Ref.ID, p.Name, p.Version)
	if err == nil && n == 0 {
		err = gate.ErrChanged
	}
	return err
}

// LastPosted implements gate.Reader.
func (s *Store) LastPosted(ctx context.Context, workspace, channel string, project int64) (change.Mark, time.Time, error) {
	type postedRecord struct {
		stateRecord
		Posted int64 `db:"posted"`
	}
	r, err := row[postedRecord](ctx, s.conn, "read the last digest of a branch", `SELECT d.posted, `+columnsOf[stateRecord]().of("m")+` FROM digests d
		JOIN digest_marks m ON m.digest = d.id AND m.told = ? AND m.project = ?
		WHERE d.workspace = ? AND d.channel = ? ORDER BY d.posted DESC, m.scan DESC LIMIT 1`, true, project, workspace, channel)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return change.Mark{}, time.Time{}, nil
	case err != nil:
		return change.Mark{}, time.Time{}, err
	}
	return r.mark(project), fromUnix(r.Posted), nil
}

func newPinRecord(p gate.Pin) *pinRecord {
	r := &pinRecord{
		Workspace: p.Workspace, Project: p.Ref.ID, Name: p.Name, Org: p.Ref.Repo.Org, Team: p.Ref.Repo.Team, Repo: p.Ref.Repo.ID, Revision: p.Revision,
		Scanned: toUnix(p.Scanned), User: p.By, Changed: toUnix(p.At), Version: p.Version, stateRecord: newStateRecord(p.State),
	}
	r.Scan = p.Scan
	return r
}

func (r *pinRecord) saved() gate.Pin {
	return gate.Pin{
		Workspace: r.Workspace, Name: r.Name, Scan: r.Scan, Revision: r.Revision, Scanned: fromUnix(r.Scanned), State: r.mark(r.Project),
		Ref: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: r.Org, Team: r.Team}, ID: r.Repo}, ID: r.Project},
		By:  r.User, At: fromUnix(r.Changed), Version: r.Version,
	}
}
