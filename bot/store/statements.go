package store

import (
	"context"
	"sync"
	"tcabot/bot/store/engine"

	"github.com/jmoiron/sqlx"
)

// statements caches the queries for the engine: placeholders are rebound once, and a query is prepared once where the driver
// does not cache prepared statements. The queries are few and fixed, so nothing is evicted. It is safe for concurrent use.
type statements struct {
	db      *sqlx.DB
	dialect *engine.Dialect

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
