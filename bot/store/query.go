package store

import (
	"context"
	"database/sql"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"tcabot/api/origin"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"
)

// conn is a database or one transaction of it. All queries pass through it: here they find their prepared statement,
// their arguments are checked, and their errors become this package's.
type conn struct {
	statements *statements
	tx         *sqlx.Tx // nil outside of a transaction
	limit      time.Duration
}

// Limit is how long a call of the store may take in production. Whoever waits for it is told so well before their own time
// is over, and a database that hangs is not taken for a slow TCA.
const Limit = 4 * time.Second

// bound bounds a call of the store. Within a transaction the limit is that of the whole transaction.
func (c conn) bound(ctx context.Context) (context.Context, context.CancelFunc) {
	if c.tx != nil {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, c.limit, ErrUnavailable)
}

// args are the values of a query's placeholders.
type args []any

// check rejects text that one of the engines would reject or truncate, so that both behave the same.
func (a args) check() error {
	for _, v := range a {
		if s, ok := v.(string); ok && (strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s)) {
			return ErrText
		}
	}
	return nil
}

// exec runs a statement and returns how many rows it changed. operation names it in errors.
func (c conn) exec(ctx context.Context, operation, query string, a ...any) (int64, error) {
	if err := args(a).check(); err != nil {
		return 0, fmt.Errorf("%s: %w", operation, err)
	}
	ctx, cancel := c.bound(ctx)
	defer cancel()
	res, err := c.run(ctx, query, a)
	if err != nil {
		return 0, wrap(ctx, operation, err)
	}
	n, err := res.RowsAffected()
	return n, wrap(ctx, operation, err)
}

func (c conn) run(ctx context.Context, query string, a args) (sql.Result, error) {
	s, err := c.resolve(ctx, query)
	switch {
	case err != nil:
		return nil, err
	case s.stmt != nil:
		return s.stmt.ExecContext(ctx, a...)
	}
	return c.unprepared().ExecContext(ctx, s.text, a...)
}

func (c conn) open(ctx context.Context, query string, a args) (*sqlx.Rows, error) {
	s, err := c.resolve(ctx, query)
	switch {
	case err != nil:
		return nil, err
	case s.stmt != nil:
		return s.stmt.QueryxContext(ctx, a...)
	}
	return c.unprepared().QueryxContext(ctx, s.text, a...)
}

// resolve finds the statement of a query, to be run here. Within a transaction one that was not prepared before stays so,
// and a prepared one is closed with the transaction.
func (c conn) resolve(ctx context.Context, query string) (*statement, error) {
	origin.Unknown(ctx) // another process may write to what is read
	if c.tx == nil {
		return c.statements.prepared(ctx, query)
	}
	s := c.statements.find(query)
	if s.stmt == nil {
		return s, nil
	}
	return &statement{text: s.text, stmt: c.tx.StmtxContext(ctx, s.stmt)}, nil
}

// unprepared runs queries without preparing them.
func (c conn) unprepared() sqlx.ExtContext {
	if c.tx != nil {
		return c.tx
	}
	return c.statements.db
}

// rows reads all rows of a query. T is a record, or the type of the only column. A record with values that no version wrote,
// which only SQLite accepts, is left out and reported: the rows of others must not depend on it.
func rows[T any](ctx context.Context, c conn, operation, query string, a ...any) (all []T, err error) {
	return scan[T](ctx, c, c.statements.dialect.Loose, operation, query, a...)
}

// scan reads all rows of a query. leaveOut leaves out records that cannot be read, which are an error otherwise.
func scan[T any](ctx context.Context, c conn, leaveOut bool, operation, query string, a ...any) (all []T, err error) {
	if err := args(a).check(); err != nil {
		return nil, fmt.Errorf("%s: %w", operation, err)
	}
	ctx, cancel := c.bound(ctx)
	defer cancel()
	found, err := c.open(ctx, query, a)
	if err != nil {
		return nil, wrap(ctx, operation, err)
	}
	defer func() { _ = found.Close() }() // after the last row it is closed already, and Err has reported
	record := reflect.TypeFor[T]().Kind() == reflect.Struct
	for found.Next() {
		var one T
		if record {
			err = found.StructScan(&one)
			if leaveOut && ctx.Err() == nil && (err != nil || !isText(&one)) {
				c.statements.unreadable.report(operation, found)
				continue
			}
		} else {
			err = found.Scan(&one)
		}
		if err != nil {
			return nil, wrap(ctx, operation, err)
		}
		all = append(all, one)
	}
	return all, wrap(ctx, operation, found.Err())
}

// row reads the one row of a query; sql.ErrNoRows when there is none.
func row[T any](ctx context.Context, c conn, operation, query string, a ...any) (one T, err error) {
	all, err := scan[T](ctx, c, false, operation, query, a...)
	switch {
	case err != nil:
		return one, err
	case len(all) == 0:
		return one, fmt.Errorf("%s: %w", operation, sql.ErrNoRows)
	}
	return all[0], nil
}

// isText reports whether the texts of a record are what PostgreSQL would store.
func isText[T any](record *T) bool {
	v := reflect.ValueOf(record).Elem()
	for _, f := range reflect.VisibleFields(v.Type()) {
		if f.Type.Kind() == reflect.String && (args{v.FieldByIndex(f.Index).String()}).check() != nil {
			return false
		}
	}
	return true
}

// unreadable reports rows that cannot be read, each once.
type unreadable struct {
	mu    sync.Mutex
	known map[string]bool
	tell  func(operation, row string) // nil before there is somebody to tell
}

// maxUnreadable bounds how many rows are reported.
const maxUnreadable = 100

// report tells of the present row of a result by what identifies it, and by none of its other values.
func (u *unreadable) report(operation string, found *sqlx.Rows) {
	values := map[string]any{}
	if found.MapScan(values) != nil {
		return
	}
	var id []string
	for _, name := range []string{"workspace", "id", "project", "owner", "slack_user"} {
		if v, ok := values[name]; ok {
			id = append(id, fmt.Sprintf("%s=%.40q", name, fmt.Sprint(v)))
		}
	}
	row := strings.Join(id, " ")
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.tell == nil || u.known[operation+row] || len(u.known) >= maxUnreadable {
		return
	}
	u.known[operation+row] = true
	u.tell(operation, row)
}

// ReportUnreadable has tell called for rows that are left out because they cannot be read, once for each and operation. It is
// called before anything is read.
func (s *Store) ReportUnreadable(tell func(operation, row string)) {
	s.statements.unreadable = unreadable{known: map[string]bool{}, tell: tell}
}

// inTx runs work in a transaction, which is committed only if both work and inTx return nil. Work must use only its
// arguments for queries.
func (s *Store) inTx(ctx context.Context, operation string, work func(context.Context, conn) error) error {
	ctx, cancel := s.bound(ctx)
	defer cancel()
	s.statements.preparePending(ctx)
	tx, err := s.db.BeginTxx(ctx, nil)
	if err != nil {
		return wrap(ctx, operation, err)
	}
	defer func() { _ = tx.Rollback() }() // nothing to do after a commit
	if err := work(ctx, conn{statements: s.statements, tx: tx}); err != nil {
		return err
	}
	return wrap(ctx, operation, tx.Commit())
}
