package store

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/rivermigrate"
)

// migrate applies the migrations, each in a transaction of its own. Several processes may do so concurrently. It does not
// touch a database of a later version, because replicas are not all replaced at once.
//
// River's migrations for the job engine's tables follow, up to the version that this program knows.
func migrate(ctx context.Context, db *sql.DB, jobs River, d *dialect) error {
	files, err := newSchema(d.types)
	if err != nil {
		return err
	}
	var options []goose.ProviderOption
	if d.lock != nil {
		l, err := d.lock()
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(l))
	}
	p, err := goose.NewProvider(d.goose, db, files, options...)
	if err != nil {
		return err
	}
	// SQLite has no lock that outlives a transaction. There the loser of a race finds the step taken and its own undone,
	// and looks again: it can lose once a step, and once for goose's own table.
	tries := 1
	if d.lock == nil {
		tries += len(p.ListSources()) + 1
	}
	for range tries {
		if _, err = p.Up(ctx); err == nil || ctx.Err() != nil {
			break
		}
	}
	if err != nil {
		return err
	}
	return withLock(ctx, db, d, func() error { return migrateJobs(ctx, jobs, d) })
}

// migrateJobs applies River's migrations.
func migrateJobs(ctx context.Context, jobs River, d *dialect) error {
	m, err := rivermigrate.New(jobs, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	tries := 1
	if d.lock == nil {
		tries += len(m.AllVersions()) + 1
	}
	for range tries {
		if _, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil); err == nil || ctx.Err() != nil {
			break
		}
	}
	return err
}

// withLock runs a function under a lock that excludes other processes, where the engine has one.
func withLock(ctx context.Context, db *sql.DB, d *dialect, do func() error) (err error) {
	if d.lock == nil {
		return do()
	}
	l, err := d.lock()
	if err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := l.SessionLock(ctx, conn); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.SessionUnlock(context.WithoutCancel(ctx), conn)) }()
	return do()
}
