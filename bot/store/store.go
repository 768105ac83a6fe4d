// Package store keeps accounts and settings in SQL. It implements the interfaces that package commands declares.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"tcabot/bot/seal"
	"tcabot/commands"
	"tcabot/commands/spec"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // registers the driver
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is an open database. It is safe for concurrent use.
type Store struct {
	db  *sql.DB
	box *seal.Box
}

var (
	_ commands.Links    = (*Store)(nil)
	_ commands.Settings = (*Store)(nil)
)

// Open opens the SQLite file at path, creating it if need be, and brings its tables up to date.
func Open(ctx context.Context, path string, box *seal.Box) (*Store, error) {
	// One writer at a time is SQLite's own rule; waiting for it beats failing. WAL lets readers go on meanwhile.
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(wal)&_pragma=secure_delete(1)&_txlock=immediate")
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	s := &Store{db: db, box: box}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

func (s *Store) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.db, files)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	return nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.db.PingContext(ctx) }

func owner(w spec.Who) string { return w.Workspace + "|" + w.User }

// Link implements commands.Links.
func (s *Store) Link(ctx context.Context, w spec.Who) (commands.Link, error) {
	l := commands.Link{Who: w}
	var sealed []byte
	var linked int64
	err := s.db.QueryRowContext(ctx, `SELECT l.username, l.nickname, l.token, l.linked, g.generation
		FROM links l JOIN generations g ON g.workspace = l.workspace AND g.slack_user = l.slack_user
		WHERE l.workspace = ? AND l.slack_user = ?`, w.Workspace, w.User).Scan(&l.Username, &l.Nickname, &sealed, &linked, &l.Generation)
	if errors.Is(err, sql.ErrNoRows) {
		return l, commands.ErrNotLinked
	}
	if err != nil {
		return l, fmt.Errorf("read link: %w", err)
	}
	l.Linked = time.Unix(linked, 0)
	if l.Token, err = s.box.Open(sealed, owner(w)); err != nil {
		return l, fmt.Errorf("read link: %w", err)
	}
	return l, nil
}

// SaveLink implements commands.Links.
func (s *Store) SaveLink(ctx context.Context, l commands.Link) (commands.Link, error) {
	err := s.inTx(ctx, func(tx *sql.Tx) error {
		row := tx.QueryRowContext(ctx, `INSERT INTO generations (workspace, slack_user, generation) VALUES (?, ?, 1)
			ON CONFLICT (workspace, slack_user) DO UPDATE SET generation = generation + 1 RETURNING generation`, l.Who.Workspace, l.Who.User)
		if err := row.Scan(&l.Generation); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO links (workspace, slack_user, username, nickname, token, linked) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (workspace, slack_user) DO UPDATE SET username = excluded.username, nickname = excluded.nickname,
			token = excluded.token, linked = excluded.linked`,
			l.Who.Workspace, l.Who.User, l.Username, l.Nickname, s.box.Seal(l.Token, owner(l.Who)), l.Linked.Unix())
		return err
	})
	if err != nil {
		return l, fmt.Errorf("save link: %w", err)
	}
	return l, nil
}

// DeleteLink implements commands.Links.
func (s *Store) DeleteLink(ctx context.Context, w spec.Who) error {
	return s.exec(ctx, "delete link", `DELETE FROM links WHERE workspace = ? AND slack_user = ?`, w.Workspace, w.User)
}

// DeleteWorkspace forgets everything of a workspace.
func (s *Store) DeleteWorkspace(ctx context.Context, workspace string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		for _, q := range []string{
			`DELETE FROM links WHERE workspace = ?`, `DELETE FROM targets WHERE workspace = ?`, `DELETE FROM languages WHERE workspace = ?`,
			`DELETE FROM exports WHERE workspace = ?`,
		} {
			if _, err := tx.ExecContext(ctx, q, workspace); err != nil {
				return fmt.Errorf("delete workspace: %w", err)
			}
		}
		return nil
	})
}

func (s *Store) exec(ctx context.Context, what, query string, args ...any) error {
	if _, err := s.db.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

func (s *Store) inTx(ctx context.Context, work func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	if err := work(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
