package store

import (
	"context"
	"fmt"
	"tcabot/commands/doctor"
	"time"
)

// processRow is a row of the running processes.
type processRow struct {
	ID          string `db:"id"`
	Host        string `db:"host"`
	Version     string `db:"version"`
	Began       int64  `db:"began"`
	Seen        int64  `db:"seen"`
	Connections int    `db:"connections"`
	Elsewhere   int    `db:"elsewhere"`
	Greeted     int64  `db:"greeted"`
}

var (
	processColumns  = columnsOf[processRow]()
	upsertProcess   = `INSERT INTO processes (` + processColumns.list() + `) VALUES (` + processColumns.placeholders() + `) ON CONFLICT (id) DO UPDATE SET ` + processColumns.except("id").excluded()
	selectProcesses = `SELECT ` + processColumns.list() + ` FROM processes WHERE seen >= ? ORDER BY began, id LIMIT 100`
)

// NoteProcess notes that a process runs.
func (s *Store) NoteProcess(ctx context.Context, p doctor.Process) error {
	row := processRow{
		ID: p.ID, Host: p.Host, Version: p.Version, Began: p.Began.Unix(), Seen: p.Seen.Unix(), Connections: p.Connections, Elsewhere: p.Elsewhere, Greeted: p.Greeted.Unix(),
	}
	_, err := s.exec(ctx, "note a process", upsertProcess, processColumns.values(&row)...)
	return err
}

// Processes lists the processes that were seen since a time, the oldest first; a hundred at most.
func (s *Store) Processes(ctx context.Context, since time.Time) ([]doctor.Process, error) {
	found, err := rows[processRow](ctx, s.conn, "list processes", selectProcesses, since.Unix())
	all := make([]doctor.Process, len(found))
	for i, r := range found {
		all[i] = doctor.Process{
			ID: r.ID, Host: r.Host, Version: r.Version, Began: time.Unix(r.Began, 0), Seen: time.Unix(r.Seen, 0),
			Connections: r.Connections, Elsewhere: r.Elsewhere, Greeted: time.Unix(r.Greeted, 0),
		}
	}
	return all, err
}

// ForgetProcess deletes a process that ends, and those that were last seen before a time: they were killed.
func (s *Store) ForgetProcess(ctx context.Context, id string, before time.Time) error {
	_, err := s.exec(ctx, "forget a process", `DELETE FROM processes WHERE id = ? OR seen < ?`, id, before.Unix())
	return err
}

// Sealed counts the stored tokens by the key that sealed them, without opening any.
func (s *Store) Sealed(ctx context.Context) (n doctor.Sealed, err error) {
	type count struct {
		Key   []byte `db:"key"`
		Count int    `db:"tokens"`
	}
	found, err := rows[count](ctx, s.conn, "count tokens by key",
		fmt.Sprintf(`SELECT substr(token, 1, %d) AS key, COUNT(*) AS tokens FROM links GROUP BY substr(token, 1, %d)`, s.box.NameLength(), s.box.NameLength()))
	for _, c := range found {
		switch known, first := s.box.Knows(c.Key); {
		case first:
			n.First += c.Count
		case known:
			n.Others += c.Count
		default:
			n.Unknown += c.Count
		}
	}
	return n, err
}
