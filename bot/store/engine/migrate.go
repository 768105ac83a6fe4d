package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivermigrate"
)

// Migrate applies the migrations, each in a transaction of its own. Several processes may do so concurrently. It does not
// touch a database of a later version, because replicas are not all replaced at once. A damaged SQLite file is left as it is.
//
// River's migrations for the job engine's tables follow, up to the version that this program knows.
func (d *Dialect) Migrate(ctx context.Context, db *sql.DB, jobs riverdriver.Driver[*sql.Tx]) (err error) {
	if d.check != nil {
		if err := d.check(ctx, db); err != nil {
			return err
		}
	}
	if d.lock != nil {
		unlock, lockErr := d.lock(ctx, db)
		if lockErr != nil {
			return lockErr
		}
		defer func() { err = errors.Join(err, unlock()) }()
	}
	p, err := d.migrations(db)
	if err != nil {
		return err
	}
	err = d.repeatedly(ctx, len(p.ListSources()), func() error {
		_, err := p.Up(ctx)
		return err
	})
	if err != nil {
		return err
	}
	if err := checkCompatible(ctx, db, p.ListSources()); err != nil {
		return err
	}
	return d.migrateJobs(ctx, jobs)
}

// migrations are those of the schema.
func (d *Dialect) migrations(db *sql.DB) (*goose.Provider, error) {
	files, err := newSchema(d.types)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(d.goose, db, files)
}

// Version is that of the tables, and the newest one that this program knows.
func (d *Dialect) Version(ctx context.Context, db *sql.DB) (tables, known int64, err error) {
	p, err := d.migrations(db)
	if err != nil {
		return 0, 0, err
	}
	return p.GetVersions(ctx)
}

// ErrNewer says that a later version changed the database so that this one can no longer use it.
var ErrNewer = errors.New("a newer tcabot changed the database, and this one can no longer use it: start the newer one; to go back for good, restore a backup of before the upgrade")

// checkCompatible refuses a database that needs a later program than this one. The version before the one that changed it is
// accepted, because replicas are replaced one by one, and because an upgrade may have to be taken back.
func checkCompatible(ctx context.Context, db *sql.DB, known []*goose.Source) error {
	var oldest int64
	if err := db.QueryRowContext(ctx, `SELECT MAX(oldest) FROM compatibility`).Scan(&oldest); err != nil {
		return err
	}
	if last := known[len(known)-1].Version; oldest > last {
		return fmt.Errorf("%w (it needs migration %d, this one has %d)", ErrNewer, oldest, last)
	}
	return nil
}

// migrateJobs applies River's migrations.
func (d *Dialect) migrateJobs(ctx context.Context, jobs riverdriver.Driver[*sql.Tx]) error {
	m, err := rivermigrate.New(jobs, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	return d.repeatedly(ctx, len(m.AllVersions()), func() error {
		_, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	})
}

// repeatedly applies a number of steps. SQLite has no lock that outlives a transaction: there the loser of a race finds the
// step taken and its own undone, and looks again. It can lose once a step, and once for the table that counts them. Who keeps
// the file locked for longer than a step takes is no other process of the bot.
func (d *Dialect) repeatedly(ctx context.Context, steps int, apply func() error) (err error) {
	tries := 1
	if d.lock == nil {
		tries += steps + 1
	}
	for range tries {
		if err = apply(); err == nil || ctx.Err() != nil || IsLocked(err) {
			break
		}
	}
	return err
}
