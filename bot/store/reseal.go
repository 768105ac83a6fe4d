package store

import (
	"context"
	"fmt"
	"tcabot/api/secret"
	"tcabot/commands/command"
)

// sealedToken is a link's token as it is stored.
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

// Reseal seals every token anew that another key than the first has sealed, and tells how many it was. After it every
// other key can be taken away. People may log in and out meanwhile, and several processes may do it at once: a token
// is replaced only if it is still the one that was read. One that no configured key opens stays as it is, and makes an
// error, after all others are done: seal.ErrUnknownKey where its key is not configured.
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
		return n, fmt.Errorf("seal tokens anew: %d of them do not open: %w", len(lost), lost[0])
	}
	return n, nil
}

// sealedTokens reads the tokens that come after somebody's.
func (s *Store) sealedTokens(ctx context.Context, after command.Who) ([]sealedToken, error) {
	return rows[sealedToken](ctx, s.conn, "list tokens", selectSealedTokens, after.Workspace, after.User, resealPage)
}

// reseal replaces one token, in a transaction of its own: nobody's login waits for all others. It reports whether the
// token was still there.
func (s *Store) reseal(ctx context.Context, t sealedToken, text secret.Text) (bool, error) {
	n, err := s.exec(ctx, "seal token anew", `UPDATE links SET token = ? WHERE workspace = ? AND slack_user = ? AND token = ?`,
		s.box.Seal(text, owner(t.who())), t.Workspace, t.User, t.Token)
	return n > 0, err
}
