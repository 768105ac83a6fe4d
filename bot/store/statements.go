package store

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"sync"
	"tcabot/bot/store/engine"

	"github.com/jmoiron/sqlx"
)

// statements caches the queries for the engine: placeholders are rebound once, and a query is prepared once where the driver
// does not cache prepared statements. The queries are few and fixed, so nothing is evicted. It is safe for concurrent use.
type statements struct {
	db      *sqlx.DB
	dialect *engine.Dialect

	unreadable unreadable

	mu      sync.RWMutex
	known   map[string]*statement // by the text with question marks
	pending []string              // those that are not prepared yet
}

// statement is one query.
type statement struct {
	text string // with the engine's placeholders
	stmt *sqlx.Stmt
}

func newStatements(db *sqlx.DB, d *engine.Dialect) *statements {
	return &statements{db: db, dialect: d, known: map[string]*statement{}}
}

// find returns the statement of a query, which may not be prepared yet.
func (s *statements) find(query string) *statement {
	s.mu.RLock()
	known := s.known[query]
	s.mu.RUnlock()
	if known != nil {
		return known
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known[query] == nil {
		s.known[query] = &statement{text: sqlx.Rebind(s.dialect.Placeholder, query)}
		if s.dialect.Prepare {
			s.pending = append(s.pending, query)
		}
	}
	return s.known[query]
}

// prepared returns the statement of a query, prepared where that is useful. It needs a connection, so it must not be called
// while holding one: that could deadlock.
func (s *statements) prepared(ctx context.Context, query string) (*statement, error) {
	found := s.find(query)
	if found.stmt != nil || !s.dialect.Prepare {
		return found, nil
	}
	stmt, err := s.db.PreparexContext(ctx, found.text)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	known := s.known[query]
	if known.stmt == nil {
		// A new value, because other goroutines may be reading the old one.
		known = &statement{text: found.text, stmt: stmt}
		s.known[query] = known
	}
	s.mu.Unlock()
	if known.stmt == stmt {
		return known, nil
	}
	// Another goroutine was faster. To close the statement waits for its connection, which may wait for a transaction, which
	// may wait for the lock above.
	return known, stmt.Close() //nolint:sqlclosecheck // the other one stays open
}

// preparePending prepares statements that transactions ran unprepared. It is called between transactions. A statement that
// cannot be prepared runs unprepared, which returns the error.
func (s *statements) preparePending(ctx context.Context) {
	s.mu.RLock()
	none := len(s.pending) == 0
	s.mu.RUnlock()
	if none {
		return
	}
	s.mu.Lock()
	queries := s.pending
	s.pending = nil
	s.mu.Unlock()
	for i, query := range queries {
		if _, err := s.prepared(ctx, query); err != nil {
			s.mu.Lock()
			s.pending = append(s.pending, queries[i:]...)
			s.mu.Unlock()
			return
		}
	}
}

// columns are the columns of a record type, in the order of its fields. They are derived from the db tags by which sqlx
// maps rows, so that a column is listed in one place: SELECT, INSERT and UPDATE are written with them.
type columns[T any] struct{ fields []reflect.StructField }

// columnsOf derives the columns of T: its fields with a db tag, those of embedded structs included.
func columnsOf[T any]() columns[T] {
	fields := reflect.VisibleFields(reflect.TypeFor[T]())
	return columns[T]{slices.DeleteFunc(fields, func(f reflect.StructField) bool { return f.Tag.Get("db") == "" })}
}

// except leaves out some columns.
func (c columns[T]) except(names ...string) columns[T] {
	return columns[T]{slices.DeleteFunc(slices.Clone(c.fields), func(f reflect.StructField) bool {
		return slices.Contains(names, f.Tag.Get("db"))
	})}
}

// list is "a, b", as SELECT and INSERT name them.
func (c columns[T]) list() string { return c.each(func(name string) string { return name }) }

// of is "t.a, t.b", for the columns of one of several tables.
func (c columns[T]) of(table string) string {
	return c.each(func(name string) string { return table + "." + name })
}

// placeholders is "?, ?", as VALUES takes them.
func (c columns[T]) placeholders() string { return c.each(func(string) string { return "?" }) }

// assignments is "a = ?, b = ?", as UPDATE takes them.
func (c columns[T]) assignments() string {
	return c.each(func(name string) string { return name + " = ?" })
}

// excluded is "a = excluded.a, b = excluded.b", as ON CONFLICT DO UPDATE takes them.
func (c columns[T]) excluded() string {
	return c.each(func(name string) string { return name + " = excluded." + name })
}

func (c columns[T]) each(write func(name string) string) string {
	texts := make([]string, len(c.fields))
	for i, f := range c.fields {
		texts[i] = write(f.Tag.Get("db"))
	}
	return strings.Join(texts, ", ")
}

// values are a record's, in the order of the columns.
func (c columns[T]) values(record *T) args {
	v := reflect.ValueOf(record).Elem()
	all := make(args, len(c.fields))
	for i, f := range c.fields {
		all[i] = v.FieldByIndex(f.Index).Interface()
	}
	return all
}
