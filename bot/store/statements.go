package store

import (
	"context"
	"sync"

	"github.com/jmoiron/sqlx"
)

// statements holds every query that was run, ready for the engine: its placeholders are rebound once, and where the
// driver does not keep prepared statements itself it is prepared once. The texts of this package are few and fixed, so
// that nothing is ever dropped. It is safe for concurrent use.
type statements struct {
	db      *sqlx.DB
	dialect *dialect

	mu      sync.RWMutex
	known   map[string]*statement // by the text with question marks
	pending []string              // those of them that nobody has tried to prepare
}

// statement is one query.
type statement struct {
	text string // with the engine's placeholders
	stmt *sqlx.Stmt
}

func newStatements(db *sqlx.DB, d *dialect) *statements {
	return &statements{db: db, dialect: d, known: map[string]*statement{}}
}

// find returns the statement of a query. It may not be prepared yet.
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
		s.known[query] = &statement{text: sqlx.Rebind(s.dialect.placeholder, query)}
		if s.dialect.prepare {
			s.pending = append(s.pending, query)
		}
	}
	return s.known[query]
}

// prepared returns the statement of a query, prepared where that is of use. It needs a connection, so it must not be
// called by whoever holds one: a few who do would wait for each other for ever.
func (s *statements) prepared(ctx context.Context, query string) (*statement, error) {
	found := s.find(query)
	if found.stmt != nil || !s.dialect.prepare {
		return found, nil
	}
	stmt, err := s.db.PreparexContext(ctx, found.text)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if other := s.known[query]; other.stmt != nil { // somebody else was quicker
		return other, stmt.Close() //nolint:sqlclosecheck // only this one is closed: the other way out keeps it
	}
	// A new value, because others may be reading the one that was found.
	s.known[query] = &statement{text: found.text, stmt: stmt}
	return s.known[query], nil
}

// preparePending prepares what transactions ran unprepared, for those to come. It is called between transactions. What
// cannot be prepared now runs unprepared, and whoever runs it gets the error.
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
