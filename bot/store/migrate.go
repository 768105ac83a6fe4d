package store

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the tables up to date, each step in a transaction of its own. Several processes may do so at once. It
// leaves a database alone that a later version has taken further: replicas are not all replaced in one moment.
func migrate(ctx context.Context, db *sql.DB, d *dialect) error {
	files, err := fs.Sub(migrations, d.folder)
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
	return err
}
