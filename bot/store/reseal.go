package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/commands/command"
	"time"
)

// sealedToken is a link's token as stored.
type sealedToken struct {
	Workspace string `db:"workspace"`
	User      string `db:"slack_user"`
	Token     []byte `db:"token"`
}

func (t sealedToken) who() command.Who { return command.Who{Workspace: t.Workspace, User: t.User} }

var (
	sealedTokenColumns = columnsOf[sealedToken]()
	selectSealedTokens = `SELECT ` + sealedTokenColumns.list() + ` FROM links
		WHERE (workspace, slack_user) > (?, ?) ORDER BY workspace, slack_user LIMIT ?`
)

// resealPage is how many tokens are read at once.
const resealPage = 100

// Reseal re-encrypts every token that was sealed with another key than the first, and returns how many there were. After it
// the other keys can be removed. People may log in and out meanwhile, and several processes may run it concurrently: a token
// is replaced only if it is unchanged since it was read. A token that no configured key opens is left as it is and, unless
// another process opens it, causes an error after all others are done: command.ErrUnreadable.
func (s *Store) Reseal(ctx context.Context) (n int, err error) {
	var last command.Who
	var lost []error
	for {
		page, err := s.sealedTokens(ctx, last)
		if err != nil {
			return n, err
		}
		for _, t := range page {
			if !s.box.Stale(t.Token) {
				continue
			}
			text, err := s.box.Open(t.Token, owner(t.who()))
			if err != nil {
				if !errors.Is(err, seal.ErrUnknownKey) || !s.elsewhere(ctx, seal.Name(t.Token)) {
					lost = append(lost, err)
				}
				continue
			}
			done, err := s.reseal(ctx, t, text)
			if err != nil {
				return n, err
			}
			if done {
				n++
			}
		}
		if len(page) < resealPage {
			break
		}
		last = page[len(page)-1].who()
	}
	if len(lost) > 0 {
		return n, fmt.Errorf("seal tokens anew: %d: %w: %w", len(lost), command.ErrUnreadable, lost[0])
	}
	return n, nil
}

// sealedTokens reads a page of tokens, after that of a person.
func (s *Store) sealedTokens(ctx context.Context, after command.Who) ([]sealedToken, error) {
	return rows[sealedToken](ctx, s.conn, "list tokens", selectSealedTokens, after.Workspace, after.User, resealPage)
}

// reseal replaces one token, in a transaction of its own, so that logins do not wait for all of them. It reports whether
// the token was unchanged.
func (s *Store) reseal(ctx context.Context, t sealedToken, text secret.Text) (bool, error) {
	n, err := s.exec(ctx, "seal token anew", `UPDATE links SET token = ? WHERE workspace = ? AND slack_user = ? AND token = ?`,
		s.box.Seal(text, owner(t.who())), t.Workspace, t.User, t.Token)
	return n > 0, err
}

// Tokens are how many sealed tokens a database has, and how many of them some keys open.
type Tokens struct{ All, Opened int }

// Querier is a database or a transaction, of either engine.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// CountTokens tries the keys of a box on a database whose tables are up to date. It changes nothing.
func CountTokens(ctx context.Context, db Querier, box *seal.Box) (n Tokens, err error) {
	found, err := db.QueryContext(ctx, `SELECT workspace, slack_user, token FROM links`)
	if err != nil {
		return n, fmt.Errorf("read tokens: %w", err)
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var t sealedToken
		if err := found.Scan(&t.Workspace, &t.User, &t.Token); err != nil {
			return n, fmt.Errorf("read tokens: %w", err)
		}
		n.All++
		if _, err := box.Open(t.Token, owner(t.who())); err == nil {
			n.Opened++
		}
	}
	return n, found.Err()
}

// keyLife is how long a process is taken to run after it was last known to.
const keyLife = 3 * time.Minute

// HoldKeys notes that this process runs and which keys it has, so that others do not take a token that only it can open for
// lost. A process calls it when it starts, before it seals anything, and more often than every three minutes.
func (s *Store) HoldKeys(ctx context.Context, now time.Time) error {
	const operation = "note keys"
	return s.inTx(ctx, operation, func(ctx context.Context, tx conn) error {
		for _, key := range s.box.Names() {
			if _, err := tx.exec(ctx, operation, `INSERT INTO process_keys (process, name, seen) VALUES (?, ?, ?)
				ON CONFLICT (process, name) DO UPDATE SET seen = excluded.seen`, s.name, key, now.Unix()); err != nil {
				return err
			}
		}
		_, err := tx.exec(ctx, operation, `DELETE FROM process_keys WHERE seen < ?`, now.Add(-time.Hour).Unix())
		return err
	})
}

// DropKeys notes that this process ends.
func (s *Store) DropKeys(ctx context.Context) error {
	_, err := s.exec(ctx, "drop keys", `DELETE FROM process_keys WHERE process = ?`, s.name)
	return err
}

// elsewhere reports whether another process that runs has a key.
func (s *Store) elsewhere(ctx context.Context, key string) bool {
	n, err := row[int](ctx, s.conn, "look for a key", `SELECT COUNT(*) FROM process_keys WHERE name = ? AND process <> ? AND seen > ?`,
		key, s.name, time.Now().Add(-keyLife).Unix())
	return err != nil || n > 0 // a database that does not answer says nothing against a token
}

// Lacking counts the other processes that run and do not have the key with which this one seals: they could not read what
// Reseal writes.
func (s *Store) Lacking(ctx context.Context, now time.Time) (int, error) {
	since := now.Add(-keyLife).Unix()
	return row[int](ctx, s.conn, "look for processes", `SELECT COUNT(DISTINCT process) FROM process_keys WHERE process <> ? AND seen > ?
		AND process NOT IN (SELECT process FROM process_keys WHERE name = ? AND seen > ?)`, s.name, since, s.box.Names()[0], since)
}
