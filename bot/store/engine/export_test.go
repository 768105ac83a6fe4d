package engine

import (
	"context"
	"database/sql"
)

// MigrateTo applies the migrations up to a version, as the program that ended with it did.
func (d *Dialect) MigrateTo(ctx context.Context, db *sql.DB, version int64) error {
	p, err := d.migrations(db)
	if err != nil {
		return err
	}
	_, err = p.UpTo(ctx, version)
	return err
}
