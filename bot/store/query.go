package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"unicode/utf8"
)

// conn is a database or one transaction of it. All queries pass through it: here their placeholders become the
// engine's, their arguments are checked, and their errors this package's.
type conn struct {
	dialect *dialect
	on      interface {
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
		QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
		QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	}
}

// args are what a query's placeholders stand for.
type args []any

// check refuses text that one of the engines would refuse, or cut: so that both keep the same.
func (a args) check() error {
	for _, v := range a {
		if s, ok := v.(string); ok && (strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s)) {
			return ErrText
		}
	}
	return nil
}

// exec runs a statement and tells how many rows it changed. What is what it does, for the error.
func (c conn) exec(ctx context.Context, what, query string, a ...any) (int64, error) {
	if err := args(a).check(); err != nil {
		return 0, fmt.Errorf("%s: %w", what, err)
	}
	res, err := c.on.ExecContext(ctx, c.dialect.rebind(query), a...)
	if err != nil {
		return 0, fold(ctx, what, err)
	}
	n, err := res.RowsAffected()
	return n, fold(ctx, what, err)
}

// row reads the one row of a query; sql.ErrNoRows when there is none.
func (c conn) row(ctx context.Context, what, query string, a args, into ...any) error {
	if err := a.check(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return fold(ctx, what, c.on.QueryRowContext(ctx, c.dialect.rebind(query), a...).Scan(into...))
}

// rows reads all rows of a query; fields tells where the columns of one go.
func rows[T any](ctx context.Context, c conn, what, query string, a args, fields func(*T) []any) (all []T, err error) {
	if err := a.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	found, err := c.on.QueryContext(ctx, c.dialect.rebind(query), a...)
	if err != nil {
		return nil, fold(ctx, what, err)
	}
	defer func() { _ = found.Close() }() // after the last row it is closed already, and Err has told
	for found.Next() {
		var one T
		if err := found.Scan(fields(&one)...); err != nil {
			return nil, fold(ctx, what, err)
		}
		all = append(all, one)
	}
	return all, fold(ctx, what, found.Err())
}

// inTx does work in a transaction, which holds only if both work and inTx return nil. Work queries through its
// argument alone.
func (s *Store) inTx(ctx context.Context, what string, work func(conn) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fold(ctx, what, err)
	}
	defer func() { _ = tx.Rollback() }() // nothing to do after a commit
	if err := work(conn{on: tx, dialect: s.dialect}); err != nil {
		return err
	}
	return fold(ctx, what, tx.Commit())
}
