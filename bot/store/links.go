package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"tcabot/commands/command"

	"time"
)

// owner is whom a sealed token belongs to: in another's row it does not open.
func owner(w command.Who) string { return w.Workspace + "|" + w.User }

// Link implements commands.Links. A token sealed with a key that is no longer configured is seal.ErrUnknownKey.
func (s *Store) Link(ctx context.Context, w command.Who) (command.Link, error) {
	l := command.Link{Who: w}
	var sealed []byte
	var linked int64
	err := s.row(ctx, "read link", `SELECT l.username, l.nickname, l.token, l.linked, g.generation
		FROM links l JOIN generations g ON g.workspace = l.workspace AND g.slack_user = l.slack_user
		WHERE l.workspace = ? AND l.slack_user = ?`,
		args{w.Workspace, w.User}, &l.Username, &l.Nickname, &sealed, &linked, &l.Generation)
	if errors.Is(err, sql.ErrNoRows) {
		return l, command.ErrNotLinked
	}
	if err != nil {
		return l, err
	}
	l.Linked = time.Unix(linked, 0)
	if l.Token, err = s.box.Open(sealed, owner(w)); err != nil {
		return l, fmt.Errorf("read link: %w", err)
	}
	return l, nil
}

// SaveLink implements commands.Links.
func (s *Store) SaveLink(ctx context.Context, l command.Link) (command.Link, error) {
	const what = "save link"
	saved := l
	err := s.inTx(ctx, what, func(tx conn) error {
		// First, because it makes whoever saves the same person's link at the same time wait for the end of this.
		err := tx.row(ctx, what, `INSERT INTO generations (workspace, slack_user, generation) VALUES (?, ?, 1)
			ON CONFLICT (workspace, slack_user) DO UPDATE SET generation = generations.generation + 1 RETURNING generation`,
			args{l.Who.Workspace, l.Who.User}, &saved.Generation)
		if err != nil {
			return err
		}
		_, err = tx.exec(ctx, what, `INSERT INTO links (workspace, slack_user, username, nickname, token, linked) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (workspace, slack_user) DO UPDATE SET username = excluded.username, nickname = excluded.nickname,
			token = excluded.token, linked = excluded.linked`,
			l.Who.Workspace, l.Who.User, l.Username, l.Nickname, s.box.Seal(l.Token, owner(l.Who)), l.Linked.Unix())
		return err
	})
	if err != nil {
		return l, err
	}
	return saved, nil
}

// DeleteLink implements commands.Links. It asks for the end of the person's exports, too: they read with the token.
func (s *Store) DeleteLink(ctx context.Context, w command.Who) error {
	const what = "delete link"
	return s.inTx(ctx, what, func(tx conn) error {
		for _, q := range []string{
			`DELETE FROM links WHERE workspace = ? AND slack_user = ?`,
			`UPDATE exports SET cancelled = TRUE WHERE workspace = ? AND slack_user = ?`,
		} {
			if _, err := tx.exec(ctx, what, q, w.Workspace, w.User); err != nil {
				return err
			}
		}
		return nil
	})
}

// DeleteWorkspace forgets everything of a workspace but the generations of its links.
func (s *Store) DeleteWorkspace(ctx context.Context, workspace string) error {
	const what = "delete workspace"
	return s.inTx(ctx, what, func(tx conn) error {
		for _, q := range []string{
			`DELETE FROM links WHERE workspace = ?`, `DELETE FROM targets WHERE workspace = ?`, `DELETE FROM languages WHERE workspace = ?`,
			`DELETE FROM exports WHERE workspace = ?`, `DELETE FROM digests WHERE workspace = ?`,
		} {
			if _, err := tx.exec(ctx, what, q, workspace); err != nil {
				return err
			}
		}
		return nil
	})
}
