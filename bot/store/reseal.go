package store

import (
	"context"
	"database/sql"
	"fmt"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/commands/command"
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
// is replaced only if it is unchanged since it was read. A token that no configured key opens is left as it is and causes an
// error after all others are done: command.ErrUnreadable.
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
				lost = append(lost, err)
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
